from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.workdays import Calendar

MONDAY = date(2024, 4, 22)
days = st.dates(date(2023, 12, 1), date(2024, 3, 31))
sets = st.frozensets(days, max_size=40)


def walked_between(calendar, start, end):
    return sum(
        calendar.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)
    )


def walked_add(calendar, day, count):
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day


class CalendarTests:
    def test_rests_on_saturdays_and_sundays(self):
        week = [Calendar().is_working(MONDAY + timedelta(days=n)) for n in range(7)]
        assert week == [True] * 5 + [False] * 2

    def test_knows_holidays_and_saturdays_that_are_worked(self):
        calendar = Calendar(off=frozenset({MONDAY}), worked=frozenset({date(2024, 5, 4)}))
        assert not calendar.is_working(MONDAY)
        assert calendar.is_working(date(2024, 5, 4))

    def test_rests_on_a_day_that_is_named_as_both(self):
        saturday = frozenset({date(2024, 5, 4)})
        assert not Calendar(off=saturday, worked=saturday).is_working(date(2024, 5, 4))

    def test_does_not_count_the_first_day(self):
        assert Calendar().add(MONDAY, 1) == MONDAY + timedelta(days=1)
        assert Calendar().add(MONDAY, 0) == MONDAY

    def test_leaps_over_the_weekend(self):
        assert Calendar().add(MONDAY, 20) == MONDAY + timedelta(weeks=4)

    def test_counts_nothing_backwards(self):
        assert (
            Calendar().between(MONDAY, MONDAY)
            == Calendar().between(MONDAY, MONDAY - timedelta(days=9))
            == 0
        )

    def test_refuses_a_negative_count(self):
        with pytest.raises(ValueError, match="below zero"):
            Calendar().add(MONDAY, -1)

    def test_counts_the_thirtieth_of_april_2024_with_its_swapped_saturday(self):
        calendar = Calendar(
            off=frozenset({date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
            worked=frozenset({date(2024, 5, 4)}),
        )
        assert calendar.between(date(2024, 4, 26), date(2024, 5, 5)) == 3
        assert calendar.add(date(2024, 4, 26), 3) == date(2024, 5, 4)


class SameAsWalkingTests:
    @given(off=sets, worked=sets, start=days, end=days)
    def test_between(self, off, worked, start, end):
        calendar = Calendar(off, worked)
        assert calendar.between(start, end) == walked_between(calendar, start, end)

    @given(off=sets, worked=sets, start=days, count=st.integers(0, 200))
    def test_add(self, off, worked, start, count):
        calendar = Calendar(off, worked)
        assert calendar.add(start, count) == walked_add(calendar, start, count)

    @given(off=sets, worked=sets, start=days, count=st.integers(1, 200))
    def test_add_ends_on_a_working_day_and_between_counts_it_back(self, off, worked, start, count):
        calendar = Calendar(off, worked)
        end = calendar.add(start, count)
        assert calendar.is_working(end)
        assert calendar.between(start, end) == count

    @given(off=sets, worked=sets, end=days, count=st.integers(0, 200))
    def test_before_is_the_last_day_from_which_between_counts_as_many(
        self, off, worked, end, count
    ):
        calendar = Calendar(off, worked)
        start = calendar.before(end, count)
        assert calendar.between(start, end) == count
        assert not count or calendar.between(start + timedelta(days=1), end) == count - 1
