"""What the sections' editions answer about a year: one query each, whatever the number of rows."""

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import ExtractYear

from editorial.models import Edition, Share
from news.models import Article
from reports.years import beginning
from schedules.models import WeekSchedule


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def public_in(editions, years, at):
    """Editions that became public in one of the years (their own first moment), with that `year`."""
    return (
        editions.ever_public(at)
        .filter(published_at__gte=beginning(min(years)), published_at__lt=beginning(max(years) + 1))
        .annotate(year=ExtractYear("published_at"))
    )


# An edition with which its item first became public.
IS_FIRST = Q(published_at=F("first_published_at"))
IS_WEEK = Q(item__kind=WeekSchedule._meta.label_lower)


def first_publications(model, years, at):
    """Per item its first edition that ever was public, if it was so in one of the years."""
    return public_in(model.objects.all(), years, at).filter(IS_FIRST)


def articles_by_kind(years, at):
    """Rows of year, site, genre, medium, by_contributor and how many articles (`count`)."""
    columns = ("year", "item__site", "genre", "medium", "by_contributor")
    return (
        first_publications(Article, years, at)
        .order_by()
        .values(*columns)
        .annotate(count=Count("pk"))
    )


def delays(years, at):
    """Rows of year, median time from event to first publication, and how many items were `measured`."""
    hours = ExpressionWrapper(F("published_at") - F("event_at"), output_field=DurationField())
    measurable = first_publications(Edition, years, at).filter(event_at__lte=F("published_at"))
    return (
        measurable.order_by()
        .values("year")
        .annotate(delay=Median(hours, output_field=DurationField()), measured=Count("pk"))
    )


def editions_by_year(years, at):
    """Rows of year, editions that became public (changed weeks apart), and how many of these without review."""
    later = ~IS_FIRST
    return (
        public_in(Edition.objects.all(), years, at)
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
    bounds = {
        f"{column}__gte": beginning(min(years)),
        f"{column}__lt": beginning(max(years) + 1),
        f"{column}__lte": at,
    }
    rows = (
        Share.objects.filter(**bounds).annotate(year=ExtractYear(column)).order_by().values("year")
    )
    return dict(rows.annotate(count=Count("item", distinct=True)).values_list("year", "count"))


def retractions_by_year(years, at):
    """Rows of year and how many items were taken down in it."""
    bounds = {
        "retracted_at__gte": beginning(min(years)),
        "retracted_at__lt": beginning(max(years) + 1),
    }
    taken_down = Edition.objects.retracted().filter(**bounds, retracted_at__lte=at)
    by_year = taken_down.annotate(year=ExtractYear("retracted_at")).order_by().values("year")
    return by_year.annotate(count=Count("item", distinct=True))
