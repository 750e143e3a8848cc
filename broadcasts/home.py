"""The newest programme on the home page."""

from broadcasts import public
from editorial.sections import Band


def bands(site):
    for broadcast in public.newest(site):
        yield Band(60, "broadcasts/_home.html", {"broadcast": broadcast})
