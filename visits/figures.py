from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Max, Q, Sum
from django.utils import timezone

from member_sites.models import Site
from visits import counter

SHOWN_SECONDS = 60


def figures(site: Site, at: datetime | None = None) -> dict[str, int]:
    """Visits of a site today, this week (from Monday), this month and in all, with what is not yet stored."""
    today = timezone.localdate(at)
    begins = {
        "today": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
    }
    sums = {
        name: Sum("visit_days__visits", filter=Q(visit_days__on__gte=day))
        for name, day in begins.items()
    }
    stored = Site.objects.filter(pk=site.pk).aggregate(
        **sums, total=Sum("visit_days__visits"), before=Max("visit_baseline__visits")
    )
    waiting = counter.pending(site.pk)
    counted = {
        name: (stored[name] or 0) + sum(number for on, number in waiting.items() if on >= day)
        for name, day in begins.items()
    }
    return counted | {
        "total": (stored["total"] or 0) + (stored["before"] or 0) + sum(waiting.values())
    }


def shown(site: Site) -> dict[str, int]:
    """The figures as pages show them: at most a minute old, so that a page need not ask for them."""
    told: dict[str, int] | None = cache.get_or_set(
        f"visits:figures:{site.pk}:{timezone.localdate()}", lambda: figures(site), SHOWN_SECONDS
    )
    return told or figures(site)
