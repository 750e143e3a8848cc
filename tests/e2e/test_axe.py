"""axe-core finds nothing on the pages that citizens and editors meet first."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from editorial.workflow import perform
from tests.factories import (
    correction,
    main_site,
    person,
    published,
    retracted,
    reviewed,
    stored_picture,
    submitted,
)


@pytest.fixture
def texts(transactional_db):
    """One text for each kind of page."""
    main_site()
    cover = stored_picture(by=person("writer"))
    corrected = published(
        title="Cao Sơn vào mùa mơ chín", cover=cover, cover_alt="Rừng mơ", featured=True
    )
    corrected = perform("publish", reviewed(correction(corrected)), by=person("chief"))
    return {
        "corrected": corrected,
        "retracted": retracted(edition=published(title="Bài đăng nhầm ngày")),
        "waiting": submitted(title="Khai hội Lồng tồng", cover=cover, cover_alt="Rừng mơ"),
    }


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


class PublicPagesTests:
    @pytest.mark.parametrize("dark", [False, True])
    @pytest.mark.parametrize("name", ["home", "list", "detail", "history", "retraction"])
    def test_have_no_violation(self, name, dark, texts, open_page):
        item = texts["corrected"].item_id
        paths = {
            "home": "/",
            "list": "/tin-tuc/",
            "detail": texts["corrected"].get_absolute_url(),
            "history": f"/tin-tuc/{item}/lich-su/",
            "retraction": texts["retracted"].get_absolute_url(),
        }
        page = open_page()
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(paths[name])
        assert complaints(page) == []


class DeskTests:
    def test_log_in_has_no_violation(self, texts, open_page):
        assert complaints(open_page(path="/quan-tri/login/")) == []

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "hang-cho/",
            "editorial/edition/{waiting}/xet-duyet/",
            "news/article/",
            "news/article/add/",
            "schedules/leader/",
            "schedules/leader/add/",
        ],
    )
    def test_pages_of_work_have_no_violation(self, path, texts, open_page):
        address = path.format(waiting=texts["waiting"].pk)
        assert complaints(open_page(person("editor"), f"/quan-tri/{address}")) == []
