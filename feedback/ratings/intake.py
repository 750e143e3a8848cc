"""A visitor's rating is taken in, once in a time for each browser and site; remarks are given up in time."""

from django.utils import timezone

from citizens.gate import DAY
from citizens.retention import erased_before
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


def erase_old(at=None):
    """Remarks that the period of retention has run out for; the marks stay, they tell of nobody."""
    at = at or timezone.now()
    return PortalRating.objects.past_retention(erased_before(at)).update(remark="", erased_at=at)
