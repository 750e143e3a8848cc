"""A citizen reports an error on a phone; one press makes it a correction; it is published and the citizen hears of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from common.tasks import send_letters
from editorial.models import Edition
from feedback.error_reports.states import ReportState
from feedback.models.error_reports import ErrorReport
from feedback.models.ratings import PortalRating
from feedback.ratings import intake as ratings
from feedback.tests.factories import EMAIL, done, reported
from tests.factories import commune, main_site, person, published

PHONE_SIZE = {"width": 360, "height": 740}
WRONG, RIGHT = "Mùa mơ chín ở Cao Sơm", "Mùa mơ chín ở Cao Sơn"


@pytest.fixture
def people(transactional_db):
    main_site()
    commune()
    return {
        "bientap": person("editor"),
        "second": person("editor", name="hai"),
        "truongban": person("chief"),
    }


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def review(page, action):
    act = page.locator(f"[data-act={action}]")
    act.evaluate("element => { element.open = true }")
    act.locator("button[type=submit]").last.click()
    page.wait_for_load_state()


class ReportTests:
    def test_travels_from_a_phone_to_a_published_correction_and_a_letter(self, people, open_page):
        article = published(title=WRONG)
        citizen = open_page()
        citizen.set_viewport_size(PHONE_SIZE)
        said = []
        citizen.on("console", lambda message: said.append(message.text))
        citizen.goto(article.get_absolute_url())
        citizen.get_by_role("link", name="Báo lỗi", exact=True).click()
        citizen.get_by_label("Sai ở điểm nào?").fill("Tên xã viết sai.")
        citizen.get_by_label("Đoạn có lỗi").fill("Cao Sơm")
        citizen.get_by_role("textbox", name="Thư điện tử").fill(EMAIL)
        citizen.get_by_role("button", name="Gửi báo lỗi").click()
        citizen.get_by_text("Chưa gửi được").wait_for()
        assert citizen.get_by_label("Sai ở điểm nào?").input_value() == "Tên xã viết sai."
        citizen.get_by_label("Tôi đồng ý").check()
        citizen.get_by_role("button", name="Gửi báo lỗi").click()
        citizen.get_by_role("heading", name="Đã nhận báo lỗi").wait_for()
        assert ErrorReport.objects.get().is_proved
        assert not [text for text in said if "Content Security Policy" in text]

        desk = open_page(people["bientap"], "/quan-tri/")
        desk.get_by_role("link", name="1 báo lỗi của bạn đọc chờ xem.").click()
        desk.get_by_role("link", name="Báo lỗi số").click()
        desk.get_by_text("Tên xã viết sai.").wait_for()
        desk.get_by_role("button", name="Sửa tin này").click()
        desk.wait_for_url("**/news/article/*/change/")
        assert "Tên xã viết sai." in desk.locator("[data-report]").inner_text()
        desk.fill("#id_title", RIGHT)
        desk.click("button[name=_submit]")
        desk.wait_for_url("**/xet-duyet/")
        screen = f"/quan-tri/{desk.url.partition('/quan-tri/')[2]}"

        review(open_page(people["second"], screen), "pass")
        review(open_page(people["truongban"], screen), "publish")
        assert Edition.objects.published().get(item=article.item_id).title == RIGHT
        assert ErrorReport.objects.get().state == ReportState.SOLVED
        send_letters()
        letter = next(letter for letter in mail.outbox if letter.to == [EMAIL])
        assert f"/tin-tuc/{article.item_id}/" in letter.body
        citizen.goto(f"/tin-tuc/{article.item_id}/lich-su/")
        citizen.get_by_text("Sửa theo báo lỗi số").wait_for()

    def test_is_sent_without_javascript(self, people, chrome, portal):
        article = published()
        window = chrome.new_context(base_url=portal, java_script_enabled=False)
        page = window.new_page()
        page.goto(f"/bao-loi/{article.item_id}/")
        page.get_by_label("Sai ở điểm nào?").fill("Ngày ghi sai.")
        page.get_by_role("button", name="Gửi báo lỗi").click()
        page.get_by_role("heading", name="Đã nhận báo lỗi").wait_for()
        assert not ErrorReport.objects.get().is_proved
        window.close()


class RatingTests:
    def test_is_given_on_a_phone_and_counted_at_once(self, people, open_page):
        page = open_page()
        page.set_viewport_size(PHONE_SIZE)
        page.get_by_role("link", name="Đánh giá cổng thông tin").click()
        for heading, mark in (
            ("Giao diện", "5 –"),
            ("Nội dung", "4 –"),
            ("Chất lượng", "3 –"),
            ("Hỗ trợ", "Chưa dùng"),
        ):
            page.get_by_role("group", name=heading).get_by_label(mark).check()
        page.get_by_role("button", name="Gửi đánh giá").click()
        page.get_by_role("heading", name="Cảm ơn ông/bà đã đánh giá").wait_for()
        page.get_by_role("link", name="Xem kết quả đánh giá").click()
        assert page.get_by_role("row", name="Giao diện 5,0 1").count() == 1
        assert PortalRating.objects.get().support is None


class AccessibilityTests:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_public_pages_have_no_violation_and_fit(self, people, open_page, width):
        article = published()
        ratings.receive(main_site(), looks=4, content=5)
        page = open_page()
        page.set_viewport_size({"width": width, "height": 800})
        door = f"/bao-loi/{article.item_id}/"
        for path in (
            door,
            f"{door}da-gui/",
            "/danh-gia/",
            "/danh-gia/da-gui/",
            article.get_absolute_url(),
        ):
            page.goto(path)
            self.has_no_fault(page, path, width)
        for path, button in ((door, "Gửi báo lỗi"), ("/danh-gia/", "Gửi đánh giá")):
            page.goto(path)
            page.get_by_role("button", name=button).click()
            page.get_by_text("Chưa gửi được").wait_for()
            self.has_no_fault(page, f"{path} with mistakes", width)

    @staticmethod
    def has_no_fault(page, path, width):
        assert complaints(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    @pytest.mark.parametrize("width", [360, 1280])
    def test_desk_pages_have_no_violation(self, people, open_page, width):
        open_one, busy = reported(phone="0912 345 678"), reported(published(title="Tin đang sửa"))
        reported(open_one.edition, text="Sai ngày")
        draft = done("correct", busy)
        ratings.receive(main_site(), looks=4, remark="Chữ dễ đọc")
        page = open_page(people["truongban"])
        page.set_viewport_size({"width": width, "height": 900})
        listed = "/quan-tri/feedback/errorreport/"
        for path in (
            f"{listed}{open_one.pk}/xem/",
            f"{listed}{busy.pk}/xem/",
            "/quan-tri/feedback/portalrating/",
            "/quan-tri/qa/question/tong-quan/",
            f"/quan-tri/news/article/{draft.pk}/change/",
            f"/quan-tri/editorial/edition/{draft.pk}/xet-duyet/",
        ):
            page.goto(path)
            assert complaints(page) == [], path
