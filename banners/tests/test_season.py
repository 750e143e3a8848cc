from datetime import date

import pytest
from django.core.exceptions import ValidationError

from banners.models.themes import LunarYear, Season, Theme, ThemeDate
from banners.tests.factories import theme

pytestmark = pytest.mark.django_db

SOLAR = {"season": Season.SOLAR, "first_day": 1, "first_month": 9, "last_day": 31, "last_month": 12}
WINTER = {
    "season": Season.SOLAR,
    "first_day": 20,
    "first_month": 12,
    "last_day": 5,
    "last_month": 1,
}
TET = {"season": Season.LUNAR, "first_from_tet": -8, "last_from_tet": 14}


def days_in_season(one, *days):
    return [
        day.isoformat() for day in days if Theme.objects.in_season(day).filter(pk=one.pk).exists()
    ]


class SeasonTests:
    def test_of_the_same_days_every_year(self):
        one = theme(**SOLAR)
        days = [
            date(2024, 8, 31),
            date(2024, 9, 1),
            date(2030, 10, 10),
            date(2024, 12, 31),
            date(2025, 1, 1),
        ]
        assert days_in_season(one, *days) == ["2024-09-01", "2030-10-10", "2024-12-31"]

    def test_may_run_over_the_end_of_the_year(self):
        one = theme(**WINTER)
        days = [
            date(2024, 12, 19),
            date(2024, 12, 20),
            date(2025, 1, 5),
            date(2025, 1, 6),
            date(2025, 6, 1),
        ]
        assert days_in_season(one, *days) == ["2024-12-20", "2025-01-05"]

    @pytest.mark.parametrize(
        "tet",
        [
            date(2022, 2, 1),
            date(2023, 1, 22),
            date(2024, 2, 10),
            date(2025, 1, 29),
            date(2026, 2, 17),
            date(2027, 2, 6),
            date(2028, 1, 26),
            date(2029, 2, 13),
            date(2030, 2, 2),
        ],
    )
    def test_counted_from_tet_moves_with_it(self, tet):
        one = theme(**TET)
        ends = [date.fromordinal(tet.toordinal() + days) for days in (-9, -8, 0, 14, 15)]
        assert days_in_season(one, *ends) == [day.isoformat() for day in ends[1:4]]

    def test_counted_from_tet_is_over_where_the_table_of_years_ends(self):
        one = theme(**TET)
        assert days_in_season(one, date(2031, 1, 23)) == []
        LunarYear.objects.create(year=2031, tet_on=date(2031, 1, 23))
        assert days_in_season(one, date(2031, 1, 23)) == ["2031-01-23"]

    def test_of_one_year_by_the_table_goes_before_the_rule(self):
        one = theme(**SOLAR)
        ThemeDate.objects.create(theme=one, first_on=date(2024, 10, 1), last_on=date(2024, 10, 10))
        days = [
            date(2024, 9, 15),
            date(2024, 10, 5),
            date(2024, 10, 10),
            date(2024, 10, 11),
            date(2025, 9, 15),
        ]
        assert days_in_season(one, *days) == ["2024-10-05", "2024-10-10", "2025-09-15"]

    def test_by_the_table_alone_has_no_other_days(self):
        one = theme(season=Season.TABLE)
        ThemeDate.objects.create(theme=one, first_on=date(2024, 4, 10), last_on=date(2024, 4, 18))
        assert days_in_season(one, date(2024, 4, 18), date(2025, 4, 18)) == ["2024-04-18"]

    def test_is_the_whole_year_without_a_rule(self):
        assert days_in_season(theme(), date(2024, 1, 1), date(2024, 12, 31)) == [
            "2024-01-01",
            "2024-12-31",
        ]


class ThemeTests:
    @pytest.mark.parametrize(
        "season, fields",
        [
            (Season.SOLAR, {"first_day": 1}),
            (Season.LUNAR, {"first_from_tet": 0}),
            (Season.SOLAR, {"first_day": 31, "first_month": 4, "last_day": 1, "last_month": 5}),
            (Season.LUNAR, {"first_from_tet": 3, "last_from_tet": 1}),
        ],
    )
    def test_refuses_a_time_that_cannot_be(self, season, fields):
        with pytest.raises(ValidationError):
            Theme(name="Chủ đề", season=season, **fields).full_clean()
