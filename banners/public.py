"""What the public pages ask of banners, and what they tell the counting about them."""

from banners.models import Banner, Position

MOST = {Position.TOP: 1, Position.QUIET: 6}
# Names the items whose banners a page shows. It is kept with the page, so that a page from the cache counts too.
HEADER = "X-Shown-Banners"


def shown_on(site, at=None):
    """{position: banners} that a site shows at a moment, newest first."""
    banners = (
        Banner.objects.for_pages_of(site).published(at).in_season(at).for_bands().newest_first()
    )
    found = list(banners[: sum(MOST.values()) * 3])
    return {
        place: [one for one in found if one.position == place][:most]
        for place, most in MOST.items()
    }


def tell(response, bands):
    """Note on the response which banners the page shows; the middleware takes the note off again."""
    items = [str(banner.item_id) for banners in bands.values() for banner in banners]
    if items:
        response.headers[HEADER] = ",".join(items)
    return response


def pressed(site, item_id):
    """The public banner of an item as far as this site shows it, or None."""
    return Banner.objects.for_pages_of(site).published().filter(item=item_id).first()


def public_banners(site):
    return Banner.objects.of_site(site).published().for_bands().select_related("theme")
