"""What editions of every kind answer about a year: one query each, whatever the number of rows."""

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from common.periods import in_years
from editorial.models import Edition, Share
from editorial.querysets import IS_FIRST


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def delays_by_year(years, at):
    """{year: {median `delay` from event to first publication, how many items were `measured`}}."""
    hours = ExpressionWrapper(F("published_at") - F("event_at"), output_field=DurationField())
    measurable = Edition.objects.first_public_in(years, at).filter(event_at__lte=F("published_at"))
    return _by_year(
        measurable, delay=Median(hours, output_field=DurationField()), measured=Count("pk")
    )


def editions_by_year(years, at, apart):
    """{year: {how many `corrections` became public, how many editions without review}}.

    Later editions of the kinds `apart` are no corrections.
    """
    kinds = [kind._meta.label_lower for kind in apart]
    return _by_year(
        Edition.objects.public_in(years, at),
        corrections=Count("pk", filter=~IS_FIRST & ~Q(item__kind__in=kinds)),
        urgent_count=Count("pk", filter=Q(urgent=True)),
        unsigned_count=Count("pk", filter=Q(urgent=True, urgent_signed_at=None)),
    )


def shares_by_year(column, years, at):
    """{year: how many items} that a site offered to another (`offered_at`) or began to show (`accepted_at`) in it."""
    return _items_by_year(Share.objects.filter(**{f"{column}__lte": at}), years, column)


def retractions_by_year(years, at):
    """{year: how many items} were taken down in it."""
    taken_down = Edition.objects.retracted().filter(retracted_at__lte=at)
    return _items_by_year(taken_down, years, "retracted_at")


def _items_by_year(rows, years, moment):
    found = _by_year(in_years(rows, years, moment), items=Count("item", distinct=True))
    return {year: row["items"] for year, row in found.items()}


def _by_year(rows, **measures):
    found = rows.order_by().values("year").annotate(**measures)
    return {row.pop("year"): row for row in found}
