"""The review queue: how long an entry waited in words, and its neighbours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import queue
from editorial.models import Edition
from tests.factories import commune, draft, edited, person, published, submitted

pytestmark = pytest.mark.django_db


class WaitedTests:
    @pytest.mark.parametrize(
        ("minutes", "words"),
        [
            (-30, "hẹn giờ"),
            (0, "dưới 1 giờ"),
            (59, "dưới 1 giờ"),
            (60, "1 giờ"),
            (71 * 60 + 59, "71 giờ"),
            (72 * 60, "3 ngày"),
            (96 * 60, "4 ngày"),
        ],
    )
    def test_is_said_in_hours_and_from_the_third_day_on_in_days(self, minutes, words):
        now = timezone.now()
        assert queue.waited(now - timedelta(minutes=minutes), now).lower() == words


class NeighbourTests:
    def aged(self, edition, hours):
        Edition.objects.filter(pk=edition.pk).update(
            submitted_at=timezone.now() - timedelta(hours=hours)
        )
        return edition

    def test_are_those_before_and_after_in_the_order_of_waiting(self):
        editor = person("editor")
        first, second, third = (
            self.aged(submitted(title=f"Bài chờ {hours} giờ"), hours) for hours in (30, 20, 10)
        )
        assert queue.neighbours(editor, first) == {"previous_pk": None, "next_pk": second.pk}
        assert queue.neighbours(editor, second) == {
            "previous_pk": first.pk,
            "next_pk": third.pk,
        }
        assert queue.neighbours(editor, third) == {"previous_pk": second.pk, "next_pk": None}

    def test_of_what_waits_for_nobody_is_the_head_of_the_queue(self):
        waiting = submitted()
        assert queue.neighbours(person("editor"), published(title="Đã đăng")) == {
            "previous_pk": None,
            "next_pk": waiting.pk,
        }


class TurnTests:
    @pytest.mark.parametrize(
        ("make", "one_step", "roles"),
        [
            (draft, False, set()),
            (submitted, False, {"editor", "chief"}),
            (edited, False, {"chief"}),
            (submitted, True, {"chief"}),
        ],
    )
    def test_is_of_those_whose_role_the_next_approval_asks_for(self, make, one_step, roles):
        site = commune("Cao Sơn", one_step_review=one_step)
        edition = make(site)
        waits_for = {
            role
            for role in ("contributor", "writer", "editor", "chief")
            if queue.waiting_for(person(role, site, "khách")).filter(pk=edition.pk).exists()
        }
        assert waits_for == roles

    def test_is_not_of_an_editor_who_worked_on_the_text(self):
        submitted(by=person("editor"))
        assert not queue.waiting_for(person("editor")).exists()
        assert queue.waiting_for(person("chief")).exists()

    def test_is_of_nobody_on_an_archived_site(self):
        site = commune("Cao Sơn")
        submitted(site)
        chief = person("chief", site)
        assert queue.waiting_for(chief).exists()
        site.archived_at = timezone.now()
        site.save()
        assert not queue.waiting_for(chief).exists()
