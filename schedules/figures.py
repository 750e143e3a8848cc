"""What the annual report says of weeks: how many were published, and how often they were changed."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from common.periods import by_year
from editorial.figures import Clause, Figure, YearFigures, of_years
from editorial.querysets import IS_FIRST
from schedules.models import WeekSchedule

MEASURES = {
    "weeks": Count("pk", filter=IS_FIRST),
    "week_changes": Count("pk", filter=~IS_FIRST),
}


def count(years, at):
    return of_years(by_year(WeekSchedule.objects.public_in(years, at), years, **MEASURES))


YEAR = YearFigures(
    position=40,
    figures=(
        Figure(
            "weeks",
            _("Weekly work schedules"),
            _(
                "One week of one body, counted once, in the year (Vietnam time) in which it was first public."
            ),
        ),
        Figure(
            "week_changes",
            _("of which changed after posting"),
            _(
                "Editions of work schedules that became public in the year and were not the first of their week."
            ),
        ),
    ),
    count=count,
    clauses=(
        Clause(
            "{weeks} lịch làm việc tuần của các cơ quan, đơn vị ({weeks.change}), trong đó có "
            "{week_changes} lần thay đổi sau khi đăng",
            opening="Đã đăng ",
            joint=" và ",
        ),
    ),
    changes={WeekSchedule: _("changes of work schedules")},
)
