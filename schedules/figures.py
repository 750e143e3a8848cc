"""Counts of published weeks for the annual report: first publications only, so that a correction counts nothing twice."""

from schedules.models import WeekSchedule


def counts(years, at=None):
    """Rows of year, item__site, body and count of weeks that became public in one of the years."""
    return WeekSchedule.objects.first_public_in(years, at).per_year_and_body()
