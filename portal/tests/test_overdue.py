"""Anything overdue: a figure in /healthz, words on the first screen, a mark in the queue."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.models import Edition, Event, Notice, Retraction
from editorial.sections import sections
from editorial.workflow import perform
from member_sites.models import Site
from tests.factories import (
    browser,
    commune,
    draft,
    edited,
    main_site,
    person,
    published,
    stored_row,
    submitted,
)
from visits import counter, tally
from visits.tasks import flush
from visits.visitor import Visitor

pytestmark = pytest.mark.django_db

READER = Visitor("203.0.113.7", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
NOTHING = {"reviews": 0, "signatures": 0, "notices": 0, "visit_minutes": 0}


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch):
    monkeypatch.setattr(tally, "rest", tally.Rest())


def aged(edition, hours):
    """`edition` as if its steps had been done so many hours earlier."""
    moment = timezone.now() - timedelta(hours=hours)
    steps = {name: moment for name in ("submitted_at", "passed_at") if getattr(edition, name)}
    Edition.objects.filter(pk=edition.pk).update(**steps)
    return edition


def figures(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    return answer.json()["overdue"]


class HealthTests:
    def test_is_nought_when_nothing_is_late(self, client):
        submitted(), edited(title="Khác"), published(title="Nữa")
        assert figures(client) == NOTHING

    @pytest.mark.parametrize("make", [submitted, edited])
    def test_counts_what_waits_for_review_longer_than_a_day(self, client, make):
        aged(make(), 23)
        assert figures(client)["reviews"] == 0
        aged(make(title="Khác"), 25)
        assert figures(client)["reviews"] == 1

    def test_takes_the_limit_of_the_site(self, client):
        aged(submitted(commune(review_hours=48)), 25)
        assert figures(client)["reviews"] == 0
        Site.objects.filter(slug="cao-son").update(review_hours=2)
        assert figures(client)["reviews"] == 1

    def test_leaves_archived_sites_alone(self, client):
        aged(submitted(commune()), 25)
        Site.objects.filter(slug="cao-son").update(archived_at=timezone.now())
        assert figures(client)["reviews"] == 0

    def test_counts_urgent_publications_that_nobody_signed_for_a_day(self, client):
        edition = perform("publish_urgently", draft(), by=person("chief"), note="Lũ về.")
        assert figures(client)["signatures"] == 0
        assert Edition.objects.overdue(timezone.now() + timedelta(hours=25)).get().pk == edition.pk
        perform("sign", edition, by=person("editor"))
        assert not Edition.objects.overdue(timezone.now() + timedelta(hours=25)).exists()

    def test_counts_urgent_retractions_that_nobody_signed_for_a_day(self, client):
        edition = published()
        perform("retract_urgently", edition, by=person("chief"), note="Sai số liệu.", kind="wrong")
        assert figures(client)["signatures"] == 0
        Retraction.objects.update(confirmed_at=timezone.now() - timedelta(hours=25))
        assert figures(client)["signatures"] == 1

    def test_counts_notices_that_wait_for_over_an_hour(self, client):
        submitted()
        Notice.objects.all().delete()
        event = Event.objects.last()
        Notice.objects.create(
            to=person("editor"), event=event, created_at=timezone.now() - timedelta(minutes=59)
        )
        assert figures(client)["notices"] == 0
        Notice.objects.update(created_at=timezone.now() - timedelta(minutes=61))
        assert figures(client)["notices"] == 1

    def test_counts_minutes_without_a_flush_only_while_visits_wait(self, client):
        counter.count(main_site().pk, READER)
        at = timezone.now()
        assert counter.waiting_minutes(at + timedelta(minutes=20)) == 20
        flush()
        assert counter.waiting_minutes(at + timedelta(minutes=20)) == 0
        assert figures(client)["visit_minutes"] == 0

    def test_counts_the_minutes_from_the_last_flush(self):
        tally.redis().set(
            counter.tally.key("flushed_at"), (timezone.now() - timedelta(hours=1)).timestamp()
        )
        counter.count(main_site().pk, READER)
        assert counter.waiting_minutes() == 60
        flush()
        counter.count(main_site().pk, READER)
        assert counter.waiting_minutes() == 0

    def test_says_that_visits_wait_after_a_quarter_of_an_hour(self, client):
        counter.count(main_site().pk, READER)
        for minutes, expected in [(14, 0), (16, 16)]:
            tally.redis().set(
                counter.tally.key("flushed_at"),
                (timezone.now() - timedelta(minutes=minutes)).timestamp(),
            )
            assert figures(client)["visit_minutes"] == expected

    def test_is_unknown_rather_than_nought_when_redis_is_away(self, client, settings, monkeypatch):
        settings.REDIS_URL = "redis://127.0.0.1:9/0"
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["overdue"]) == (
            503,
            NOTHING | {"visit_minutes": None},
        )


class FirstScreenTests:
    @staticmethod
    def said(user):
        return browser(user).get(reverse("admin:index")).content.decode()

    def test_is_silent_when_nothing_is_late(self):
        assert "Cần chú ý" not in self.said(person("chief"))

    def test_tells_editors_and_chiefs_in_words_with_a_link(self):
        aged(submitted(), 30)
        link = f"{reverse('admin:review_queue')}?deadline=late"
        for role in ("editor", "chief"):
            page = self.said(person(role))
            assert "1 bài chờ duyệt lâu hơn thời hạn của trang." in page
            assert link in page
        assert "thời hạn của trang" not in self.said(person("writer"))

    def test_tells_a_commune_of_its_own_site_only(self):
        aged(submitted(), 30)
        assert "thời hạn của trang" not in self.said(person("chief", commune()))
        aged(submitted(commune()), 30)
        assert "1 bài chờ duyệt" in self.said(person("chief", commune()))
        assert "2 bài chờ duyệt" in self.said(person("chief"))

    def test_tells_chiefs_of_the_main_site_of_files_and_visits(self):
        file = stored_row()
        file.condition = "missing"
        file.save()
        counter.count(main_site().pk, READER)
        tally.redis().set(
            counter.tally.key("flushed_at"), (timezone.now() - timedelta(hours=1)).timestamp()
        )
        for user, told in [
            (person("chief"), True),
            (person("editor"), False),
            (person("chief", commune()), False),
        ]:
            page = self.said(user)
            assert ("1 tệp trong kho không còn khớp" in page) is told
            assert ("trong 60 phút" in page) is told

    def test_tells_what_sections_warn_of_after_its_own(self, monkeypatch):
        aged(submitted(), 30)
        warning = ("Một sự kiện sắp diễn ra.", "/quan-tri/su-kien/")
        monkeypatch.setattr(sections()[0], "warnings", lambda user, at=None: [warning])
        page = self.said(person("chief"))
        assert 'href="/quan-tri/su-kien/"' in page
        assert page.index("1 bài chờ duyệt") < page.index("Một sự kiện sắp diễn ra.")

    def test_asks_the_same_questions_however_much_is_late(self, django_assert_num_queries):
        client = browser(person("chief"))

        def late():
            aged(submitted(title=f"Bài {Edition.objects.count()}"), 30)

        late()
        with django_assert_num_queries(21):
            client.get(reverse("admin:index"))
        for _text in range(5):
            late()
        with django_assert_num_queries(21):
            client.get(reverse("admin:index"))


class QueueTests:
    def test_marks_what_is_late_by_a_word(self):
        aged(submitted(title="Bài cũ"), 30), submitted(title="Bài mới")
        page = browser(person("editor")).get(reverse("admin:review_queue")).content.decode()
        assert page.count('desk-late">Quá hạn') == 1

    def test_shows_what_is_late_alone_when_asked(self):
        aged(submitted(title="Bài cũ"), 30), submitted(title="Bài mới")
        page = (
            browser(person("editor"))
            .get(reverse("admin:review_queue"), {"deadline": "late"})
            .content.decode()
        )
        assert "Bài cũ" in page
        assert "Bài mới" not in page
