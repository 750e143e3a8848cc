"""What the sections' editions answer about a year: one query each, whatever the number of rows."""

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from common.periods import in_years
from editorial.models import Edition, Share
from editorial.querysets import IS_FIRST
from news.models import Article
from schedules.models import WeekSchedule


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


IS_WEEK = Q(item__kind=WeekSchedule._meta.label_lower)


def articles_by_kind(years, at):
    """Rows of year, site, genre, medium, by_contributor and how many articles (`count`)."""
    columns = ("year", "item__site", "genre", "medium", "by_contributor")
    return (
        Article.objects.first_public_in(years, at)
        .order_by()
        .values(*columns)
        .annotate(count=Count("pk"))
    )


def delays(years, at):
    """Rows of year, median time from event to first publication, and how many items were `measured`."""
    hours = ExpressionWrapper(F("published_at") - F("event_at"), output_field=DurationField())
    measurable = Edition.objects.first_public_in(years, at).filter(event_at__lte=F("published_at"))
    return (
        measurable.order_by()
        .values("year")
        .annotate(delay=Median(hours, output_field=DurationField()), measured=Count("pk"))
    )


def editions_by_year(years, at):
    """Rows of year, editions that became public (changed weeks apart), and how many of these without review."""
    later = ~IS_FIRST
    return (
        Edition.objects.public_in(years, at)
        .order_by()
        .values("year")
        .annotate(
            corrections=Count("pk", filter=later & ~IS_WEEK),
            week_changes=Count("pk", filter=later & IS_WEEK),
            urgent_count=Count("pk", filter=Q(urgent=True)),
            unsigned_count=Count("pk", filter=Q(urgent=True, urgent_signed_at=None)),
        )
    )


def shares_by_year(column, years, at):
    """{year: how many items} that a site offered to another (`offered_at`) or began to show (`accepted_at`) in it."""
    rows = in_years(Share.objects.filter(**{f"{column}__lte": at}), years, column)
    rows = rows.order_by().values("year")
    return dict(rows.annotate(count=Count("item", distinct=True)).values_list("year", "count"))


def retractions_by_year(years, at):
    """Rows of year and how many items were taken down in it."""
    taken_down = Edition.objects.retracted().filter(retracted_at__lte=at)
    rows = in_years(taken_down, years, "retracted_at").order_by().values("year")
    return rows.annotate(count=Count("item", distinct=True))
