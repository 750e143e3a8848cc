"""What documents of a district are about; combined, never taken from a real one."""

TOPICS = [
    "Nông nghiệp",
    "Kinh tế – Tài chính",
    "Văn hóa – Xã hội",
    "Giáo dục – Y tế",
    "Nội chính",
    "Tổ chức – Cán bộ",
    "Chuyển đổi số",
]

SUBJECTS = [
    ("Nông nghiệp", "kế hoạch trồng rừng và chăm sóc rừng trồng"),
    ("Nông nghiệp", "công tác phòng cháy, chữa cháy rừng"),
    ("Nông nghiệp", "phòng, chống dịch bệnh trên đàn vật nuôi"),
    ("Nông nghiệp", "sản xuất vụ xuân"),
    ("Nông nghiệp", "sản xuất vụ mùa"),
    ("Nông nghiệp", "chương trình mục tiêu quốc gia xây dựng nông thôn mới"),
    ("Nông nghiệp", "phòng, chống thiên tai và tìm kiếm cứu nạn"),
    ("Nông nghiệp", "phát triển cây ăn quả theo chuỗi giá trị"),
    ("Kinh tế – Tài chính", "dự toán thu, chi ngân sách"),
    ("Kinh tế – Tài chính", "giải ngân vốn đầu tư công"),
    ("Kinh tế – Tài chính", "quyết toán ngân sách và công khai tài chính"),
    ("Kinh tế – Tài chính", "chương trình mỗi xã một sản phẩm"),
    ("Kinh tế – Tài chính", "kế hoạch sử dụng đất"),
    ("Văn hóa – Xã hội", "tổ chức lễ hội đầu xuân"),
    ("Văn hóa – Xã hội", "chính sách đối với người có công"),
    ("Văn hóa – Xã hội", "công tác giảm nghèo bền vững"),
    ("Văn hóa – Xã hội", "phong trào toàn dân đoàn kết xây dựng đời sống văn hóa"),
    ("Giáo dục – Y tế", "nhiệm vụ năm học mới"),
    ("Giáo dục – Y tế", "công tác tuyển sinh đầu cấp"),
    ("Giáo dục – Y tế", "an toàn thực phẩm dịp Tết Nguyên đán"),
    ("Giáo dục – Y tế", "tiêm chủng mở rộng"),
    ("Nội chính", "bảo đảm an ninh, trật tự dịp lễ, Tết"),
    ("Nội chính", "công tác tiếp công dân, giải quyết khiếu nại, tố cáo"),
    ("Nội chính", "phòng, chống tham nhũng, tiêu cực"),
    ("Nội chính", "công tác tuyển quân"),
    ("Tổ chức – Cán bộ", "quy hoạch, luân chuyển cán bộ"),
    ("Tổ chức – Cán bộ", "đào tạo, bồi dưỡng cán bộ, công chức"),
    ("Tổ chức – Cán bộ", "cải cách hành chính và thi đua, khen thưởng"),
    ("Chuyển đổi số", "chuyển đổi số và bảo đảm an toàn thông tin"),
    ("Chuyển đổi số", "dịch vụ công trực tuyến"),
]

# Types by body; one that stands more often is chosen more often.
KINDS = {
    "HU": [
        "Công văn",
        "Công văn",
        "Thông báo",
        "Kế hoạch",
        "Chương trình",
        "Nghị quyết",
        "Quyết định",
        "Kết luận",
        "Báo cáo",
    ],
    "HĐND": [
        "Nghị quyết",
        "Nghị quyết",
        "Thông báo",
        "Kế hoạch",
        "Báo cáo",
        "Tờ trình",
        "Công văn",
    ],
    "UBND": [
        "Quyết định",
        "Quyết định",
        "Quyết định",
        "Công văn",
        "Công văn",
        "Kế hoạch",
        "Thông báo",
        "Báo cáo",
        "Tờ trình",
        "Chỉ thị",
    ],
}

AMENDED = {"replaces": "Về việc thay thế", "amends": "Về việc sửa đổi, bổ sung"}
