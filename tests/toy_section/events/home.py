"""The next events on the home page."""

from editorial.sections import Band
from events import public


def bands(site):
    events = public.next_ones(site)
    if events:
        yield Band(45, "events/_home.html", {"events": events})
