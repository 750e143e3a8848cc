from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from redis import ConnectionError as RedisAway

from member_sites.models import Site
from visits import counter, tally
from visits.figures import figures
from visits.models import Baseline, VisitDay
from visits.tasks import flush
from visits.visitor import Visitor

READER = Visitor("203.0.113.7", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
OTHER = Visitor("203.0.113.8", "Mozilla/5.0 (Android 15) Chrome/140.0")
ROBOT = Visitor(
    "66.249.66.1", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
)
MONDAY = datetime(2024, 1, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch):
    monkeypatch.setattr(counter, "seen", counter.Seen())
    monkeypatch.setattr(tally, "rest", tally.Rest())
    counter.tally.held.clear()


@pytest.fixture
def site():
    return Site.objects.create(kind="huyện", name="Bạch Thông", slug="bach-thong")


@pytest.fixture
def redis_away(monkeypatch):
    def refuse():
        raise RedisAway

    monkeypatch.setattr(tally, "REST_SECONDS", 0)
    with monkeypatch.context() as patch:
        patch.setattr(counter, "redis", refuse)
        patch.setattr(tally, "redis", refuse)
        yield patch


class CountTests:
    def test_counts_a_second_page_as_a_view_and_not_as_a_visit(self, site):
        for _page in range(3):
            counter.count(site.pk, READER, at=MONDAY)
        counter.count(site.pk, OTHER, at=MONDAY)
        flush()
        day = VisitDay.objects.get()
        assert (day.on, day.visits, day.views, day.robot_views) == (date(2024, 1, 1), 2, 4, 0)

    def test_counts_robots_apart(self, site):
        counter.count(site.pk, ROBOT, at=MONDAY)
        counter.count(site.pk, Visitor("203.0.113.7", ""), at=MONDAY)
        flush()
        day = VisitDay.objects.get()
        assert (day.visits, day.views, day.robot_views) == (0, 0, 2)

    def test_takes_the_day_of_vietnam(self, site):
        counter.count(site.pk, READER, at=datetime(2023, 12, 31, 18, tzinfo=ZoneInfo("UTC")))
        flush()
        assert VisitDay.objects.get().on == date(2024, 1, 1)

    def test_writes_nothing_to_the_database(self, site, django_assert_num_queries):
        with django_assert_num_queries(0):
            counter.count(site.pk, READER)

    def test_keeps_no_address(self, site):
        counter.count(site.pk, READER, at=MONDAY)
        client = tally.redis()
        kept = b" ".join([*client.keys(), *client.hgetall(counter.tally.key("pending"))])
        assert READER.address.encode() not in kept

    def test_begins_a_new_visit_when_thirty_minutes_have_passed(self, site):
        counter.count(site.pk, READER, at=MONDAY)
        client = tally.redis()
        (seen,) = client.keys(counter.tally.key("seen:*"))
        assert 0 < client.ttl(seen) <= 1800
        client.delete(seen)
        counter.count(site.pk, READER, at=MONDAY)
        assert counter.pending(site.pk) == {date(2024, 1, 1): 2}


class RedisAwayTests:
    def test_holds_counts_until_redis_is_back(self, site, redis_away):
        counter.count(site.pk, READER, at=MONDAY)
        counter.count(site.pk, READER, at=MONDAY)
        redis_away.undo()
        counter.count(site.pk, OTHER, at=MONDAY)
        flush()
        day = VisitDay.objects.get()
        assert (day.visits, day.views) == (2, 3)

    def test_flush_and_figures_answer(self, site, redis_away):
        VisitDay.objects.create(site=site, on=MONDAY.date(), visits=5)
        flush()
        assert figures(site, at=MONDAY)["total"] == 5


class FlushTests:
    def test_adds_to_what_the_day_already_has(self, site):
        VisitDay.objects.create(site=site, on=MONDAY.date(), visits=5, views=9)
        counter.count(site.pk, READER, at=MONDAY)
        flush()
        flush()
        day = VisitDay.objects.get()
        assert (day.visits, day.views) == (6, 10)

    def test_takes_up_what_a_flush_that_died_had_set_aside(self, site):
        counter.count(site.pk, READER, at=MONDAY)
        counter.tally.taken()
        counter.count(site.pk, OTHER, at=MONDAY)
        flush()
        assert VisitDay.objects.get().visits == 1
        flush()
        assert VisitDay.objects.get().visits == 2

    def test_leaves_out_sites_that_are_gone(self, site):
        counter.count(site.pk + 1, READER, at=MONDAY)
        counter.count(site.pk, READER, at=MONDAY)
        flush()
        assert VisitDay.objects.get().site == site


class FiguresTests:
    def test_adds_day_week_month_baseline_and_what_is_not_stored_yet(
        self, site, django_assert_num_queries
    ):
        Baseline.objects.create(site=site, on=date(2022, 12, 31), visits=1000)
        for on, visits in (
            (MONDAY.date(), 1),
            (MONDAY.date() - timedelta(1), 10),
            (date(2023, 6, 1), 100),
        ):
            VisitDay.objects.create(site=site, on=on, visits=visits)
        counter.count(site.pk, READER, at=MONDAY)
        with django_assert_num_queries(1):
            assert figures(site, at=MONDAY) == {"today": 2, "week": 2, "month": 2, "total": 1112}
