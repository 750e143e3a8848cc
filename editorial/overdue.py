"""What should have been done by now. Publication and expiry are conditions on time and never late; people and mail are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from editorial.models import Edition, Notice
from editorial.querysets import late_in_review, late_unsigned
from member_sites.models import Site

SENT_WITHIN = timedelta(hours=1)


def counts(sites: Iterable[Site] | None = None, at: datetime | None = None) -> dict[str, int]:
    """How many of each, on some sites or on all: two queries."""
    at = at or timezone.now()
    editions, notices = Edition.objects.all(), unsent(at)
    if sites is not None:
        editions, notices = (
            editions.filter(item__site__in=sites),
            notices.filter(event__item__site__in=sites),
        )
    late = editions.overdue(at).aggregate(
        reviews=Count("pk", filter=late_in_review(at)),
        signatures=Count("pk", filter=late_unsigned(at)),
    )
    return late | {"notices": notices.count()}


def unsent(at: datetime) -> QuerySet[Notice]:
    """Notices that have waited too long for the mail."""
    return Notice.objects.filter(sent_at=None, created_at__lt=at - SENT_WITHIN)
