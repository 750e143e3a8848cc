"""Pages in a real browser: leaders from the empty form to the public page, the menu by keyboard and by mouse, and axe."""

import re

import pytest

from editorial.workflow import perform
from pages.models import Contact, Layout, Page, Unit
from pages.models.menu import MenuEntry
from pages.tests.factories import as_item, leader, published_page, word
from tests.e2e.test_axe import complaints
from tests.factories import main_site, person, picture

SCREEN = "/quan-tri/pages/menuentry/"


@pytest.fixture
def site(transactional_db):
    return main_site()


@pytest.fixture
def words(site):
    published_page(title="Giới thiệu chung", address="gioi-thieu")
    return [word(site, label) for label in ("Tin huyện", "Văn bản", "Liên hệ")]


def labels(site):
    return list(MenuEntry.objects.filter(site=site).values_list("label", flat=True))


class LeadersTests:
    def test_a_page_of_leaders_is_written_published_and_read(self, site, open_page):
        page = open_page(person("writer"), "/quan-tri/pages/page/add/")
        page.fill("#id_title", "Lãnh đạo huyện")
        page.fill("#id_summary", "Ai phụ trách việc gì.")
        assert not page.locator("#id_leaders").is_visible()
        page.select_option("#id_layout", "leaders")
        assert (
            page.locator("#id_leaders").is_visible() and not page.locator("#id_units").is_visible()
        )
        page.fill("#id_leaders-0-name", "Lường Văn Mẫu (demo)")
        page.fill("#id_leaders-0-post", "Chủ tịch")
        page.fill("#id_leaders-0-duties", "Điều hành chung.")
        upload = picture(600, 800)
        page.set_input_files(
            "#id_leaders-0-upload",
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": upload.read()},
        )
        page.click("button[name=_submit]")
        page.wait_for_url("**/xet-duyet/")
        passed = perform("pass", Page.objects.get(), by=person("editor"))
        perform("publish", passed, by=person("chief"))
        reader = open_page(path="/trang/lanh-dao-huyen/")
        assert reader.get_by_role("heading", name="Lường Văn Mẫu (demo)").is_visible()
        photograph = reader.get_by_role("img", name="Lường Văn Mẫu (demo)")
        photograph.scroll_into_view_if_needed()
        # Ends when the picture is there; the policy of the page lets no script be made of a text, so nothing is polled.
        photograph.evaluate("image => image.decode()")


class MenuTests:
    def test_is_arranged_by_keyboard_alone_and_keeps_the_place(self, site, words, open_page):
        page = open_page(person("editor"), SCREEN)
        page.get_by_role("button", name="Chuyển “Liên hệ” lên trên").focus()
        for _press in range(2):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.locator("[id^=buoc-]:focus").wait_for()
        assert labels(site) == ["Liên hệ", "Tin huyện", "Văn bản"]
        assert "Liên hệ" in page.evaluate("document.activeElement.getAttribute('aria-label')")
        with page.expect_navigation():
            page.get_by_role("button", name="Đưa “Văn bản” vào dưới mục đứng trước").press("Enter")
        assert MenuEntry.objects.get(label="Văn bản").parent.label == "Tin huyện"
        reader = open_page()
        reader.locator("summary", has_text="Tin huyện").press("Enter")
        assert reader.get_by_role("link", name="Văn bản").first.is_visible()

    def test_is_arranged_by_dragging(self, site, words, open_page):
        page = open_page(person("editor"), SCREEN)
        last, first = (
            page.locator(f"#muc-{row.pk} .desk-menu__word") for row in (words[2], words[0])
        )
        with page.expect_navigation():
            last.drag_to(first, source_position={"x": 2, "y": 5}, target_position={"x": 2, "y": 2})
        assert labels(site) == ["Liên hệ", "Tin huyện", "Văn bản"]

    def test_works_without_a_script(self, site, words, chrome, portal, open_page):
        logged_in = open_page(person("editor"), "/quan-tri/").context.storage_state()
        window = chrome.new_context(
            base_url=portal, java_script_enabled=False, storage_state=logged_in
        )
        page = window.new_page()
        page.goto(SCREEN)
        page.get_by_role("button", name=re.compile("“Tin huyện” xuống")).click()
        window.close()
        assert labels(site) == ["Văn bản", "Tin huyện", "Liên hệ"]

    def test_second_level_opens_on_a_phone_without_a_script(self, site, words, chrome, portal):
        word(site, "Phòng ban", above=words[0])
        window = chrome.new_context(
            base_url=portal, java_script_enabled=False, viewport={"width": 360, "height": 700}
        )
        page = window.new_page()
        page.goto("/so-do/")
        page.locator("summary", has_text="Tin huyện").click()
        assert page.locator(".menu").get_by_role("link", name="Phòng ban").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        window.close()


class AxeTests:
    @pytest.fixture
    def pages(self, site):
        top = published_page(title="Giới thiệu chung", address="gioi-thieu")
        word(site, "Phòng ban", above=word(site, "Giới thiệu", page=as_item(top)))
        people = [leader(phone="0209", biography="Sinh tại huyện.")]
        desks = [Contact(name="Một cửa", email="a@example.vn")]
        units = [Unit(name="UBND"), Unit(name="Văn phòng", level=2, position=1)]
        return {
            "leaders": published_page(
                title="Lãnh đạo", layout=Layout.LEADERS, rows=people, parent=as_item(top)
            ),
            "contacts": published_page(title="Liên hệ", layout=Layout.CONTACTS, rows=desks),
            "organisation": published_page(title="Tổ chức", layout=Layout.ORGANISATION, rows=units),
            "english": published_page(title="About us", language="en", translation_of=as_item(top)),
        }

    @pytest.mark.parametrize("dark", [False, True])
    def test_public_pages_have_no_violation(self, dark, pages, open_page):
        page = open_page()
        page.emulate_media(color_scheme="dark" if dark else "light")
        for path in [
            *(edition.get_absolute_url() for edition in pages.values()),
            "/gioi-thieu/",
            "/so-do/",
            "/en/",
        ]:
            page.goto(path)
            assert complaints(page) == [], path

    def test_form_and_menu_editor_have_no_violation(self, pages, open_page):
        page = open_page(person("editor"), SCREEN)
        page.locator("summary", has_text="Sửa").first.click()
        assert complaints(page) == []
        page.goto("/quan-tri/pages/page/add/")
        page.select_option("#id_layout", "leaders")
        assert complaints(page) == []
