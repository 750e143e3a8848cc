"""The desk's menu, written down by hand: sections and platform together put it in this order."""

import pytest
from django.urls import reverse

from tests.factories import person

MENU = {
    "Hàng chờ": [
        ("Việc của tôi", ""),
        ("Hàng chờ duyệt", "hang-cho/"),
        ("Các trường hợp ngoại lệ", "ngoai-le/"),
    ],
    "Nội dung": [
        ("Tin, bài", "news/article/"),
        ("Trang thông tin", "pages/page/"),
        ("Menu", "pages/menuentry/"),
        ("Văn bản chỉ đạo điều hành", "documents/document/"),
        ("Lấy ý kiến dự thảo", "consultations/consultation/"),
        ("Ý kiến góp ý dự thảo", "consultations/comment/"),
        ("Nhập sổ văn bản", "documents/importrun/nhap/"),
        ("Phát thanh", "broadcasts/broadcast/"),
        ("Lịch làm việc", "schedules/weekschedule/"),
        ("Bài được chia sẻ", "chia-se/"),
        ("Lô gô tuyên truyền", "banners/banner/"),
        ("Số liệu lô gô tuyên truyền", "banners/banner/so-lieu/"),
    ],
    "Danh mục của tin tức, phát thanh, lịch": [
        ("Chuyên mục", "news/category/"),
        ("Từ khóa", "news/tag/"),
        ("Đài phát thanh", "broadcasts/station/"),
        ("Cơ quan có lịch", "schedules/body/"),
        ("Lãnh đạo", "schedules/leader/"),
        ("Địa điểm", "schedules/place/"),
        ("Chủ đề tuyên truyền", "banners/theme/"),
        ("Năm âm lịch", "banners/lunaryear/"),
    ],
    "Danh mục văn bản": [
        ("Loại văn bản", "documents/documenttype/"),
        ("Cơ quan ban hành", "documents/issuingbody/"),
        ("Lĩnh vực", "documents/topic/"),
        ("Người ký", "documents/signer/"),
        ("Thời hạn đăng", "documents/postinglimit/"),
    ],
    "Hỏi – Đáp": [
        ("Câu hỏi", "qa/question/"),
        ("Câu trả lời", "qa/answer/"),
        ("Báo lỗi", "feedback/errorreport/"),
        ("Tổng quan", "qa/question/tong-quan/"),
        ("Đánh giá cổng", "feedback/portalrating/"),
        ("Lĩnh vực", "qa/topic/"),
        ("Đơn vị trả lời", "qa/unit/"),
        ("Phân công theo lĩnh vực", "qa/fieldofficer/"),
        ("Quy chế hỏi đáp", "citizens/officerule/"),
    ],
    "Trang thành viên": [
        ("Bảng thành phần", "trang-thanh-vien/"),
        ("Bộ thành phần", "components/componentset/"),
        ("Đổi tên, sáp nhập, xuất dữ liệu", "site_transfer/export/cac-trang/"),
        ("Các trang", "member_sites/site/"),
    ],
    "Báo cáo": [
        ("Báo cáo năm", "reports/reporttext/"),
    ],
    "Hệ thống": [
        ("Tài khoản", "accounts/user/"),
        ("Phân công", "accounts/membership/"),
        ("Kho tệp", "kho-tep/"),
        ("Ngày nghỉ, ngày làm bù", "editorial/calendarday/"),
        ("Lượt truy cập", "visits/visitday/"),
        ("Số truy cập ban đầu", "visits/baseline/"),
    ],
}


@pytest.fixture
def menu_of(client, db):
    """Groups and entries of the menu as a person gets it from the first screen."""

    def menu(role):
        client.force_login(person(role))
        return client.get(reverse("admin:index")).context["sidebar_navigation"]

    return menu


class MenuTests:
    def test_stands_in_the_order_of_the_office(self, menu_of):
        desk = reverse("admin:index")
        menu = menu_of("chief")
        assert list(MENU) == [str(group["title"]) for group in menu]
        assert {
            str(group["title"]): [
                (str(entry["title"]), entry["link"].removeprefix(desk)) for entry in group["items"]
            ]
            for group in menu
        } == MENU

    def test_shows_the_two_lists_of_tables_folded(self, menu_of):
        folded = [str(group["title"]) for group in menu_of("chief") if group["collapsible"]]
        assert folded == ["Danh mục của tin tức, phát thanh, lịch", "Danh mục văn bản"]

    @pytest.mark.parametrize(
        ("role", "shown"),
        [
            ("responder", ["Việc của tôi", "Câu hỏi", "Câu trả lời"]),
            (
                "leader",
                ["Việc của tôi", "Tổng quan", "Đánh giá cổng", "Bảng thành phần", "Báo cáo năm"],
            ),
        ],
    )
    def test_shows_each_person_what_they_may_open(self, menu_of, role, shown):
        assert shown == [
            str(entry["title"])
            for group in menu_of(role)
            for entry in group["items"]
            if entry["has_permission"]
        ]
