"""A register from Excel: uploaded by one, checked and entered by the worker while the page watches, published by another."""

import pytest
from celery.contrib.testing.worker import start_worker
from django.urls import reverse

from common.spreadsheet_export import Sheet, xlsx
from documents.models import Document
from documents.models.register_import import ImportRun, Stage
from documents.tests.factories import body, types_again
from documents.tests.imports import HEAD, a_pdf, entered, line, run_of, zipped
from editorial.states import EditionState
from portal.celery import app
from tests.e2e.test_axe import complaints
from tests.factories import main_site, person

WIDTHS = [360, 1280]


@pytest.fixture
def tables(transactional_db):
    main_site()
    types_again()
    body()


@pytest.fixture
def worker(tables):
    """A worker that takes tasks from the test's own Redis."""
    app.loader.import_default_modules()
    with start_worker(app, pool="solo", perform_ping_check=False, loglevel="warning"):
        yield


def upload(page, lines, files):
    page.goto(reverse("admin:register_imports"))
    page.set_input_files(
        "#id_table",
        {
            "name": "so-2023.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": xlsx([Sheet("Sổ", [10], [HEAD, *lines])]),
        },
    )
    page.set_input_files(
        "#id_archive", {"name": "tep.zip", "mimeType": "application/zip", "buffer": zipped(files)}
    )
    page.get_by_role("button", name="Tải lên và kiểm tra").click()


class ImportTests:
    def test_a_register_is_checked_entered_and_published_by_two_people(self, worker, open_page):
        clerk = open_page(person("editor"))
        upload(
            clerk,
            [line(1), line(2, **{"Ngày ban hành": "31/02/2023"}), line(3)],
            {"1_QD-UBND.pdf": a_pdf()},
        )
        clerk.get_by_text("2 trên 3 dòng").wait_for()
        assert (
            "Ngày ban hành" in clerk.inner_text(".desk-problems") and not Document.objects.exists()
        )
        clerk.get_by_label("Bỏ qua dòng lỗi").check()
        clerk.get_by_role("button", name="Ghi vào sổ 2 văn bản").click()
        clerk.get_by_text("Đã ghi 2 văn bản").wait_for()

        chief = open_page(
            person("chief"), reverse("admin:register_import_run", args=[ImportRun.objects.get().pk])
        )
        chief.locator("summary", has_text="Đăng 2 văn bản").click()
        chief.get_by_role("button", name="Đồng ý, đăng tất cả").click()
        chief.get_by_text("Đã đăng 2").wait_for()
        assert Document.objects.published().count() == 2

        citizen = open_page(path="/van-ban/?q=1+qd")
        assert citizen.get_by_role("link", name="1/QĐ-UBND").is_visible()

    def test_what_is_not_a_table_is_refused_in_words(self, worker, open_page):
        clerk = open_page(person("editor"), reverse("admin:register_imports"))
        clerk.set_input_files(
            "#id_table",
            {"name": "so.xlsx", "mimeType": "application/octet-stream", "buffer": b"<html>"},
        )
        clerk.get_by_role("button", name="Tải lên và kiểm tra").click()
        clerk.locator("[role=alert]").wait_for()
        assert ImportRun.objects.get().stage == Stage.REFUSED


class PageTests:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_have_no_violation(self, width, tables, open_page):
        faulty = run_of([line(1), line(2, **{"Trích yếu": ""})])
        written = entered(run_of([line(5)]))
        assert Document.objects.get().state == EditionState.EDITED
        for person_, paths in (
            (person("editor"), ["admin:register_imports", faulty, written]),
            (person("chief"), [written]),
        ):
            page = open_page(person_)
            page.set_viewport_size({"width": width, "height": 800})
            for path in paths:
                page.goto(
                    reverse(path)
                    if isinstance(path, str)
                    else reverse("admin:register_import_run", args=[path.pk])
                )
                assert complaints(page) == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
