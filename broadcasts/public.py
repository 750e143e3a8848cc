"""What the public pages ask of the programmes: the one place that turns a page's wish into a query."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from broadcasts.models import Broadcast, Station

OTHERS_COUNT = 5


def stations_on(site):
    return Station.objects.on_site(site).select_related("site")


def stations_with_archive(site):
    """The stations of a site, each with `first_aired_at`: its oldest programme that the public may hear."""
    programmes = Broadcast.objects.published().of_station(OuterRef("pk")).order_by("aired_at")
    return list(
        stations_on(site).annotate(first_aired_at=Subquery(programmes.values("aired_at")[:1]))
    )


def station_picked(stations, query):
    """The station that a reader picked from `stations`; None for all of them."""
    return next((station for station in stations if station.slug == query.get("dai")), None)


def public_broadcasts(site):
    return Broadcast.objects.on_site(site).published().for_cards()


def newest(site, count=1):
    """The newest programmes of a site, for its home page."""
    return list(public_broadcasts(site).newest_first()[:count])


def others(broadcast, count=OTHERS_COUNT):
    """The newest programmes of the same station."""
    same = public_broadcasts(broadcast.item.site).of_station(broadcast.station)
    return same.exclude(item=broadcast.item_id).newest_first()[:count]


def for_feed(station, count):
    return (
        Broadcast.objects.on_site(station.site)
        .published()
        .of_station(station)
        .for_feed()
        .newest_first()[:count]
    )


def years(stations):
    """Years of which `stations_with_archive` have programmes, newest first."""
    begun = [
        timezone.localtime(station.first_aired_at).year
        for station in stations
        if station.first_aired_at
    ]
    this_year = timezone.localdate().year
    return range(this_year, min([this_year, *begun]) - 1, -1)
