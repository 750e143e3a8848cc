"""A document is filed with two annexes, reviewed by two people, and found by its number on a telephone."""

import pytest

from documents.models import Document
from documents.tests.factories import (
    body,
    pdf,
    published,
    relation,
    signer,
    submitted,
    topic,
    types_again,
)
from tests.e2e.test_axe import complaints
from tests.e2e.test_first_light import open_from_queue, press
from tests.factories import main_site, person

PHONE = {"width": 360, "height": 780}


@pytest.fixture
def tables(transactional_db):
    main_site()
    types_again()
    body()
    signer()
    topic()


def choose(page, row, role, title, upload):
    page.select_option(f"#id_files-{row}-role", role)
    page.fill(f"#id_files-{row}-title", title)
    page.set_input_files(
        f"#id_files-{row}-upload",
        {"name": upload.name, "mimeType": "application/pdf", "buffer": upload.read()},
    )


def write(page):
    page.goto("/quan-tri/documents/document/add/")
    page.fill("#id_issue_number", "1155")
    page.fill("#id_symbol", "UBND-VX")
    page.select_option("#id_type", label="Công văn")
    page.select_option("#id_issuer", label="UBND huyện Bạch Thông")
    page.fill("#id_issued_on", "01/06/2023")
    page.fill("#id_summary", "Về việc tăng cường phòng, chống rét cho vật nuôi")
    page.select_option("#id_signer", index=1)
    assert page.input_value("#id_signer_post") == "Chủ tịch"
    choose(page, 0, "main", "Công văn 1155", pdf(pages=4))
    for row in (1, 2):
        page.locator("#id_files [data-row-add]").click()
        choose(page, row, "annex", f"Phụ lục {row}", pdf(width=200 + row))
    page.click("button[name=_submit]")
    page.wait_for_url("**/xet-duyet/")


class FilingTests:
    def test_a_document_with_two_annexes_is_found_by_its_number_on_a_telephone(
        self, tables, open_page
    ):
        write(open_page(person("writer")))
        title = Document.objects.get().title
        for role, action in (("editor", "pass"), ("chief", "publish")):
            page = open_page(person(role))
            open_from_queue(page, title)
            press(page, action)
        self.is_found(open_page())

    def is_found(self, citizen):
        citizen.set_viewport_size(PHONE)
        citizen.goto("/van-ban/")
        assert not citizen.locator("select[name=loai]").is_visible()
        citizen.fill("#tim-van-ban", "1155 ubnd")
        citizen.press("#tim-van-ban", "Enter")
        citizen.wait_for_url("**q=1155*")
        citizen.get_by_role("link", name="1155/UBND-VX").click()
        citizen.wait_for_url("**cong-van-1155-ubnd-vx**")
        text = citizen.inner_text("main")
        for said in ("Phụ lục 1", "Phụ lục 2", "4 trang", "01/06/2023", "Còn hiệu lực"):
            assert said in text
        assert citizen.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        answer = citizen.request.get(
            citizen.get_by_role("link", name="Công văn 1155").get_attribute("href")
        )
        assert answer.status == 200 and answer.body().startswith(b"%PDF")

    def test_the_file_is_read_in_the_page_on_a_wide_screen(self, tables, open_page):
        one = published()
        page, said = open_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(one.get_absolute_url())
        frame = page.locator(".viewer iframe")
        frame.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        assert frame.is_visible()
        assert not [text for text in said if "frame" in text.lower() and "refused" in text.lower()]


class PageTests:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_have_no_violation(self, width, tables, open_page):
        old = published(topic=topic())
        newer = published(issue_number="20", relations=[relation("replaces", old)])
        page = open_page()
        page.set_viewport_size({"width": width, "height": 800})
        for path in (
            "/van-ban/",
            "/van-ban/?loai=quyet-dinh",
            "/van-ban/?q=khong-co",
            old.get_absolute_url(),
            newer.get_absolute_url(),
            f"/van-ban/{old.item_id}/in/",
        ):
            page.goto(path)
            assert complaints(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    def test_of_the_desk_have_no_violation(self, tables, open_page):
        waiting = submitted()
        page = open_page(person("editor"), "/quan-tri/documents/document/add/")
        assert complaints(page) == []
        page.goto(f"/quan-tri/editorial/edition/{waiting.pk}/xet-duyet/")
        assert complaints(page) == []
