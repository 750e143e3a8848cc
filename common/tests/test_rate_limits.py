from time import sleep

from common.cache import SafeRedisCache
from common.rate_limits import within


class WithinTests:
    def test_counts_each_visitor_by_themselves(self):
        assert [within("hoi", "203.0.113.1", most=2, seconds=60) for _try in range(3)] == [
            True,
            True,
            False,
        ]
        assert within("hoi", "203.0.113.2", most=2, seconds=60)

    def test_counts_each_thing_by_itself(self):
        assert within("hoi", "203.0.113.1", most=1, seconds=60)
        assert within("gop-y", "203.0.113.1", most=1, seconds=60)
        assert not within("hoi", "203.0.113.1", most=1, seconds=60)

    def test_begins_anew_after_its_time(self):
        assert within("hoi", "203.0.113.1", most=1, seconds=1)
        assert not within("hoi", "203.0.113.1", most=1, seconds=1)
        sleep(1.1)
        assert within("hoi", "203.0.113.1", most=1, seconds=1)

    def test_keeps_no_address(self, monkeypatch):
        keys = []
        monkeypatch.setattr(SafeRedisCache, "incr", lambda _cache, key: keys.append(key))
        within("hoi", "203.0.113.1", most=1, seconds=60)
        assert keys and "203.0.113" not in keys[0]

    def test_lets_everybody_through_while_the_counter_is_away(self, monkeypatch):
        monkeypatch.setattr(SafeRedisCache, "incr", lambda *args, **kwargs: None)
        assert within("hoi", "203.0.113.1", most=0, seconds=60)
