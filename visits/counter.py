"""Visits are counted in Redis, without a database write per request; `tasks.flush` carries them over.

No address is kept: a visitor is an HMAC under a random salt that is forgotten with its day. While Redis is
away each process holds its counts and hands them over when Redis is back.
"""

import secrets
import threading
import time
from collections import Counter
from datetime import date
from functools import cache

from django.conf import settings
from django.utils import timezone
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

VISIT_SECONDS = 30 * 60
SALT_SECONDS = 25 * 3600
# After a failure Redis is left alone for a while, so that not every page waits for its time-out.
REST_SECONDS = 5
REMEMBERED_VISITORS = 20_000


@cache
def connection(url):
    return Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.3, retry=Retry(NoBackoff(), 0))


def redis():
    return connection(settings.REDIS_URL)


def key(name):
    return f"{settings.CACHES['default'].get('KEY_PREFIX', '')}:visits:{name}"


class Held:
    """Counts of this process that Redis has not got yet, and who was seen while it was away."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = Counter()
        self.seen_at = {}
        self.salt = secrets.token_bytes(32)
        self.rest_until = 0.0

    def add(self, counts):
        with self.lock:
            self.counts.update(counts)

    def take(self):
        with self.lock:
            counts, self.counts = self.counts, Counter()
            return counts

    def greets(self, site_id, visitor):
        """Whether this visitor begins a visit, as far as this process alone can tell."""
        digest, now = (site_id, visitor.digest(self.salt)), time.monotonic()
        with self.lock:
            if len(self.seen_at) > REMEMBERED_VISITORS:
                self.seen_at.clear()
            before, self.seen_at[digest] = self.seen_at.get(digest), now
        return before is None or now - before > VISIT_SECONDS

    def is_resting(self):
        return time.monotonic() < self.rest_until

    def rest(self):
        self.rest_until = time.monotonic() + REST_SECONDS


held = Held()


def count(site_id, visitor, *, at=None):
    """One page view. A visit is a view with none by the same visitor there in the 30 minutes before."""
    day = timezone.localdate(at).isoformat()
    names = ["robot_views"] if visitor.is_robot else ["views"]
    if not visitor.is_robot and _begins_visit(site_id, visitor, day):
        names.append("visits")
    held.add({f"{day}:{site_id}:{name}": 1 for name in names})
    _unless_resting(_hand_over)


def pending(site_id):
    """{day: visits} of a site that are counted and not yet in the database; empty when Redis is away."""
    stored = _unless_resting(lambda: redis().hgetall(key("pending"))) or {}
    return {on: counts.get("visits", 0) for (site, on), counts in _lines(stored).items() if site == site_id}


def taken():
    """Lines that wait to be stored. They are set aside in one step, so that counting goes on undisturbed;
    what a flush that died has left is taken first."""
    client = redis()
    if not client.exists(key("taken")) and client.exists(key("pending")):
        client.rename(key("pending"), key("taken"))
    return _lines(client.hgetall(key("taken")))


def stored():
    redis().delete(key("taken"))
    redis().set(key("flushed_at"), time.time())


def waiting_minutes(at=None):
    """Whole minutes since the last flush while counts wait for one, else 0. Raises RedisError when Redis is away."""
    client = redis()
    flushed_at = client.get(key("flushed_at"))
    if not flushed_at or not client.exists(key("pending"), key("taken")):
        return 0
    return max(0, int((at or timezone.now()).timestamp() - float(flushed_at)) // 60)


def flushing():
    """A lock, for two workers that flush at once would store the same lines twice."""
    return redis().lock(key("flushing"), timeout=50)


def _begins_visit(site_id, visitor, day):
    in_redis = _unless_resting(lambda: _is_new_in_redis(site_id, visitor, day))
    return held.greets(site_id, visitor) if in_redis is None else in_redis


def _is_new_in_redis(site_id, visitor, day):
    digest = visitor.digest(_salt(day))
    # Every view starts the 30 minutes again: who reads on for an hour is one visit.
    return redis().set(key(f"seen:{site_id}:{digest}"), 1, ex=VISIT_SECONDS, get=True) is None


def _salt(day):
    name = key(f"salt:{day}")
    return redis().get(name) or _new_salt(name)


def _new_salt(name):
    redis().set(name, secrets.token_bytes(32), nx=True, ex=SALT_SECONDS)
    return redis().get(name)


def _hand_over():
    counts = held.take()
    try:
        with redis().pipeline(transaction=True) as pipe:
            for field, number in counts.items():
                pipe.hincrby(key("pending"), field, number)
            pipe.set(key("flushed_at"), time.time(), nx=True)
            pipe.execute()
    except RedisError:
        held.add(counts)
        raise


def _unless_resting(ask):
    if held.is_resting():
        return None
    try:
        return ask()
    except RedisError:
        held.rest()
        return None


def _lines(fields):
    """{(site id, day): {column: count}} of {b"2023-12-31:1:visits": b"7"}."""
    lines = {}
    for field, number in fields.items():
        day, site_id, name = field.decode().split(":")
        lines.setdefault((int(site_id), date.fromisoformat(day)), {})[name] = int(number)
    return lines
