"""A section that nobody has thought of stands in the report by what it declares."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from editorial import sections
from editorial.figures import Clause, Column, Counted, Figure, Table, YearFigures
from editorial.sections import Section
from member_sites.models import Site
from news.models import Article
from reports.checks import claimed_twice
from reports.document import document
from reports.figures import parts, report
from reports.general import EDITIONS
from reports.sheet import sheet
from reports.tests.conftest import corrected, moment, published


def count_events(years, at):
    now, before = (
        {"events": 3, "events_days": 1.5, "events_measured": 2},
        {"events": 1, "events_days": 0.0, "events_measured": 0},
    )
    halls, here = [{"name": "Nhà văn hóa", "guests": 40}], Site.objects.main().pk
    return {
        max(years): Counted(now, {"halls": halls}, {("events", here): 3}),
        min(years): Counted(before, {"halls": []}),
    }


EVENTS = YearFigures(
    # Beside the radio programmes, whose sentence it shares.
    position=35,
    figures=(
        Figure("events", "Sự kiện", "Đếm một lần.", by_site=True),
        Figure("events_days", "Số ngày", "Trung vị.", version=3, measured="events_measured"),
    ),
    count=count_events,
    clauses=(Clause("{events} sự kiện ({events.change})", "Đã đăng ", " và "),),
    tables=(
        Table(
            "halls", "Theo nơi tổ chức", "Nơi", (Column("name", "Nơi"), Column("guests", "Khách"))
        ),
    ),
    changes={Article: "thay đổi sự kiện"},
)


class Events(Section):
    year_figures = (EVENTS,)


@pytest.fixture
def events(monkeypatch, district):
    monkeypatch.setattr(sections, "_sections", [*sections._sections, Events()])


@pytest.mark.usefixtures("events")
class NewPartTests:
    def test_is_published_with_its_rules(self):
        told = report(2023)
        assert told["figures"]["events"] == {
            "value": 3,
            "previous": 1,
            "change": 2,
            "rule": {"name": "events", "version": 1},
        }
        assert told["events_measured"] == {"value": 2, "previous": 0}
        assert told["halls"] == [{"name": "Nhà văn hóa", "guests": 40}]
        assert told["sites"][0]["events"] == {"value": 3, "previous": 0, "change": 3}

    def test_stands_at_its_place_in_the_table_and_in_the_rules(self):
        told = document(report(2023))
        rows = next(part["table"]["rows"] for part in told["parts"] if "table" in part)
        labels = [row[0] for row in rows]
        assert labels.index("Sự kiện") == labels.index("Chương trình phát thanh") + 1
        assert ["Số ngày", "—", "1,5", "—"] in rows
        assert {"label": "Số ngày", "mark": "events_days, phiên bản 3", "text": "Trung vị."} in (
            told["rules"]["rows"]
        )

    def test_shares_the_sentence_of_its_neighbours(self):
        lines = [line for part in document(report(2023))["parts"] for line in part["lines"]]
        line = next(line for line in lines if "sự kiện (" in line)
        assert line.startswith("Đã đăng 0 chương trình phát thanh (bằng năm trước) và 3 sự kiện (")
        assert "tăng 2 so với năm trước) và 0 lịch làm việc tuần" in line

    def test_stands_in_the_spreadsheet_and_on_the_page(self, client, leader):
        book = load_workbook(BytesIO(sheet(report(2023))))
        assert list(book["Nơi"].values) == [("Nơi", "Khách"), ("Nhà văn hóa", 40)]
        assert "Sự kiện 2023" in next(book.worksheets[-1].values)
        client.force_login(leader)
        page = client.get(reverse("admin:reports_year", args=[2023]), secure=True)
        assert "Theo nơi tổ chức" in page.content.decode()
        assert "Tin, bài, sự kiện của từng trang" in page.content.decode()

    def test_keeps_the_changes_that_it_counts_out_of_the_corrections(self, district):
        corrected(published(district, moment(2023)), moment(2023, 7))
        assert report(2023)["figures"]["corrections"]["value"] == 0
        rule = str(EDITIONS.figures[0].rule)
        assert rule.endswith("; thay đổi lịch làm việc, thay đổi sự kiện được đếm riêng.")


class NameTests:
    def test_are_claimed_once_each(self):
        assert claimed_twice(parts()) == []

    def test_claimed_twice_are_refused_at_start(self):
        assert claimed_twice([EVENTS, EVENTS]) == [
            "events",
            "events_days",
            "events_measured",
            "halls",
        ]
