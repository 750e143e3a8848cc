"""Working days: which day a time limit ends on. Pure arithmetic; an office's holidays are handed in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
WEEK = 7
WORKING_DAYS_OF_A_WEEK = 5


@dataclass(frozen=True)
class Calendar:
    """Saturdays and Sundays rest unless they stand in `worked`; days in `off` always rest."""

    off: frozenset = frozenset()
    worked: frozenset = frozenset()
    # What the two sets change against plain weeks, in order: a count needs two look-ups, not a walk.
    _lost: list = field(init=False, repr=False, compare=False)
    _won: list = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        won = [day for day in self.worked - self.off if _is_weekend(day)]
        object.__setattr__(self, "_lost", sorted(day for day in self.off if not _is_weekend(day)))
        object.__setattr__(self, "_won", sorted(won))

    def is_working(self, day: date) -> bool:
        if day in self.off:
            return False
        return day in self.worked or not _is_weekend(day)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not after `start`."""
        if end <= start:
            return 0
        plain = _weekdays_up_to(end) - _weekdays_up_to(start)
        return plain - _count(self._lost, start, end) + _count(self._won, start, end)

    def add(self, day: date, count: int) -> date:
        """The day with which `count` working days after `day` have passed; `day` itself when `count` is 0."""
        if count < 0:
            raise ValueError("count of working days below zero")
        # As many days hold at most as many working days, so such a leap never goes too far.
        while count > WEEK:
            leap = day + timedelta(days=count)
            count, day = count - self.between(day, leap), leap
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def before(self, day: date, count: int) -> date:
        """The last day from which on `count` working days have passed by the end of `day`; `day` itself when `count` is 0."""
        while count:
            count -= self.is_working(day)
            day -= timedelta(days=1)
        return day


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _weekdays_up_to(day: date) -> int:
    """Mondays to Fridays since the beginning of the calendar, `day` included."""
    weeks, rest = divmod(day.toordinal() - date.min.toordinal() + 1, WEEK)
    return weeks * WORKING_DAYS_OF_A_WEEK + min(rest, WORKING_DAYS_OF_A_WEEK)


def _count(days: Sequence[date], start: date, end: date) -> int:
    return bisect_right(days, end) - bisect_right(days, start)
