"""How far a piece of work is, in the cache: seen from outside the transaction that writes, and gone when nobody works."""

from django.core.cache import cache
from django.utils import timezone

# A worker that says nothing for so long is taken for dead.
SILENCE_SECONDS = 90


def report(run, done, total):
    now = timezone.now()
    cache.set(_key(run), {"done": done, "total": total, "at": now.isoformat()}, SILENCE_SECONDS)


def of(run):
    """{"done", "total"} of a run at work, or None: nobody has reported for a while."""
    return cache.get(_key(run))


def forget(run):
    cache.delete(_key(run))


def _key(run):
    return f"progress:{run._meta.label_lower}:{run.pk}"
