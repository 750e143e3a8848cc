"""The figures that the sections count of themselves follow the data."""

import pytest
from django.utils import timezone

from banners.models import BannerDay
from editorial import sharing
from reports.figures import report
from tests.banners import factories as logos
from tests.broadcasts import factories as radio
from tests.documents import factories as register
from tests.factories import commune, person, published
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

    def test_count_banners_by_people_and_shared_items_once(self):
        here, editor = commune("Cao Sơn"), person("editor")
        banner = logos.banner_published()
        BannerDay.objects.create(item=banner.item, on="2023-05-01", shown=9, clicks=2, robot_shown=50, robot_clicks=5)
        BannerDay.objects.create(item=banner.item, on="2022-05-01", shown=4, clicks=1)
        told = report(2023)
        assert [told["figures"][name] | {"rule": 0} for name in ("banners_shown", "banners_clicks")] == [
            {"value": 9, "previous": 4, "change": 5, "rule": 0}, {"value": 2, "previous": 1, "change": 1, "rule": 0},
        ]
        sharing.offer(published(), [here, commune("Vũ Muộn")], by=editor)
        sharing.offer(published(here, title="Tin xã"), [here.parent], by=person("editor", here))
        told = report(timezone.localdate().year)
        assert (value(told, "shared_offered"), value(told, "shared_taken")) == (2, 1)
