from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from broadcasts.figures import count
from broadcasts.tests.factories import draft, published
from editorial.workflow import perform
from tests.factories import correction, person, retracted, reviewed

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def counted(year=YEAR, at=None):
    found = count([YEAR, YEAR - 1], at or timezone.now())
    return found[year].numbers["broadcasts"]


class CountsTests:
    def test_counts_a_programme_once_however_often_it_was_corrected(self):
        first = published()
        perform("publish", reviewed(correction(first)), by=person("chief"))
        assert counted() == 1

    def test_counts_it_in_the_year_in_which_it_became_public(self):
        published(aired_at=timezone.make_aware(datetime(YEAR - 1, 12, 31, 5)))
        assert (counted(YEAR), counted(YEAR - 1)) == (1, 0)

    def test_counts_what_was_public_and_withdrawn_but_not_what_never_was(self):
        retracted(edition=published())
        draft()
        published(at=timezone.now() + timedelta(days=1))
        assert counted() == 1

    def test_knows_nothing_of_what_comes_after_the_moment_asked(self):
        published()
        assert counted(at=timezone.now() - timedelta(hours=1)) == 0

    def test_asks_once(self, django_assert_num_queries):
        published()
        with django_assert_num_queries(1):
            counted()
