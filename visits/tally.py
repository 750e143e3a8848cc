"""Counts that Redis keeps until a task carries them to the database: nothing is written there per request.

While Redis is away each process holds its counts and hands them over when Redis is back.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

# After a failure Redis is left alone for a while, so that not every page waits for its time-out.
REST_SECONDS = 5


@cache
def connection(url: str) -> Redis:
    return Redis.from_url(
        url, socket_timeout=0.5, socket_connect_timeout=0.3, retry=Retry(NoBackoff(), 0)
    )


def redis() -> Redis:
    return connection(settings.REDIS_URL)


# {(number, day): {column: count}}
Lines = dict[tuple[int, date], dict[str, int]]


class Rest:
    """How long this process leaves a Redis alone that did not answer."""

    def __init__(self) -> None:
        self.until = 0.0

    def begin(self) -> None:
        self.until = time.monotonic() + REST_SECONDS

    def is_over(self) -> bool:
        return time.monotonic() >= self.until


rest = Rest()


def unless_away(ask: Callable[[], Any]) -> Any:
    """The answer of Redis; None while it is away."""
    if not rest.is_over():
        return None
    try:
        return ask()
    except RedisError:
        rest.begin()
        return None


class Tally:
    """Counts of one name, by day, number of what is counted, and column."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.Lock()
        self.held: Counter[str] = Counter()

    def key(self, name: str) -> str:
        return f"{settings.CACHES['default'].get('KEY_PREFIX', '')}:{self.name}:{name}"

    def add(self, number: int, columns: Iterable[str], *, at: datetime | None = None) -> None:
        """One more in each of the columns of what has this number, on the day of `at`."""
        self.add_all([number], columns, at=at)

    def add_all(
        self, numbers: Iterable[int], columns: Iterable[str], *, at: datetime | None = None
    ) -> None:
        day = timezone.localdate(at).isoformat()
        self._hold({f"{day}:{number}:{column}": 1 for number in numbers for column in columns})
        unless_away(self._hand_over)

    def waiting(self) -> Lines:
        """{(number, day): {column: count}} that is counted and not yet taken; empty when Redis is away."""
        return _lines(unless_away(lambda: redis().hgetall(self.key("pending"))) or {})

    def taken(self) -> Lines:
        """Lines that wait to be stored. They are set aside in one step, so that counting goes on undisturbed;
        what a flush that died has left is taken first."""
        client = redis()
        if not client.exists(self.key("taken")) and client.exists(self.key("pending")):
            client.rename(self.key("pending"), self.key("taken"))
        return _lines(client.hgetall(self.key("taken")))

    def stored(self) -> None:
        redis().delete(self.key("taken"))
        redis().set(self.key("flushed_at"), time.time())

    def flush(self, store: Callable[[Lines], None]) -> None:
        """Let `store` keep the lines that wait. What fails is tried again at the next round."""
        try:
            # Two workers that flush at once would store the same lines twice.
            lock = redis().lock(self.key("flushing"), timeout=50)
            if lock.acquire(blocking=False):
                self._flush(lock, store)
        except RedisError:
            return

    def waiting_minutes(self, at: datetime | None = None) -> int:
        """Whole minutes since the last flush while counts wait for one, else 0. Raises RedisError when Redis is away."""
        client = redis()
        flushed_at = client.get(self.key("flushed_at"))
        if not flushed_at or not client.exists(self.key("pending"), self.key("taken")):
            return 0
        return max(0, int((at or timezone.now()).timestamp() - float(flushed_at)) // 60)

    def _flush(self, lock: Any, store: Callable[[Lines], None]) -> None:
        try:
            store(self.taken())
            self.stored()
        finally:
            lock.release()

    def _hold(self, counts: Mapping[str, int]) -> None:
        with self.lock:
            self.held.update(counts)

    def _hand_over(self) -> None:
        with self.lock:
            counts, self.held = self.held, Counter()
        try:
            with redis().pipeline(transaction=True) as pipe:
                for field, count in counts.items():
                    pipe.hincrby(self.key("pending"), field, count)
                pipe.set(self.key("flushed_at"), time.time(), nx=True)
                pipe.execute()
        except RedisError:
            self._hold(counts)
            raise


def _lines(fields: Mapping[Any, Any]) -> Lines:
    """{(number, day): {column: count}} of {b"2023-12-31:1:visits": b"7"}."""
    lines: Lines = {}
    for field, count in fields.items():
        day, number, column = field.decode().split(":")
        lines.setdefault((int(number), date.fromisoformat(day)), {})[column] = int(count)
    return lines
