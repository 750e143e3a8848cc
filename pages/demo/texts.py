"""Words of the demo pages. Names of people are plainly invented; numbers of telephones are all noughts."""

ABOUT = (
    "<p>{name}{within} là nơi sinh sống lâu đời của đồng bào Tày, Nùng, Dao, Kinh. Địa hình chủ yếu là "
    "đồi núi thấp xen các thung lũng hẹp ven suối; khí hậu chia hai mùa rõ rệt, mưa nhiều từ tháng 5 đến tháng 9.</p>"
    "<h2>Dân cư và kinh tế</h2><p>Người dân sống bằng nghề rừng, trồng lúa, trồng cây ăn quả và chăn nuôi. Những năm gần đây, các "
    "tổ hợp tác và hợp tác xã ra đời giúp bà con tiêu thụ nông sản, từng bước đưa sản phẩm của địa phương lên sàn thương mại điện tử.</p>"
    "<h2>Chức năng, nhiệm vụ</h2><p>{body} là cơ quan hành chính nhà nước ở địa phương, tổ chức thực hiện Hiến pháp, pháp luật, văn bản "
    "của cơ quan nhà nước cấp trên và nghị quyết của Hội đồng nhân dân cùng cấp; quản lý nhà nước về kinh tế, văn hóa, xã hội, quốc phòng "
    "và an ninh trên địa bàn theo thẩm quyền.</p>"
)
SHORT_ABOUT = (
    "<p>{name} thuộc huyện {district}, tỉnh Bắc Kạn. Nội dung giới thiệu đang được bổ sung.</p>"
)
HISTORY = (
    "<p>Vùng đất này gắn với phong trào cách mạng ở Việt Bắc. Nhân dân các dân tộc giữ gìn nhiều nét văn hóa truyền thống: hát then, đàn "
    "tính, lễ hội Lồng tồng đầu xuân, nghề đan lát và dệt thổ cẩm.</p><h2>Di tích và danh thắng</h2><p>Các di tích trên địa bàn được "
    "khoanh vùng bảo vệ, chăm sóc; học sinh các trường thường xuyên tới tìm hiểu và dọn dẹp.</p>"
)
BUDGET = (
    "<p>{body} công khai dự toán, tình hình thực hiện và quyết toán ngân sách theo quy định. Số liệu dưới đây là số minh họa của bản "
    'trình diễn.</p><table><caption>Thu, chi ngân sách năm 2023 (triệu đồng, số minh họa)</caption><thead><tr><th scope="col">Nội dung'
    '</th><th scope="col">Dự toán</th><th scope="col">Thực hiện</th></tr></thead><tbody><tr><th scope="row">Thu trên địa bàn</th>'
    '<td>1.250</td><td>1.318</td></tr><tr><th scope="row">Chi thường xuyên</th><td>5.640</td><td>5.602</td></tr><tr><th scope="row">'
    "Chi đầu tư</th><td>2.100</td><td>1.987</td></tr></tbody></table>"
)
PROCEDURES = (
    "<p>Thủ tục hành chính được niêm yết tại Bộ phận Một cửa và công khai trên Cổng Dịch vụ công quốc gia. Trang này không giữ bản sao "
    'riêng, để nội dung luôn đúng với bản đang có hiệu lực.</p><ul><li><a href="https://dichvucong.gov.vn/">Cổng Dịch vụ công quốc '
    "gia</a></li><li>Thời gian tiếp nhận tại Bộ phận Một cửa: các ngày làm việc, sáng 7 giờ 30 – 11 giờ 30, chiều 13 giờ 30 – 17 giờ."
    "</li></ul>"
)
ACCESS = (
    "<p>Công dân có quyền yêu cầu {body} cung cấp thông tin theo Luật Tiếp cận thông tin. Yêu cầu nộp trực tiếp, qua bưu điện hoặc thư "
    "điện tử; người tiếp nhận ghi lại và hẹn ngày trả lời.</p><h2>Thông tin công khai</h2><ul><li>Văn bản của địa phương</li><li>Ngân "
    "sách, các quỹ và khoản đóng góp</li><li>Kế hoạch phát triển kinh tế – xã hội hằng năm</li></ul>"
)
ENGLISH_ABOUT = (
    "<p>{plain} lies in the hills of northern Viet Nam, in Bac Kan province. Its people – Tay, Nung, Dao and Kinh – live from forestry, rice, "
    "fruit trees and livestock.</p><h2>What the People's Committee does</h2><p>The People's Committee is the local executive body. It carries "
    "out the law and the resolutions of the People's Council, and looks after the economy, schools, health care, culture and public order in its "
    "area.</p>"
)
ENGLISH_CONTACT = "<p>Office hours: Monday to Friday, 7:30–11:30 and 13:30–17:00. Letters in English are answered; please allow a few more days.</p>"
CONTACT = "<p>Giờ làm việc: thứ Hai đến thứ Sáu, sáng 7 giờ 30 – 11 giờ 30, chiều 13 giờ 30 – 17 giờ. Thư gửi ngoài giờ được trả lời vào ngày làm việc kế tiếp.</p>"

# full name, post, duties
MAIN_LEADERS = [
    (
        "Lường Văn Mẫu (demo)",
        "Chủ tịch UBND huyện",
        "Lãnh đạo, điều hành chung công việc của UBND huyện; phụ trách nội vụ, quy hoạch, ngân sách.",
    ),
    (
        "Hoàng Thị Thí Dụ (demo)",
        "Phó Chủ tịch UBND huyện",
        "Phụ trách văn hóa – xã hội: giáo dục, y tế, lao động, dân tộc, thông tin và truyền thông.",
    ),
    (
        "Triệu Văn Minh Họa (demo)",
        "Phó Chủ tịch UBND huyện",
        "Phụ trách kinh tế: nông nghiệp, giao thông, xây dựng, tài nguyên và môi trường.",
    ),
]
MEMBER_LEADERS = [
    (
        "Nông Văn Mẫu (demo)",
        "Chủ tịch UBND {unit}",
        "Lãnh đạo chung; phụ trách ngân sách, quốc phòng, an ninh.",
    ),
    (
        "Bàn Thị Thí Dụ (demo)",
        "Phó Chủ tịch UBND {unit}",
        "Phụ trách văn hóa – xã hội và chuyển đổi số.",
    ),
]
LIFE = "Sinh tại huyện Bạch Thông; trình độ chuyên môn: đại học. Tiểu sử này là dữ liệu trình diễn, không phải của người có thật."
# level, name, head, function
MAIN_UNITS = [
    (1, "Ủy ban nhân dân huyện", "Chủ tịch UBND huyện", "Cơ quan hành chính nhà nước ở địa phương"),
    (
        2,
        "Văn phòng HĐND và UBND huyện",
        "Chánh Văn phòng",
        "Tham mưu tổng hợp, phục vụ hoạt động của HĐND và UBND",
    ),
    (3, "Bộ phận Tiếp nhận và trả kết quả", "", "Tiếp nhận hồ sơ, trả kết quả thủ tục hành chính"),
    (3, "Ban biên tập Cổng thông tin điện tử", "Trưởng ban", "Tổ chức, quản lý nội dung Cổng"),
    (2, "Phòng Nội vụ", "Trưởng phòng", "Tổ chức bộ máy, cán bộ, thi đua, khen thưởng"),
    (2, "Phòng Tài chính – Kế hoạch", "Trưởng phòng", "Ngân sách, kế hoạch, đăng ký kinh doanh"),
    (
        2,
        "Phòng Văn hóa và Thông tin",
        "Trưởng phòng",
        "Văn hóa, thể thao, du lịch, thông tin, chuyển đổi số",
    ),
    (
        3,
        "Trung tâm Văn hóa, Thông tin và Truyền thông",
        "Giám đốc",
        "Phát thanh, truyền thanh cơ sở, hoạt động văn hóa",
    ),
    (2, "Phòng Nông nghiệp và Phát triển nông thôn", "Trưởng phòng", ""),
    (2, "Phòng Giáo dục và Đào tạo", "Trưởng phòng", ""),
    (1, "Các xã, thị trấn", "", "14 đơn vị hành chính cấp xã"),
]
MEMBER_UNITS = [
    (1, "Ủy ban nhân dân {unit}", "Chủ tịch", ""),
    (2, "Công chức Văn phòng – Thống kê", "", "Bộ phận Một cửa, thống kê, văn thư"),
    (2, "Công chức Tư pháp – Hộ tịch", "", "Hộ tịch, chứng thực, hòa giải"),
    (2, "Công chức Văn hóa – Xã hội", "", "Văn hóa, chính sách, truyền thanh"),
    (2, "Ban Chỉ huy Quân sự", "Chỉ huy trưởng", ""),
]
ENGLISH_UNITS = [
    (1, "People's Committee", "Chairperson", "Local executive body"),
    (2, "Office of the People's Council and People's Committee", "Chief of office", ""),
    (2, "Division of Home Affairs", "", ""),
    (2, "Division of Finance and Planning", "", ""),
    (2, "Division of Culture and Information", "", ""),
]
# name, post, unit
CONTACTS = [
    ("Bộ phận Một cửa (demo)", "Tiếp nhận và trả kết quả", "UBND {unit}"),
    ("Văn phòng (demo)", "Trực tiếp công dân", "UBND {unit}"),
    ("Ban biên tập (demo)", "Tiếp nhận tin, bài và góp ý", "Trang thông tin {unit}"),
]
ENGLISH_CONTACTS = [
    ("One-stop desk (demo)", "Receives applications", "People's Committee"),
    ("Office (demo)", "Visitors and letters", "People's Committee"),
]
