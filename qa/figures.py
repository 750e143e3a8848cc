"""The year's figures of questions and answers, for the annual report, the board and the public."""

from dataclasses import dataclass, field
from statistics import median

from django.utils import timezone

from editorial.models.calendars import CalendarDay
from qa.models import Question
from qa.states import State

COLUMNS = ("starts_on", "due_on", "answered_at", "state", "unit__name", "closed_at")


@dataclass
class Row:
    """Of the questions received in a year: what had become of them at a moment. `days` are working days to the answer."""

    name: str = ""
    received: int = 0
    answered: int = 0
    on_time: int = 0
    late: int = 0
    forwarded: int = 0
    open: int = 0
    days: list = field(default_factory=list)

    @property
    def median_days(self):
        return median(self.days) if self.days else None


def counts(years, at=None, sites=None):
    """{year: (Row of all, [Row of each unit, in the order of names])}, in two queries; of all sites where none are given."""
    at = at or timezone.now()
    asked = Question.objects.filter(starts_on__year__in=list(years), sent_at__lte=at)
    asked = asked if sites is None else asked.filter(site__in=sites)
    calendar, found = CalendarDay.objects.calendar(), {year: (Row(), {}) for year in years}
    for question in asked.values(*COLUMNS):
        total, units = found[question["starts_on"].year]
        rows = [total]
        if question["unit__name"]:
            rows.append(units.setdefault(question["unit__name"], Row(question["unit__name"])))
        for row in rows:
            _count(row, question, calendar, at)
    return {
        year: (total, [units[name] for name in sorted(units)])
        for year, (total, units) in found.items()
    }


def _count(row, question, calendar, at):
    row.received += 1
    ended = question["closed_at"] and question["closed_at"] <= at
    if question["answered_at"] and question["answered_at"] <= at:
        answered_on = timezone.localdate(question["answered_at"])
        row.answered += 1
        row.days.append(calendar.between(question["starts_on"], answered_on))
        in_time = answered_on <= question["due_on"]
        row.on_time, row.late = row.on_time + in_time, row.late + (not in_time)
    elif ended:
        row.forwarded += question["state"] == State.FORWARDED
    else:
        row.open += 1
