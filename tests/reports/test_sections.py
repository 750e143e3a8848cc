"""The figures that the sections count of themselves follow the data."""

import pytest

from documents.models import Document
from editorial.models import Edition
from reports.document import document
from reports.figures import report
from tests.broadcasts import factories as radio
from tests.documents import factories as register
from tests.factories import correction, reviewed
from tests.factories import main_site, person
from tests.schedules import factories as weeks

pytestmark = pytest.mark.django_db


def this_year(at):
    return at.year


def value(figures, name):
    return figures["figures"][name]["value"]


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
        first, week = radio.published(), weeks.published()
        told = report(first.first_published_at.year)
        assert (value(told, "broadcasts"), value(told, "weeks"), value(told, "week_changes")) == (1, 1, 0)
        assert week.first_published_at.year == told["year"]
