"""The district's board in a real browser: a commune writes what it lacks, the light changes."""

import pytest

from components.tests.factories import decree
from pages.starter_kit import give
from tests.e2e.test_axe import complaints
from tests.factories import commune, main_site, person, published

BOARD = "/quan-tri/trang-thanh-vien/"
TEXT = "Danh mục thông tin phải được công khai của xã. " * 12


@pytest.fixture
def cao_son(transactional_db):
    """Cao Sơn with its starter kit and its two people."""
    main_site()
    decree()
    site = commune("Cao Sơn", one_step_review=True)
    give(site=site)
    published(site)
    for role, name in (("editor", "caoson"), ("chief", "caoson-truong")):
        user = person(role, site)
        user.username = name
        user.save()
    return site


@pytest.fixture
def window(cao_son, open_page):
    """window(role, site, path) -> that person's own page of the browser."""
    return lambda role, site, path: open_page(person_of(role, site), path)


def person_of(role, site):
    return site.memberships.get(role=role).user if not site.is_main else person(role, site)


def light(page, name):
    row = page.locator("tr", has=page.get_by_role("link", name="Xã Cao Sơn", exact=True))
    return row.locator(f"td[data-label='{name}'] .light").inner_text().strip()


class BoardTests:
    def test_a_page_written_from_the_checklist_changes_the_light(self, cao_son, window):
        board = window("chief", main_site(), BOARD)
        assert light(board, "Tiếp cận thông tin") == "Thiếu"
        self.is_written(window("editor", cao_son, "/quan-tri/"))
        self.is_published(window("chief", cao_son, "/quan-tri/"))
        board.reload()
        assert light(board, "Tiếp cận thông tin") == "Đủ"
        assert light(board, "Liên hệ") == "Thiếu"

    def is_written(self, page):
        page.get_by_role("link", name="Viết tiếp: Tiếp cận thông tin").click()
        page.wait_for_url("**/change/")
        editor = page.locator(".ck-editor__editable").first
        editor.click()
        page.keyboard.press("Control+A")
        page.keyboard.type(TEXT)
        page.click("button[name=_submit]")
        page.wait_for_url("**/xet-duyet/")

    def is_published(self, page):
        page.get_by_role("link", name="Tiếp cận thông tin", exact=True).first.click()
        page.wait_for_url("**/xet-duyet/")
        act = page.locator("[data-act=publish]")
        act.locator("summary").click()
        with page.expect_navigation():
            act.locator("button[type=submit]").click()

    def test_the_boards_pages_have_no_violation(self, cao_son, window):
        board = window("chief", main_site(), BOARD)
        assert complaints(board) == []
        for path in (f"{BOARD}?nam=2023", f"{BOARD}{cao_son.pk}/", f"{BOARD}{cao_son.pk}/nhac/"):
            board.goto(path)
            assert complaints(board) == [], path
        board.set_viewport_size({"width": 360, "height": 740})
        board.goto(BOARD)
        assert complaints(board) == []
        assert board.evaluate("document.documentElement.scrollWidth") <= 360

    def test_the_checklist_has_no_violation(self, cao_son, window):
        assert complaints(window("editor", cao_son, "/quan-tri/")) == []
