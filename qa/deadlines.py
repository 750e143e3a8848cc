"""When an answer is due, and how that was computed: for the desk, and in the same words for the one who asked."""

from dataclasses import dataclass
from datetime import date

from editorial.models.calendars import CalendarDay, DayKind


@dataclass(frozen=True)
class Reckoning:
    """How a deadline came about: the first day does not count, every working day after it does."""

    starts_on: date
    due_on: date
    limit_days: int
    extended_days: int
    waited_days: int
    holidays: list
    worked: list


def due_on(question, calendar, pauses):
    """`pauses` are [(first day, last day)]: the working days of waiting are given back at the end."""
    waited = sum(calendar.between(start, end) for start, end in pauses)
    return calendar.add(question.starts_on, question.limit_days + question.extended_days + waited)


def forward_by(question, calendar):
    """By when the citizen hears that another authority is competent."""
    return calendar.add(question.starts_on, question.forward_days)


def reckoning(question):
    """The deadline of `question` with the days off and exchanged days that lie within it."""
    calendar, pauses = CalendarDay.objects.calendar(), pauses_of(question)
    end = due_on(question, calendar, pauses)
    within = CalendarDay.objects.within(question.starts_on, end)
    return Reckoning(
        question.starts_on,
        end,
        question.limit_days,
        question.extended_days,
        sum(calendar.between(start, stop) for start, stop in pauses),
        [day for day in within if day.kind == DayKind.HOLIDAY],
        [day for day in within if day.kind == DayKind.WORKING],
    )


def pauses_of(question):
    return list(question.pauses.values_list("from_on", "to_on"))
