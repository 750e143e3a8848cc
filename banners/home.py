"""The bands of banners on the home page, and which banners they show."""

from banners import public
from banners.models import Position
from editorial.sections import Band

PLACES = {Position.TOP: 0, Position.QUIET: 90}


def bands(site):
    """Each band notes its items, so that they are counted each time the page is read."""
    for place, banners in public.shown_on(site).items():
        if banners:
            yield Band(
                PLACES[place],
                "banners/_band.html",
                {"banners": banners, "is_top": place == Position.TOP},
                note=",".join(str(banner.item_id) for banner in banners),
            )
