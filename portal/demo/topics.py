"""What the district writes about: subjects with sentences to be combined. Every name of a hamlet is made up."""

# slug, name, slug of the category above
CATEGORIES = [
    ("thoi-su", "Thời sự – Chính trị", None),
    ("kinh-te", "Kinh tế", None),
    ("nong-lam-nghiep", "Nông – lâm nghiệp", "kinh-te"),
    ("nong-thon-moi", "Xây dựng nông thôn mới", "kinh-te"),
    ("van-hoa-xa-hoi", "Văn hóa – Xã hội", None),
    ("giao-duc", "Giáo dục", "van-hoa-xa-hoi"),
    ("y-te", "Y tế", "van-hoa-xa-hoi"),
    ("chuyen-doi-so", "Chuyển đổi số", None),
    ("quoc-phong-an-ninh", "Quốc phòng – An ninh", None),
    ("phong-chong-thien-tai", "Phòng, chống thiên tai", None),
    ("pho-bien-phap-luat", "Phổ biến pháp luật", None),
]

ALL_YEAR = tuple(range(1, 13))

# Category, months, things done: each begins after "{Place}" and reads as a headline.
TOPICS = [
    ("nong-lam-nghiep", (1, 2, 3, 4), ["ra quân trồng rừng vụ xuân", "phấn đấu trồng mới {ha} ha rừng", "cấp {n}.000 cây giống lâm nghiệp cho các hộ trồng rừng", "vận động nhân dân trồng cây phân tán tại {village}"], "rung", "trồng rừng"),
    ("nong-lam-nghiep", (9, 10, 11, 12), ["tuần tra, bảo vệ {ha} ha rừng tự nhiên", "ký cam kết phòng cháy, chữa cháy rừng với {hh} hộ dân", "kiểm tra công tác phòng cháy, chữa cháy rừng tại {village}", "diễn tập chữa cháy rừng mùa khô"], "rung", "bảo vệ rừng"),
    ("nong-lam-nghiep", (3, 4, 5), ["vào vụ thu hoạch mơ", "ký hợp đồng tiêu thụ {n} tấn mơ tươi", "mở điểm thu mua mơ tại {village}", "mở rộng thêm {n} ha mơ theo hướng hữu cơ"], "mo", "phát triển cây mơ"),
    ("nong-lam-nghiep", (10, 11, 12, 1), ["bước vào vụ thu hoạch quýt", "tổ chức Ngày hội quýt", "hướng dẫn dán tem truy xuất nguồn gốc cho quả quýt", "cải tạo {n} ha quýt già cỗi", "kết nối tiêu thụ quýt qua sàn thương mại điện tử"], "quyt", "phát triển cây quýt"),
    ("nong-lam-nghiep", (1, 2, 5, 6, 7), ["hoàn thành gieo cấy {ha} ha lúa", "tập trung chăm sóc lúa vụ mới", "nạo vét {km} km kênh mương nội đồng", "tập huấn kỹ thuật canh tác lúa cho {hh} hộ tại {village}"], "lua", "sản xuất lúa"),
    ("nong-lam-nghiep", ALL_YEAR, ["tiêm phòng cho đàn gia súc đợt {k}", "phun khử trùng chuồng trại tại {village}", "chủ động chống rét, chống nóng cho đàn vật nuôi", "giao {n} con bò giống sinh sản cho hộ nghèo", "tập huấn chăn nuôi an toàn sinh học cho {hh} hộ"], "nuoi", "chăn nuôi"),
    ("kinh-te", ALL_YEAR, ["giải ngân vốn chính sách cho {hh} hộ vay", "phát triển thêm {k} sản phẩm OCOP", "đánh giá, phân hạng sản phẩm OCOP đợt {k}", "thành lập hợp tác xã chế biến nông sản tại {village}", "đưa {n} mặt hàng nông sản lên sàn thương mại điện tử", "đối thoại, tháo gỡ khó khăn cho hợp tác xã"], "kinh-te", "phát triển kinh tế"),
    ("nong-thon-moi", ALL_YEAR, ["bê tông hóa {km} km đường nội thôn {village}", "vận động hiến {k}.{n}0 m² đất làm đường tại {village}", "khánh thành nhà văn hóa thôn {village}", "ra mắt thôn nông thôn mới kiểu mẫu {village}", "lắp đặt {n} bóng đèn chiếu sáng đường quê", "xóa {n} nhà tạm, nhà dột nát", "rà soát các tiêu chí nông thôn mới"], "ntm", "xây dựng nông thôn mới"),
    ("van-hoa-xa-hoi", (1, 2, 3), ["tưng bừng khai hội Lồng tồng", "chuẩn bị chu đáo cho lễ hội Lồng tồng", "khôi phục trò chơi tung còn, kéo co tại lễ hội xuân {village}", "thi gói bánh chưng, giã bánh giầy đón xuân tại {village}"], "hoi", "tổ chức lễ hội Lồng tồng"),
    ("van-hoa-xa-hoi", ALL_YEAR, ["ra mắt câu lạc bộ hát then, đàn tính {village}", "tổ chức giải bóng chuyền hơi tại {village}", "truyền dạy hát then cho {n} học viên", "tặng {hh} suất quà cho gia đình chính sách", "hỗ trợ {n} hộ nghèo sửa chữa nhà ở tại {village}", "mở lớp dạy nghề cho {n} lao động nông thôn", "tổ chức ngày hội đại đoàn kết tại {village}"], "van-hoa", "xây dựng đời sống văn hóa"),
    ("giao-duc", (8, 9, 10), ["sẵn sàng cho năm học mới", "tưng bừng khai giảng năm học mới", "trao {hh} suất học bổng cho học sinh vượt khó", "sửa chữa {n} phòng học trước năm học mới"], "truong", "chuẩn bị năm học mới"),
    ("giao-duc", (1, 2, 3, 4, 5, 10, 11, 12), ["tổ chức ngày hội đọc sách cho {hh} học sinh", "kiểm tra công nhận trường đạt chuẩn quốc gia", "duy trì bữa ăn bán trú cho {hh} học sinh", "tổ chức hội thi giáo viên dạy giỏi", "đưa kỹ năng phòng, chống đuối nước vào trường học", "khai mạc hội khỏe Phù Đổng", "mở lớp xóa mù chữ tại {village}"], "truong", "dạy và học"),
    ("y-te", ALL_YEAR, ["khám, cấp thuốc miễn phí cho {hh} người cao tuổi", "tiêm chủng đủ mũi cho {hh} trẻ em", "ra quân diệt bọ gậy, phòng bệnh sốt xuất huyết tại {village}", "kiểm tra an toàn thực phẩm {n} cơ sở", "vận động hiến máu, thu về {hh} đơn vị máu", "truyền thông dinh dưỡng cho bà mẹ tại {village}", "nâng cấp trạm y tế"], "y-te", "chăm sóc sức khỏe"),
    ("chuyen-doi-so", ALL_YEAR, ["ra mắt tổ công nghệ số cộng đồng {village}", "hướng dẫn {hh} người dân nộp hồ sơ trực tuyến", "lắp đặt wifi miễn phí tại nhà văn hóa {village}", "tập huấn kỹ năng số cho {n} cán bộ", "tổ chức Ngày chuyển đổi số", "đẩy mạnh thanh toán không dùng tiền mặt tại chợ", "số hóa {hh} hồ sơ hộ tịch", "kích hoạt định danh điện tử cho {hh} người dân"], "so", "chuyển đổi số"),
    ("quoc-phong-an-ninh", (1, 2, 3), ["tiễn thanh niên lên đường nhập ngũ", "gặp mặt, tặng quà tân binh", "hoàn thành chỉ tiêu giao quân"], "quan", "tuyển quân"),
    ("quoc-phong-an-ninh", ALL_YEAR, ["huấn luyện lực lượng dân quân đợt {k}", "ra mắt mô hình camera an ninh tại {village}", "tuyên truyền an toàn giao thông cho {hh} học sinh", "tổ chức ngày hội toàn dân bảo vệ an ninh Tổ quốc tại {village}", "diễn tập chiến đấu phòng thủ", "thu hồi {n} súng tự chế", "tuyên truyền phòng, chống lừa đảo qua mạng tại {village}"], "an-ninh", "giữ gìn an ninh trật tự"),
    ("phong-chong-thien-tai", (4, 5, 6, 7, 8, 9), ["khắc phục thiệt hại sau mưa lớn tại {village}", "di dời {k} hộ khỏi nơi có nguy cơ sạt lở", "rà soát {n} điểm có nguy cơ sạt lở đất", "diễn tập phòng, chống lũ quét", "khơi thông {km} km rãnh thoát nước", "hỗ trợ {n} hộ bị tốc mái nhà sau dông lốc", "kiện toàn đội xung kích phòng, chống thiên tai {village}"], "bao", "phòng, chống thiên tai"),
    ("phong-chong-thien-tai", (11, 12, 1, 2), ["chủ động phòng, chống rét đậm, rét hại", "dự trữ thức ăn, che chắn chuồng trại trước đợt rét đợt {k}", "hỗ trợ chăn ấm cho {n} hộ nghèo"], "bao", "phòng, chống rét"),
    ("thoi-su", ALL_YEAR, ["giao ban công tác tháng {month}", "tiếp xúc cử tri tại {village}", "tổ chức kỳ họp Hội đồng nhân dân", "triển khai nhiệm vụ trọng tâm tháng {month}", "sơ kết chương trình phối hợp công tác", "tổ chức hội nghị đối thoại với nhân dân {village}", "kiểm tra công tác cải cách hành chính", "tổng kết phong trào thi đua đợt {k}", "tuyên dương {n} điển hình tiên tiến", "bồi dưỡng nghiệp vụ cho {n} cán bộ cơ sở"], "hop", "chỉ đạo, điều hành"),
]

# Sentences that tell what the subject is about; two or three go into each text.
FACTS = {
    "rung": ["Toàn địa bàn giữ vững độ che phủ rừng, diện tích rừng trồng được chăm sóc theo đúng kỹ thuật.", "Mỗi tổ bảo vệ rừng phân công người trực, ghi nhật ký tuần tra và báo cáo hằng tuần.", "Bà con được hướng dẫn xử lý thực bì đúng quy định, không đốt nương khi trời hanh khô.", "Cây giống được cung ứng từ các vườn ươm có nguồn gốc rõ ràng."],
    "mo": ["Cây mơ hợp khí hậu vùng cao, ít sâu bệnh và cho thu hoạch ổn định qua nhiều năm.", "Quả mơ được phân loại ngay tại vườn, phần lớn bán cho cơ sở chế biến mơ muối, mơ ngâm.", "Các hộ được hướng dẫn đốn tỉa, bón phân hữu cơ sau vụ thu hoạch."],
    "quyt": ["Quýt trồng trên đất đồi có vị ngọt thanh, mẫu mã đẹp và được thị trường ưa chuộng.", "Nhiều hộ đã chuyển sang chăm sóc theo quy trình VietGAP, ghi chép nhật ký đồng ruộng.", "Tiểu thương đến tận vườn đặt mua, giá bán ổn định so với vụ trước."],
    "lua": ["Lịch gieo cấy được bố trí sớm để tránh rét và bảo đảm nước tưới.", "Các giống lúa ngắn ngày, chất lượng cao chiếm phần lớn diện tích.", "Cán bộ khuyến nông bám đồng ruộng, kịp thời hướng dẫn bà con phòng trừ sâu bệnh."],
    "nuoi": ["Công tác tiêm phòng, vệ sinh chuồng trại được thực hiện đồng loạt, không để dịch bệnh phát sinh.", "Các hộ chủ động trồng cỏ, ủ chua thức ăn để dự trữ.", "Thú y cơ sở đến từng hộ kiểm tra, hướng dẫn cách chăm sóc đàn vật nuôi."],
    "kinh-te": ["Nguồn vốn được bình xét công khai, đúng đối tượng và có theo dõi sau khi vay.", "Các sản phẩm được hỗ trợ bao bì, nhãn mác và mã truy xuất nguồn gốc.", "Liên kết giữa hợp tác xã với các hộ giúp đầu ra ổn định hơn."],
    "ntm": ["Nhân dân đóng góp ngày công, hiến đất, Nhà nước hỗ trợ xi măng và kỹ thuật.", "Mọi khoản đóng góp đều được bàn bạc, công khai tại cuộc họp thôn.", "Đường làng, ngõ xóm sạch đẹp hơn, việc đi lại và vận chuyển nông sản thuận tiện."],
    "hoi": ["Lễ hội Lồng tồng là nét văn hóa lâu đời của đồng bào Tày, cầu cho mưa thuận gió hòa, mùa màng tươi tốt.", "Sau phần lễ là các trò chơi tung còn, kéo co, đẩy gậy và hát then, đàn tính.", "Ban tổ chức bố trí bãi gửi xe, nhắc nhở giữ vệ sinh và bảo đảm an toàn thực phẩm."],
    "van-hoa": ["Hoạt động thu hút đông đảo nhân dân tham gia, tạo không khí vui tươi, đoàn kết.", "Các câu lạc bộ duy trì sinh hoạt hằng tuần, có cả người cao tuổi và học sinh.", "Nguồn kinh phí được xã hội hóa, thu chi công khai."],
    "truong": ["Nhà trường phối hợp chặt chẽ với phụ huynh để không học sinh nào phải bỏ học.", "Cơ sở vật chất được rà soát, sửa chữa trước khi học sinh tựu trường.", "Bữa ăn bán trú bảo đảm dinh dưỡng, thực đơn được niêm yết hằng ngày."],
    "y-te": ["Cán bộ y tế tư vấn từng trường hợp, hướng dẫn cách theo dõi sức khỏe tại nhà.", "Thuốc và vật tư được chuẩn bị đầy đủ, người dân không phải trả chi phí.", "Y tế thôn bản đến từng hộ để vận động, nhắc lịch."],
    "so": ["Thành viên tổ công nghệ số đi từng ngõ, hướng dẫn từng người cài đặt và sử dụng các ứng dụng cần thiết.", "Người dân có thể nộp hồ sơ và theo dõi kết quả trên điện thoại, giảm thời gian đi lại.", "Người cao tuổi được đoàn viên thanh niên hướng dẫn tận nhà."],
    "quan": ["Việc tuyển chọn được thực hiện dân chủ, công khai, đúng quy trình.", "Gia đình và các đoàn thể động viên thanh niên yên tâm lên đường."],
    "an-ninh": ["Lực lượng công an và quân sự phối hợp chặt chẽ, nắm chắc tình hình cơ sở.", "Nhân dân tích cực tham gia các mô hình tự quản, kịp thời báo tin cho cơ quan chức năng.", "Nội dung tuyên truyền ngắn gọn, gắn với những vụ việc dễ gặp trong đời sống."],
    "bao": ["Phương châm “bốn tại chỗ” được quán triệt đến từng thôn, bản.", "Cán bộ trực ban hai mươi tư giờ mỗi ngày, thông tin cảnh báo được phát trên loa truyền thanh.", "Lực lượng xung kích giúp các hộ dọn dẹp, che chắn nhà cửa, sớm ổn định đời sống."],
    "hop": ["Các ý kiến được ghi nhận đầy đủ, giao cơ quan chuyên môn trả lời đúng thời hạn.", "Hội nghị thống nhất rõ người, rõ việc, rõ thời hạn đối với từng nhiệm vụ.", "Các chỉ tiêu kinh tế – xã hội cơ bản đạt tiến độ đề ra."],
}

VILLAGES = ["Nà Lầu", "Bản Cuôn", "Khuổi Mòn", "Nà Chiêng", "Pác Rào", "Bản Lài", "Nà Phày", "Khau Tàu", "Nà Muồng", "Bản Pjoỏng", "Lủng Cà", "Khuổi Slao", "Nà Ngảng", "Cốc Phường", "Nà Váng", "Bản Đén", "Tổng Mu", "Pò Khiển"]

# Key of FACTS to the keyword that readers see.
TAGS = {
    "rung": "rừng", "mo": "mơ", "quyt": "quýt", "lua": "lúa", "nuoi": "chăn nuôi", "kinh-te": "OCOP", "ntm": "nông thôn mới",
    "hoi": "lễ hội Lồng tồng", "van-hoa": "văn hóa cơ sở", "truong": "trường học", "y-te": "y tế cơ sở", "so": "chuyển đổi số",
    "quan": "tuyển quân", "an-ninh": "an ninh trật tự", "bao": "thiên tai", "hop": "cải cách hành chính",
}
