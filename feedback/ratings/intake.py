"""A visitor's rating is taken in, once in a time for each browser and site; remarks are given up in time."""

from django.utils import timezone

from citizens.gate import DAY
from common.rate_limits import within
from feedback.models.ratings import PortalRating

# Counted in the cache under a keyed digest of address and browser, which forgets it by itself; no cookie is set.
ONCE_IN_DAYS = 30


def is_again(site, visitor):
    """Whether this browser at this address has rated the site within the period."""
    return not within(
        f"danh-gia:{site.pk}",
        f"{visitor.source}|{visitor.agent}",
        most=1,
        seconds=ONCE_IN_DAYS * DAY,
    )


def receive(site, *, remark="", at=None, **marks):
    return PortalRating.objects.create(
        site=site, remark=remark, rated_at=at or timezone.now(), **marks
    )
