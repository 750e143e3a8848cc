"""What the annual report says of radio programmes."""

from django.db.models import Count
from django.utils.translation import pgettext_lazy

from broadcasts.models import Broadcast
from editorial.figures import ONCE, Clause, Counted, Figure, YearFigures


def count(years, at):
    first = Broadcast.objects.first_public_in(years, at).order_by()
    found = dict(first.values_list("year").annotate(Count("pk")))
    return {year: Counted({"broadcasts": found.get(year, 0)}) for year in years}


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
