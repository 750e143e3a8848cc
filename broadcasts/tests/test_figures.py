from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from broadcasts.figures import counts
from broadcasts.tests.factories import draft, published, recording, station
from editorial.workflow import perform
from tests.factories import commune, correction, person, retracted, reviewed
from tests.sounds import mp3

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


class CountsTests:
    def test_counts_a_programme_once_however_often_it_was_corrected(self):
        first = published(audio=recording(upload=mp3(60)))
        perform("publish", reviewed(correction(first)), by=person("chief"))
        assert (counts([YEAR])[YEAR]["count"], counts([YEAR])[YEAR]["minutes"]) == (1, 1)

    def test_counts_it_in_the_year_in_which_it_became_public(self):
        published(aired_at=timezone.make_aware(datetime(YEAR - 1, 12, 31, 5)))
        found = counts([YEAR, YEAR - 1])
        assert (found[YEAR]["count"], found[YEAR - 1]["count"]) == (1, 0)

    def test_counts_what_was_public_and_withdrawn_but_not_what_never_was(self):
        retracted(edition=published())
        draft()
        published(at=timezone.now() + timedelta(days=1))
        assert counts([YEAR])[YEAR]["count"] == 1

    def test_counts_by_station(self):
        here, audio = commune(), recording(upload=mp3(90))
        published(audio=audio)
        published(audio=audio)
        published(site=here, audio=audio)
        assert counts([YEAR])[YEAR]["stations"] == [
            {"name": "Đài Truyền thanh huyện", "site": station().site_id, "count": 2, "minutes": 3},
            {"name": "Đài Xã Cao Sơn", "site": here.pk, "count": 1, "minutes": 2},
        ]

    def test_knows_nothing_of_what_comes_after_the_moment_asked(self):
        published()
        assert counts([YEAR], timezone.now() - timedelta(hours=1))[YEAR]["count"] == 0

    def test_asks_once(self, django_assert_num_queries):
        published()
        with django_assert_num_queries(1):
            counts([YEAR, YEAR - 1])
