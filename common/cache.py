from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _tolerant(name: str, answer: Callable[..., Any]) -> Callable[..., Any]:
    method = getattr(RedisCache, name)

    @functools.wraps(method)
    def wrapper(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except RedisError:
            log.warning("Cache not reachable at %s.", name)
            return answer(args, kwargs)

    return wrapper


def _default(args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    return kwargs.get("default", args[1] if len(args) > 1 else None)


class SafeRedisCache(RedisCache):
    """A cache that is away is an empty cache: pages are answered without it."""

    get = _tolerant("get", _default)
    get_many = _tolerant("get_many", lambda args, kwargs: {})
    add = _tolerant("add", lambda args, kwargs: False)
    set = _tolerant("set", lambda args, kwargs: None)
    set_many = _tolerant("set_many", lambda args, kwargs: [])
    delete_many = _tolerant("delete_many", lambda args, kwargs: None)
    delete = _tolerant("delete", lambda args, kwargs: False)
    touch = _tolerant("touch", lambda args, kwargs: False)
    incr = _tolerant("incr", lambda args, kwargs: None)
    has_key = _tolerant("has_key", lambda args, kwargs: False)
    clear = _tolerant("clear", lambda args, kwargs: None)
