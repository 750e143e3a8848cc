"""What the public pages ask of events."""

from events.models import PublicEvent


def public_events(site):
    return PublicEvent.objects.on_site(site).published().select_related("item__site")


def next_ones(site, count=3):
    """The events that come next, for the home page."""
    return list(public_events(site).coming()[:count])
