from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.states import EditionState
from news.models import Article, Genre, Medium
from reports.figures import parts, report
from reports.tests.conftest import corrected, moment, published
from reports.years import BadYear
from visits.models import Baseline, VisitDay


def figures(year=2023):
    return {
        name: (figure["value"], figure["previous"], figure["change"])
        for name, figure in report(year)["figures"].items()
    }


class ReportTests:
    def test_follows_the_data(self, district):
        draft = published(district, None, state=EditionState.DRAFT)
        published(district, moment(2023), hours=4)
        assert figures()["tin"] == (1, 0, 1)
        published(district, moment(2023, 7), genre=Genre.FEATURE, medium=Medium.VIDEO)
        published(district, moment(2022), medium=Medium.VIDEO)
        assert figures()["tin"] == (1, 1, 0)
        assert figures()["tin_hinh"] == (0, 1, -1)
        assert figures()["bai"] == figures()["bai_hinh"] == (1, 0, 1)
        moments = {"published_at": moment(2023, 9), "first_published_at": moment(2023, 9)}
        Article.objects.filter(pk=draft.pk).update(state=EditionState.PUBLISHED, **moments)
        assert figures()["tin"] == (2, 1, 1)

    def test_counts_an_item_once_in_the_year_it_was_first_public(self, district):
        article = published(district, moment(2022, 12, 30))
        corrected(article, moment(2023, 1, 3))
        assert figures()["tin"] == (0, 1, -1)
        assert figures()["corrections"] == (1, 0, 1)

    def test_takes_the_year_of_vietnam(self, district):
        published(district, moment(2023, 1, 1, hour=3))
        published(district, moment(2023, 12, 31, hour=23))
        assert figures()["tin"] == (2, 0, 2)

    def test_leaves_out_what_was_never_public(self, district):
        published(district, None, state=EditionState.DRAFT)
        published(district, moment(2999))
        assert figures()["tin"] == (0, 0, 0)

    def test_counts_contributors_apart(self, district):
        published(district, moment(2022), by_contributor=True, medium=Medium.VIDEO)
        published(district, moment(2023), by_contributor=True, genre=Genre.FEATURE)
        told = figures()
        assert told["contributor_tin"] == (0, 1, -1)
        assert told["contributor_bai"] == (1, 0, 1)
        assert told["contributor_videos"] == (0, 1, -1)

    def test_counts_retractions_in_the_year_they_were_made(self, district):
        published(district, moment(2022), state=EditionState.RETRACTED, retracted_at=moment(2023))
        assert figures()["retractions"] == (1, 0, 1)
        assert figures()["tin"] == (0, 1, -1)

    def test_counts_urgent_publications(self, district, chief):
        published(district, moment(2023), urgent=True)
        published(
            district,
            moment(2023),
            urgent=True,
            urgent_signed_by=chief,
            urgent_signed_at=moment(2023, 7),
        )
        assert figures()["urgent"] == (2, 0, 2)
        assert figures()["urgent_unsigned"] == (1, 0, 1)

    def test_measures_the_median_from_event_to_first_publication(self, district):
        late = [published(district, moment(2023), hours=hours) for hours in (2, 5, 100)]
        corrected(late[0], moment(2023, 8))
        published(district, moment(2023))
        published(district, moment(2023), hours=-24)
        assert figures()["median_hours"] == (5.0, 0.0, 5.0)
        assert report(2023)["measured"] == {"value": 3, "previous": 0}

    def test_adds_visits_of_all_sites_up_to_the_end_of_the_year(self, district, commune):
        Baseline.objects.create(site=district, on=date(2021, 12, 31), visits=1000)
        for site, on, visits in (
            (district, date(2022, 12, 31), 20),
            (commune, date(2023, 1, 1), 300),
            (district, date(2024, 1, 1), 4000),
        ):
            VisitDay.objects.create(site=site, on=on, visits=visits)
        assert figures()["visits_cumulative"] == (1320, 1020, 300)

    def test_tells_every_site_and_the_sites_add_up(self, district, commune):
        published(district, moment(2023))
        published(commune, moment(2023))
        published(commune, moment(2022))
        told = report(2023)
        assert [site["name"] for site in told["sites"]] == ["Huyện Bạch Thông", "Xã Cao Sơn"]
        assert told["sites"][1]["tin"] == {"value": 1, "previous": 1, "change": 0}
        assert (
            sum(site["tin"]["value"] for site in told["sites"]) == told["figures"]["tin"]["value"]
        )

    def test_names_the_counting_rule_of_every_figure(self, district):
        assert report(2023)["figures"]["tin"]["rule"] == {"name": "tin", "version": 1}

    def test_asks_a_fixed_number_of_questions(self, district, django_assert_num_queries):
        with CaptureQueriesContext(connection) as asked:
            report(2023)
        assert len(asked) <= 2 * len(parts())
        for day in range(1, 11):
            corrected(published(district, moment(2023, 3, day), hours=day), moment(2023, 4, day))
        with django_assert_num_queries(len(asked)):
            report(2023)

    @pytest.mark.parametrize("year", ["", "hai nghìn", "1999", "2999", "²", "-1", "2023.5"])
    def test_refuses_a_year_that_has_no_report(self, db, year):
        with pytest.raises(BadYear):
            report(year)
