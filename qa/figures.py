"""The year's figures of questions and answers, for the annual report, the board and the public."""

from dataclasses import dataclass, field
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.collation import sort_key
from editorial.figures import Clause, Column, Counted, Figure, Table, YearFigures
from editorial.models.calendars import CalendarDay
from qa.models import Question
from qa.states import QuestionState

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


def received_in(years, at=None, sites=None):
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
        year: (total, [units[name] for name in sorted(units, key=sort_key)])
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
        row.forwarded += question["state"] == QuestionState.FORWARDED
    else:
        row.open += 1


def count(years, at):
    return {
        year: Counted(
            {
                "questions": total.received,
                "questions_answered": total.answered,
                "questions_late": total.late,
                "questions_days": float(total.median_days or 0),
            },
            tables={"question_units": [_of_unit(row) for row in units]},
        )
        for year, (total, units) in received_in(years, at).items()
    }


def _of_unit(row):
    return {
        "name": row.name,
        "received": row.received,
        "answered": row.answered,
        "on_time": row.on_time,
        "late": row.late,
        "median_days": float(row.median_days or 0),
    }


def _answered(told):
    words = (
        "Đã tiếp nhận {questions} câu hỏi của công dân ({questions.change}), trả lời "
        "{questions_answered} câu, trong đó {questions_late} câu trả lời trễ hạn"
    )
    if told["questions_answered"]:
        words += "; trung vị {questions_days} ngày làm việc"
    return words.format_map(told) + _by_unit(told)


def _by_unit(told):
    if not (told["questions_answered"] and told["question_units"]):
        return ""
    words = "{name} {answered}/{received} câu, trễ hạn {late}"
    units = "; ".join(map(words.format_map, told["question_units"]))
    return f". Theo đơn vị (đã trả lời/tiếp nhận): {units}"


YEAR = YearFigures(
    position=50,
    figures=(
        Figure(
            "questions",
            _("Questions of citizens"),
            _("Questions received in the year (Vietnam time) on all sites together."),
        ),
        Figure(
            "questions_answered",
            _("of which answered"),
            _(
                "Questions received in the year that had a public or private answer at the moment of counting."
            ),
        ),
        Figure(
            "questions_late",
            _("of which answered late"),
            _(
                "Answers given after the deadline, with its extensions and without the days of waiting for the citizen."
            ),
        ),
        Figure(
            "questions_days",
            _("Median working days to an answer"),
            _(
                "Half of the questions received in the year were answered in fewer working days, half in more."
            ),
        ),
    ),
    count=count,
    clauses=(Clause(_answered),),
    tables=(
        Table(
            "question_units",
            title=_("Questions by unit"),
            sheet=_("Questions by unit"),
            columns=(
                Column("name", _("Unit")),
                Column("received", pgettext_lazy("figure", "Received")),
                Column("answered", pgettext_lazy("figure", "Answered")),
                Column("on_time", _("On time")),
                Column("late", _("Late")),
                Column("median_days", _("Median of working days")),
            ),
        ),
    ),
)
