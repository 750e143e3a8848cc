"""The present week on the home page."""

from editorial.sections import Band
from schedules import public


def bands(site):
    week = public.this_week(site)
    if week:
        yield Band(40, "schedules/_home.html", {"week": week})
