"""The way to ask on the home page, with the newest answers; also where nobody has asked yet."""

from editorial.sections import Band
from qa import public


def bands(site):
    yield Band(70, "qa/_home.html", {"answers": public.newest(site)})
