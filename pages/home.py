"""What the home page of a member site says of the unit itself."""

from editorial.sections import Band
from pages import public


def bands(site):
    if not site.is_main:
        yield Band(20, "pages/_home.html", public.excerpt(site))
