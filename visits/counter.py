"""Visits and page views, counted in Redis; `tasks.flush` carries them over.

No address is kept: a visitor is an HMAC under a random salt that is forgotten with its day.
"""

from __future__ import annotations

import secrets
import threading
import time
from datetime import date, datetime

from django.utils import timezone

from visits.tally import Tally, redis, unless_away
from visits.visitor import Visitor

VISIT_SECONDS = 30 * 60
SALT_SECONDS = 25 * 3600
REMEMBERED_VISITORS = 20_000


class Seen:
    """Who was seen by this process while Redis was away."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seen_at: dict[tuple[int, str], float] = {}
        self.salt = secrets.token_bytes(32)

    def greets(self, site_id: int, visitor: Visitor) -> bool:
        """Whether this visitor begins a visit, as far as this process alone can tell."""
        digest, now = (site_id, visitor.digest(self.salt)), time.monotonic()
        with self.lock:
            if len(self.seen_at) > REMEMBERED_VISITORS:
                self.seen_at.clear()
            before, self.seen_at[digest] = self.seen_at.get(digest), now
        return before is None or now - before > VISIT_SECONDS


seen = Seen()
tally = Tally("visits")


def count(site_id: int, visitor: Visitor, *, at: datetime | None = None) -> None:
    """One page view. A visit is a view with none by the same visitor there in the 30 minutes before."""
    names = ["robot_views"] if visitor.is_robot else ["views"]
    if not visitor.is_robot and _begins_visit(site_id, visitor, timezone.localdate(at).isoformat()):
        names.append("visits")
    tally.add(site_id, names, at=at)


def pending(site_id: int) -> dict[date, int]:
    """{day: visits} of a site that are counted and not yet in the database; empty when Redis is away."""
    return {
        on: counts.get("visits", 0)
        for (site, on), counts in tally.waiting().items()
        if site == site_id
    }


def waiting_minutes(at: datetime | None = None) -> int:
    """Whole minutes since the last flush while visits wait for one, else 0. Raises RedisError when Redis is away."""
    return tally.waiting_minutes(at)


def _begins_visit(site_id: int, visitor: Visitor, day: str) -> bool:
    in_redis = unless_away(lambda: _is_new_in_redis(site_id, visitor, day))
    return seen.greets(site_id, visitor) if in_redis is None else in_redis


def _is_new_in_redis(site_id: int, visitor: Visitor, day: str) -> bool:
    digest = visitor.digest(_salt(day))
    # Every view starts the 30 minutes again: who reads on for an hour is one visit.
    return redis().set(tally.key(f"seen:{site_id}:{digest}"), 1, ex=VISIT_SECONDS, get=True) is None


def _salt(day: str) -> bytes:
    name = tally.key(f"salt:{day}")
    return _bytes(name) or _new_salt(name)


def _new_salt(name: str) -> bytes:
    redis().set(name, secrets.token_bytes(32), nx=True, ex=SALT_SECONDS)
    return _bytes(name)


def _bytes(name: str) -> bytes:
    kept = redis().get(name)
    return kept if isinstance(kept, bytes) else b""
