"""What the demo's citizens ask, and the answers: plain procedures, no real case."""

# (field, unit that answers, whether `canbo` answers it)
FIELDS = [
    ("Đất đai", "Phòng Tài nguyên và Môi trường", True),
    ("Hộ tịch, chứng thực", "Phòng Tư pháp", True),
    ("Chính sách xã hội", "Phòng Lao động – Thương binh và Xã hội", False),
    ("Giao thông, xây dựng", "Phòng Kinh tế và Hạ tầng", False),
    ("Nông nghiệp", "Phòng Nông nghiệp và Phát triển nông thôn", True),
    ("Giáo dục", "Phòng Giáo dục và Đào tạo", False),
]
PLACES = [
    "Nà Cù",
    "Khuổi Lầy",
    "Bản Pè",
    "Nà Lìu",
    "Khau Mạ",
    "Nà Phả",
    "Bản Luông",
    "Khuổi Cò",
    "Thôm Khoan",
    "Nà Ít",
]
ONE_DOOR = "<p>Ông/bà nộp hồ sơ tại bộ phận Tiếp nhận và trả kết quả của xã hoặc của huyện, hoặc nộp trực tuyến.</p>"
# {field: [(subject, question, answer)]}
TOPICS = {
    "Đất đai": [
        (
            "Cấp lại giấy chứng nhận quyền sử dụng đất bị mất ở thôn {place}",
            "Gia đình tôi ở thôn {place} bị mất giấy chứng nhận quyền sử dụng đất. Xin hỏi thủ tục cấp lại gồm những giấy tờ gì và "
            "thời gian giải quyết bao lâu?",
            "<p>Ông/bà khai báo việc mất giấy với UBND xã để niêm yết thông báo, sau đó lập đơn đề nghị cấp lại.</p>"
            + ONE_DOOR,
        ),
        (
            "Tách thửa đất ở tại thôn {place}",
            "Tôi muốn tách thửa đất ở tại thôn {place} cho con. Diện tích tối thiểu được tách thửa là bao nhiêu?",
            "<p>Diện tích tối thiểu theo quy định hiện hành của tỉnh; cán bộ địa chính xã sẽ đo và hướng dẫn cụ thể.</p>"
            + ONE_DOOR,
        ),
        (
            "Chuyển mục đích sử dụng đất vườn tại thôn {place}",
            "Đất vườn liền kề đất ở tại thôn {place} có được chuyển sang đất ở không, phải nộp những khoản gì?",
            "<p>Việc chuyển mục đích phải phù hợp kế hoạch sử dụng đất hằng năm của huyện đã được duyệt và công khai.</p>"
            + ONE_DOOR,
        ),
    ],
    "Hộ tịch, chứng thực": [
        (
            "Đăng ký khai sinh quá hạn cho trẻ ở thôn {place}",
            "Cháu tôi ở thôn {place} đã hai tuổi mà chưa đăng ký khai sinh. Bây giờ đăng ký có được không, cần giấy tờ gì?",
            "<p>Vẫn đăng ký được và không thu lệ phí. Cần giấy chứng sinh hoặc văn bản của người làm chứng.</p>"
            + ONE_DOOR,
        ),
        (
            "Chứng thực bản sao ở nơi tạm trú, thôn {place}",
            "Tôi tạm trú ở thôn {place}, có chứng thực bản sao bằng cấp tại xã này được không hay phải về quê?",
            "<p>Ông/bà chứng thực được tại UBND cấp xã bất kỳ, không phụ thuộc nơi cư trú; mang theo bản chính.</p>",
        ),
        (
            "Thay đổi họ trong giấy khai sinh, thôn {place}",
            "Giấy khai sinh của tôi ghi sai họ đệm. Tôi ở thôn {place}, làm thủ tục cải chính ở đâu?",
            "<p>Người từ đủ 14 tuổi nộp tờ khai cải chính hộ tịch tại Phòng Tư pháp huyện.</p>"
            + ONE_DOOR,
        ),
    ],
    "Chính sách xã hội": [
        (
            "Điều kiện công nhận hộ nghèo ở thôn {place}",
            "Gia đình tôi ở thôn {place} gặp khó khăn sau đợt lũ. Muốn được xét hộ nghèo ngoài kỳ rà soát thì làm thế nào?",
            "<p>Ông/bà gửi giấy đề nghị đến UBND xã; xã tổ chức rà soát trong thời hạn 15 ngày.</p>",
        ),
        (
            "Trợ cấp người cao tuổi ở thôn {place}",
            "Mẹ tôi đã 80 tuổi, ở thôn {place}, không có lương hưu. Hồ sơ hưởng trợ cấp hằng tháng gồm những gì?",
            "<p>Hồ sơ gồm tờ khai đề nghị trợ giúp xã hội theo mẫu, nộp tại UBND xã.</p>"
            + ONE_DOOR,
        ),
    ],
    "Giao thông, xây dựng": [
        (
            "Sửa chữa đường liên thôn {place}",
            "Đường liên thôn đoạn qua {place} sạt lở từ đợt mưa trước. Khi nào đoạn đường này được sửa?",
            "<p>Đoạn đường đã được đưa vào danh mục sửa chữa; trước mắt UBND xã đã cắm biển cảnh báo và hót đất sạt.</p>",
        ),
        (
            "Giấy phép xây dựng nhà ở tại {place}",
            "Xây nhà ở riêng lẻ tại {place} có phải xin giấy phép xây dựng không?",
            "<p>Nhà ở nông thôn quy mô nhỏ ngoài khu vực quy hoạch được miễn giấy phép, nhưng cần thông báo khởi công với xã.</p>",
        ),
    ],
    "Nông nghiệp": [
        (
            "Hỗ trợ giống cây ăn quả cho hộ ở thôn {place}",
            "Hộ tôi ở thôn {place} muốn chuyển sang trồng quýt. Huyện có chính sách hỗ trợ cây giống không, đăng ký ở đâu?",
            "<p>Ông/bà đăng ký với UBND xã trước vụ trồng; mức hỗ trợ theo kế hoạch hằng năm của huyện.</p>",
        ),
        (
            "Tiêm phòng đàn gia súc ở thôn {place}",
            "Lịch tiêm phòng cho trâu, bò ở thôn {place} năm nay vào thời gian nào, có phải nộp tiền không?",
            "<p>Mỗi năm có hai đợt chính vào mùa xuân và mùa thu; vắc-xin được hỗ trợ theo chương trình của tỉnh.</p>",
        ),
    ],
    "Giáo dục": [
        (
            "Hồ sơ nhập học lớp 1 cho trẻ ở thôn {place}",
            "Con tôi ở thôn {place} năm nay vào lớp 1. Hồ sơ gồm những gì, nộp trực tiếp hay trực tuyến?",
            "<p>Hồ sơ gồm đơn xin nhập học và bản sao giấy khai sinh; nhà trường nhận cả hai hình thức.</p>",
        ),
        (
            "Hỗ trợ học sinh bán trú ở {place}",
            "Nhà tôi ở {place} cách trường trên 7 km. Con tôi học cấp hai có được hưởng chế độ bán trú không?",
            "<p>Học sinh ở thôn đặc biệt khó khăn, nhà xa trường không thể đi về trong ngày được xét hưởng.</p>",
        ),
    ],
}
