"""What editions of every kind answer about a year: one query each, whatever the number of rows."""

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from common.periods import by_year, in_years
from editorial.models import Edition, Share
from editorial.querysets import IS_FIRST


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def delays_by_year(years, at):
    """{year: {median `delay` from event to first publication, how many items were `measured`}}."""
    hours = ExpressionWrapper(F("published_at") - F("event_at"), output_field=DurationField())
    measurable = Edition.objects.first_public_in(years, at).filter(event_at__lte=F("published_at"))
    median = Median(hours, output_field=DurationField())
    return by_year(measurable, years, delay=median, measured=Count("pk"))


def editions_by_year(years, at, apart):
    """{year: how many `corrections` became public, how many editions without review}.

    Later editions of the kinds `apart` are no corrections.
    """
    kinds = [kind._meta.label_lower for kind in apart]
    return by_year(
        Edition.objects.public_in(years, at),
        years,
        corrections=Count("pk", filter=~IS_FIRST & ~Q(item__kind__in=kinds)),
        urgent_unsigned=Count("pk", filter=Q(urgent=True, urgent_signed_at=None)),
        # The last, since from here on the word means the count.
        urgent=Count("pk", filter=Q(urgent=True)),
    )


def shares_by_year(years, at):
    """{year: how many items} that a site offered to another, and that one began to show, in it."""
    moments = {"shared_offered": "offered_at", "shared_taken": "accepted_at"}
    counted = {
        name: _items_by_year(Share.objects.filter(**{f"{moment}__lte": at}), years, moment)
        for name, moment in moments.items()
    }
    return {year: {name: items[year] for name, items in counted.items()} for year in years}


def retractions_by_year(years, at):
    """{year: how many items} were taken down in it."""
    taken_down = Edition.objects.retracted().filter(retracted_at__lte=at)
    return _items_by_year(taken_down, years, "retracted_at")


def _items_by_year(rows, years, moment):
    counted = by_year(in_years(rows, years, moment), years, items=Count("item", distinct=True))
    return {year: row["items"] for year, row in counted.items()}
