"""How often one visitor may do a thing. Counted in the cache under a keyed digest, so that no address is kept."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError


def within(scope: str, who: str, *, most: int, seconds: int) -> bool:
    """Whether `who` may do it once more in this time; while the counter is away everybody may."""
    key = f"rate:{scope}:{salted_hmac('rates', who).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
        return count is None or count <= most
    except (ValueError, RedisError):
        return True
