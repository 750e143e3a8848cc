"""The figures that the sections count of themselves follow the data."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.document import _sentences
from reports.figures import report
from reports.sheet import sheet
from tests.broadcasts import factories as radio
from tests.documents import factories as register
from tests.qa import factories as asked
from tests.schedules import factories as weeks

pytestmark = pytest.mark.django_db


def value(figures, name):
    return figures["figures"][name]["value"]


@pytest.fixture(autouse=True)
def types(db):
    register.types_again()


class SectionFigureTests:
    def test_count_documents_by_the_body_that_issued_them(self):
        first = register.published()
        register.published(issuer=register.party_body(), issue_number="05", symbol="05-QĐ/HU")
        year = first.first_published_at.year
        told = report(year)
        assert value(told, "documents") == 2
        assert {body["name"]: body["documents"]["value"] for body in told["issuers"]} == {
            "UBND huyện Bạch Thông": 1, "Huyện ủy Bạch Thông": 1,
        }

    def test_count_programmes_and_weeks(self):
        programme, week = radio.published(), weeks.published_week()
        told = report(programme.first_published_at.year)
        assert (value(told, "broadcasts"), value(told, "weeks"), value(told, "week_changes")) == (1, 1, 0)
        weeks.corrected_week(week, lambda lines: lines)
        told = report(programme.first_published_at.year)
        assert (value(told, "weeks"), value(told, "week_changes"), value(told, "corrections")) == (1, 1, 0)

    def test_count_questions_and_their_answers(self):
        answer = asked.answered()
        asked.received(text="Một câu hỏi còn đang mở?")
        told = report(answer.first_published_at.year)
        assert (value(told, "questions"), value(told, "questions_answered"), value(told, "questions_late")) == (2, 1, 0)
        unit = {"name": asked.unit().name, "received": 1, "answered": 1, "on_time": 1, "late": 0, "median_days": 0.0}
        assert told["question_units"] == [unit]
        sentence = next(line for line in _sentences(told) if "câu hỏi của công dân" in line)
        assert sentence.endswith(f"Theo đơn vị (đã trả lời/tiếp nhận): {asked.unit().name} 1/1 câu, trễ hạn 0.")
        sheets = load_workbook(BytesIO(sheet(told)))
        assert [cell.value for cell in sheets["Câu hỏi theo đơn vị"][2]][:3] == [asked.unit().name, 1, 1]
