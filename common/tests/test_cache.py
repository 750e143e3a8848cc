from django.conf import settings

from common.cache import SafeRedisCache


def away():
    """A cache whose server does not answer: nothing listens on the discard port."""
    return SafeRedisCache("redis://127.0.0.1:9/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})


class SafeRedisCacheTests:
    def test_keeps_what_it_is_given(self):
        cache = SafeRedisCache(settings.REDIS_URL, {"KEY_PREFIX": "test-common"})
        cache.set("mơ", 1, timeout=30)
        assert cache.get("mơ") == 1

    def test_misses_while_the_server_is_away(self):
        assert away().get("mơ", "không") == away().get("mơ", default="không") == "không"
        assert away().get("mơ") is None
        assert away().get_many(["mơ"]) == {}

    def test_takes_changes_in_silence_while_the_server_is_away(self):
        away().set("mơ", 1)
        away().set_many({"mơ": 1})
        away().delete_many(["mơ"])
        assert away().add("mơ", 1) is False

    def test_computes_while_the_server_is_away(self):
        assert away().get_or_set("mơ", lambda: 7) == 7
