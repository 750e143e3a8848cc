"""First light: an article travels from draft through review to the public page, and each step shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article
from tests.factories import category, main_site, person, picture, published

TITLE = "Cao Sơn vào mùa mơ chín"


@pytest.fixture
def people(transactional_db):
    main_site()
    category("Kinh tế")
    roles = {"ctv": "contributor", "bientap": "editor", "truongban": "chief"}
    return {name: person(role, name=name) for name, role in roles.items()}


@pytest.fixture
def desk(people, open_page):
    """A window of each person at the desk."""
    return {name: open_page(user, "/quan-tri/") for name, user in people.items()}


@pytest.fixture
def citizen(open_page, desk):
    return open_page()


def write(page):
    page.goto("/quan-tri/news/article/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", "Bà con vào vụ thu hoạch mơ")
    page.select_option("#id_category", label="Kinh tế")
    upload = picture()
    page.set_input_files(
        "#id_cover_file", {"name": upload.name, "mimeType": "image/jpeg", "buffer": upload.read()}
    )
    page.fill("#id_cover_alt", "Rừng mơ trên sườn đồi")
    page.locator(".ck-editor__editable").click()
    page.keyboard.type("Vụ mơ năm nay được mùa.")
    page.fill("#id_video_url", "https://www.youtube.com/watch?v=aqz-KE-bpKQ")
    page.fill("#id_event_at", f"{timezone.localtime() - timedelta(hours=3):%Y-%m-%dT%H:%M}")
    page.click("button[name=_submit]")
    page.wait_for_url("**/xet-duyet/")


def open_from_queue(page, title=TITLE):
    page.goto("/quan-tri/hang-cho/")
    page.get_by_role("link", name=title).click()
    page.wait_for_url("**/xet-duyet/")


def press(page, action, **fields):
    """Press a button of the review screen, filling in what it asks for."""
    act = page.locator(f"[data-act={action}]")
    if act.evaluate("element => element.tagName") == "DETAILS":
        act.locator("summary").click()
    for name, value in fields.items():
        field = act.locator(f"[name={name}]")
        field.select_option(value) if name == "kind" else field.fill(value)
    with page.expect_navigation():
        act.locator("button[type=submit]").click()


def newest(title=TITLE):
    return Article.objects.filter(title__startswith=title).latest("pk")


def status(page, path):
    return page.goto(path).status


class FirstLightTests:
    def test_an_article_travels_from_draft_to_the_public_page(self, desk, citizen):
        self.is_written_returned_and_passed(desk, citizen)
        self.is_scheduled_and_published(desk, citizen)
        self.has_one_comma_corrected(desk, citizen)

    def is_written_returned_and_passed(self, desk, citizen):
        write(desk["ctv"])
        assert status(citizen, newest().get_absolute_url()) == 404

        open_from_queue(desk["bientap"])
        press(desk["bientap"], "return", note="Cần ghi rõ nguồn tin.")

        desk["ctv"].goto(f"/quan-tri/news/article/{newest().pk}/change/")
        assert "Cần ghi rõ nguồn tin." in desk["ctv"].inner_text(".desk-back")
        desk["ctv"].fill("#id_source", "UBND xã Cao Sơn")
        desk["ctv"].click("button[name=_submit]")
        desk["ctv"].wait_for_url("**/xet-duyet/")

        open_from_queue(desk["bientap"])
        press(desk["bientap"], "pass")
        assert newest().state == "edited"

    def is_scheduled_and_published(self, desk, citizen):
        chief, path = desk["truongban"], newest().get_absolute_url()
        open_from_queue(chief)
        press(chief, "publish", at=f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}")
        assert newest().is_scheduled()
        assert status(citizen, path) == 404

        open_from_queue(chief)
        press(chief, "unschedule", note="Đăng ngay trong ngày.")
        open_from_queue(chief)
        press(chief, "publish")
        assert status(citizen, path) == 200
        assert citizen.inner_text("h1") == TITLE
        assert "Vụ mơ năm nay được mùa." in citizen.inner_text("main")
        citizen.goto("/tin-tuc/")
        assert TITLE in citizen.inner_text("main")

    def has_one_comma_corrected(self, desk, citizen):
        first, editor, chief = newest(), desk["bientap"], desk["truongban"]
        editor.goto(f"/quan-tri/editorial/edition/{first.pk}/xet-duyet/")
        press(editor, "correct", note="Thêm một dấu phẩy.")
        editor.fill("#id_summary", "Bà con vào vụ, thu hoạch mơ")
        editor.click("button[name=_submit]")
        editor.wait_for_url("**/xet-duyet/")
        citizen.goto(first.get_absolute_url())
        assert "vào vụ thu hoạch" in citizen.inner_text("main")

        open_from_queue(chief)
        press(chief, "pass")
        open_from_queue(chief)
        press(chief, "publish")
        citizen.goto(first.get_absolute_url())
        assert "vào vụ, thu hoạch" in citizen.inner_text("main")
        citizen.goto(f"/tin-tuc/{first.item_id}/lich-su/")
        assert "Thêm một dấu phẩy." in citizen.inner_text("main")

    def test_another_is_retracted_and_answers_with_the_notice(self, desk, citizen):
        edition = published(title="Bài đăng nhầm ngày")
        assert status(citizen, edition.get_absolute_url()) == 200

        desk["bientap"].goto(f"/quan-tri/editorial/edition/{edition.pk}/xet-duyet/")
        press(desk["bientap"], "ask_retraction", kind="mistake", note="Bài này đăng nhầm ngày.")
        assert status(citizen, edition.get_absolute_url()) == 200

        open_from_queue(desk["truongban"], "Bài đăng nhầm ngày")
        press(desk["truongban"], "retract")
        assert status(citizen, edition.get_absolute_url()) == 410
        assert "Bài này đăng nhầm ngày." in citizen.inner_text("main")
        citizen.goto("/tin-tuc/")
        assert "Bài đăng nhầm ngày" not in citizen.inner_text("main")
