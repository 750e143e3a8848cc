"""What the annual report says of radio programmes."""

from django.db.models import Count
from django.utils.translation import pgettext_lazy

from broadcasts.models import Broadcast
from common.periods import by_year
from editorial.figures import ONCE, Clause, Figure, YearFigures, of_years


def count(years, at):
    first = Broadcast.objects.first_public_in(years, at)
    return of_years(by_year(first, years, broadcasts=Count("pk")))


YEAR = YearFigures(
    position=30,
    figures=(Figure("broadcasts", pgettext_lazy("report", "Radio programmes"), ONCE),),
    count=count,
    clauses=(
        Clause(
            "{broadcasts} chương trình phát thanh ({broadcasts.change})",
            opening="Đã đăng ",
            joint=" và ",
        ),
    ),
)
