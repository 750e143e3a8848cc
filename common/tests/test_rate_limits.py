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

    def test_lets_everybody_through_while_the_counter_is_away(self, monkeypatch):
        monkeypatch.setattr(SafeRedisCache, "incr", lambda *args, **kwargs: None)
        assert within("hoi", "203.0.113.1", most=0, seconds=60)
