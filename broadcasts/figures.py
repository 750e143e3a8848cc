"""Counts of a year for the report: a programme counts once, in the year in which it first became public."""

from django.utils import timezone

from broadcasts.models import Broadcast


def counts(years, at=None):
    """{year: {"count", "minutes", "stations": [{"name", "site", "count", "minutes"}]}}, every year of `years` present."""
    rows = list(Broadcast.objects.counted_by_station(years, at or timezone.now()))
    return {year: _of_year([row for row in rows if row["year"] == year]) for year in years}


def _of_year(rows):
    return {
        "count": sum(row["count"] for row in rows),
        "minutes": _minutes(sum(row["seconds"] for row in rows)),
        "stations": [_of_station(row) for row in rows],
    }


def _of_station(row):
    return {
        "name": row["station__name"] or "",
        "site": row["item__site"],
        "count": row["count"],
        "minutes": _minutes(row["seconds"]),
    }


def _minutes(seconds):
    return round(seconds / 60)
