"""The figures that the sections count of themselves follow the data."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from banners.models import BannerDay
from banners.tests import factories as logos
from broadcasts.tests import factories as radio
from documents.tests import factories as register
from editorial import sharing
from feedback.ratings.intake import receive as rate
from feedback.tests import factories as feedback
from qa.tests import factories as asked
from reports.document import cells, document
from reports.figures import report
from reports.sheet import sheet
from schedules.tests import factories as weeks
from tests.factories import commune, main_site, person, published

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
            "UBND huyện Bạch Thông": 1,
            "Huyện ủy Bạch Thông": 1,
        }

    def test_count_programmes_and_weeks(self):
        programme, week = radio.published(), weeks.published_week()
        told = report(programme.first_published_at.year)
        assert (value(told, "broadcasts"), value(told, "weeks"), value(told, "week_changes")) == (
            1,
            1,
            0,
        )
        weeks.corrected_week(week, lambda lines: lines)
        told = report(programme.first_published_at.year)
        assert (value(told, "weeks"), value(told, "week_changes"), value(told, "corrections")) == (
            1,
            1,
            0,
        )

    def test_count_questions_and_their_answers(self):
        answer = asked.answered()
        asked.received(text="Một câu hỏi còn đang mở?")
        told = report(answer.first_published_at.year)
        assert (
            value(told, "questions"),
            value(told, "questions_answered"),
            value(told, "questions_late"),
        ) == (2, 1, 0)
        unit = {
            "name": asked.unit().name,
            "received": 1,
            "answered": 1,
            "on_time": 1,
            "late": 0,
            "median_days": 0.0,
        }
        assert told["question_units"] == [unit]
        sentence = next(line for line in lines(told) if "câu hỏi của công dân" in line)
        assert sentence.endswith(
            f"Theo đơn vị (đã trả lời/tiếp nhận): {asked.unit().name} 1/1 câu, trễ hạn 0."
        )
        sheets = load_workbook(BytesIO(sheet(told)))
        assert [cell.value for cell in sheets["Câu hỏi theo đơn vị"][2]][:3] == [
            asked.unit().name,
            1,
            1,
        ]

    def test_count_reports_of_errors_and_those_that_led_to_a_correction(self):
        first = feedback.reported()
        feedback.publish(feedback.done("correct", first))
        feedback.reported(first.edition, text="Còn một lỗi nữa")
        told = report(first.sent_at.year)
        assert (value(told, "error_reports"), value(told, "error_reports_solved")) == (2, 1)
        assert (
            "Bạn đọc đã báo 2 lỗi trong các mục đã đăng (tăng 2 so với năm trước); 1 lỗi đã được sửa."
            in lines(told)
        )

    def test_give_the_means_of_the_ratings_and_no_number_where_nobody_rated(self):
        year = timezone.localdate().year
        rate(main_site(), looks=5, content=2)
        rate(main_site(), looks=4)
        told = report(year)
        assert (
            value(told, "ratings"),
            value(told, "rating_looks"),
            value(told, "rating_content"),
        ) == (2, 4.5, 2)
        assert cells("rating_looks", told)[1:] == ["4,5", "—"]
        assert cells("rating_support", told) == ["—", "—", "—"]
        rows = {row[0]: row[1:4] for row in load_workbook(BytesIO(sheet(told)))["Số liệu"].values}
        assert rows["Điểm đánh giá trung bình: Giao diện"] == (None, 4.5, None)
        assert rows["Lượt đánh giá cổng"] == (0, 2, 2)
        assert "2 lượt; điểm trung bình trên thang 5: giao diện 4,5; nội dung 2." in " ".join(
            lines(told)
        )

    def test_say_so_when_nobody_rated(self):
        main_site()
        assert "Trong năm chưa có lượt đánh giá Cổng nào." in lines(report(2023))

    def test_count_banners_by_people_and_shared_items_once(self):
        here, editor = commune("Cao Sơn"), person("editor")
        banner = logos.banner_published()
        BannerDay.objects.create(
            item=banner.item, on="2023-05-01", shown=9, clicks=2, robot_shown=50, robot_clicks=5
        )
        BannerDay.objects.create(item=banner.item, on="2022-05-01", shown=4, clicks=1)
        told = report(2023)
        assert [
            told["figures"][name] | {"rule": 0} for name in ("banners_shown", "banners_clicks")
        ] == [
            {"value": 9, "previous": 4, "change": 5, "rule": 0},
            {"value": 2, "previous": 1, "change": 1, "rule": 0},
        ]
        sharing.offer(published(), [here, commune("Vũ Muộn")], by=editor)
        sharing.offer(published(here, title="Tin xã"), [here.parent], by=person("editor", here))
        told = report(timezone.localdate().year)
        assert (value(told, "shared_offered"), value(told, "shared_taken")) == (2, 1)


def lines(told):
    return [line for part in document(told)["parts"] for line in part["lines"]]
