"""What the public pages ask of banners."""

from banners.models import Banner, Position

MOST = {Position.TOP: 1, Position.QUIET: 6}


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


def pressed(site, item_id):
    """The public banner of an item as far as this site shows it, or None."""
    return Banner.objects.for_pages_of(site).published().filter(item=item_id).first()


def public_banners(site):
    return Banner.objects.of_site(site).published().for_bands().select_related("theme")
