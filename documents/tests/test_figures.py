from datetime import date, datetime

import pytest
from django.utils import timezone

from documents.figures import count
from documents.public import newest
from documents.tests.factories import body, draft, party_body, published
from editorial.workflow import perform
from tests.factories import commune, main_site, person, retracted

pytestmark = pytest.mark.django_db

THIS_YEAR = timezone.localdate().year


def counted(at=None):
    return count([THIS_YEAR, THIS_YEAR - 1], at or timezone.now())[THIS_YEAR]


class CountTests:
    def test_counts_first_publications_of_the_year_on_all_sites(self):
        published()
        published(commune(), issue_number="13")
        draft(issue_number="14")
        assert counted().numbers["documents"] == 2

    def test_counts_a_corrected_document_once(self):
        one = published()
        new = perform("correct", one, by=person("writer"), note="Sửa.")
        for action, role in (("submit", "writer"), ("pass", "editor"), ("publish", "chief")):
            new = perform(action, new, by=person(role))
        assert counted().numbers["documents"] == 1

    def test_counts_what_was_retracted_later(self):
        retracted(edition=published())
        assert counted().numbers["documents"] == 1

    def test_splits_by_the_body_at_the_top(self):
        office = body("Văn phòng UBND", short="VP", parent=body())
        published()
        published(issue_number="13", issuer=office)
        published(issue_number="14", issuer=party_body())
        rows = counted().tables["issuers"]
        assert {row["name"]: row["documents"] for row in rows} == {
            "UBND huyện Bạch Thông": 2,
            "Huyện ủy Bạch Thông": 1,
        }

    def test_tells_how_many_are_late_and_the_median_of_days(self):
        published(issued_on=timezone.localdate())
        published(issue_number="13", issued_on=date(2023, 1, 5))
        published(issue_number="14", issued_on=timezone.localdate())
        names = ("documents_late", "documents_measured", "documents_days")
        assert [counted().numbers[name] for name in names] == [1, 3, 0]

    def test_does_not_know_the_future(self):
        published()
        before = timezone.make_aware(datetime(THIS_YEAR, 1, 1))
        assert counted(before).numbers["documents"] == 0

    def test_asks_the_same_few_questions_for_many(self, django_assert_max_num_queries):
        for number in range(1, 4):
            published(issue_number=str(number), issuer=body(f"Cơ quan {number}"))
        with django_assert_max_num_queries(4):
            counted()


class NewestTests:
    def test_gives_the_documents_issued_last(self):
        published(issue_number="1", issued_on=date(2023, 1, 1))
        published(issue_number="2", issued_on=date(2023, 2, 1))
        draft(issue_number="3", issued_on=date(2023, 3, 1))
        assert [one.reference for one in newest(main_site(), 1)] == ["2/QĐ-UBND"]
