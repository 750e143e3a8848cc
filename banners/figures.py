"""Counts of banners for the annual report: people only, robots apart."""

from banners.models import BannerDay


def counts(years):
    """{year: {"shown", "clicks"}}, every year of `years` present; one query."""
    rows = {row["on__year"]: row for row in BannerDay.objects.per_year(years)}
    return {
        year: {name: rows.get(year, {}).get(name) or 0 for name in ("shown", "clicks")}
        for year in years
    }
