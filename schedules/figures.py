"""Counts of published weeks for the annual report: first publications only, so that a correction counts nothing twice."""

from datetime import datetime

from django.utils import timezone

from schedules.models import WeekSchedule


def counts(years, at=None):
    """Rows of year, item__site, body and count of weeks that became public in one of the years."""
    begin, end = _new_year(min(years)), _new_year(max(years) + 1)
    weeks = WeekSchedule.objects.ever_public(at).first_publications()
    return weeks.published_between(begin, end).per_year_and_body()


def _new_year(year):
    return timezone.make_aware(datetime(year, 1, 1))
