"""What the annual report says of events."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from editorial.figures import ONCE, Clause, Counted, Figure, YearFigures
from events.models import PublicEvent


def count(years, at):
    first = PublicEvent.objects.first_public_in(years, at).order_by()
    found = dict(first.values_list("year").annotate(Count("pk")))
    return {year: Counted({"events": found.get(year, 0)}) for year in years}


YEAR = YearFigures(
    position=35,
    figures=(Figure("events", _("Events"), ONCE),),
    count=count,
    clauses=(Clause("{events} sự kiện ({events.change})", opening="Đã đăng ", joint=" và "),),
)
