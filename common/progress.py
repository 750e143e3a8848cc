"""How far a piece of work is, in the cache: seen from outside the transaction that writes, and gone when nobody works."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Model
from django.utils import timezone

# A worker that says nothing for so long is taken for dead.
SILENCE_SECONDS = 90


def report(run: Model, done: int, total: int) -> None:
    now = timezone.now()
    cache.set(_key(run), {"done": done, "total": total, "at": now.isoformat()}, SILENCE_SECONDS)


def of(run: Model) -> Any:
    """{"done", "total"} of a run at work, or None: nobody has reported for a while."""
    return cache.get(_key(run))


def forget(run: Model) -> None:
    cache.delete(_key(run))


def _key(run: Model) -> str:
    return f"progress:{run._meta.label_lower}:{run.pk}"
