"""Two people at the same moment: the database lets one of them win, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction

from editorial import drafts, sharing
from editorial.models import Edition, Event, Share
from editorial.workflow import perform
from news.models import Article
from tests.factories import again, commune, draft, edited, main_site, person, published

PATIENCE = 20  # seconds


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TwoChiefsAtOnceTests:
    def test_make_one_publication(self):
        ready = edited()
        outcomes = together(
            [
                lambda chief=person("chief", name=name): perform("publish", ready, by=chief)
                for name in ("mot", "hai")
            ]
        )
        assert sorted(outcomes) == ["Refused", "done"]
        assert Event.objects.filter(action="publish").count() == 1
        assert Article.objects.published().count() == 1

    def test_begin_one_correction(self):
        edition = published()
        outcomes = together(
            [
                lambda who=person("writer", name=name): perform(
                    "correct", edition, by=who, note="Sửa tên."
                )
                for name in ("mot", "hai")
            ]
        )
        assert sorted(outcomes) == ["Refused", "done"]
        assert Edition.objects.open().count() == 1

    def test_saving_one_draft_lose_nothing_typed(self):
        edition = draft()
        copies = [again(edition), again(edition)]
        outcomes = together(
            [
                lambda copy=copy, who=person("writer", name=name): drafts.save_draft(
                    copy, by=who, version=1
                )
                for copy, name in zip(copies, ("mot", "hai"), strict=True)
            ]
        )
        assert sorted(outcomes) == ["Stale", "done"]
        assert again(edition).version == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TwoSitesAtOnceTests:
    """The commune that keeps an item and the district that it was offered to, at one moment."""

    @pytest.fixture
    def share(self):
        edition = published(commune())
        sharing.offer(edition, [main_site()], by=person("editor", commune()))
        return Share.objects.get()

    def test_what_is_taken_back_is_not_taken_any_more(self, share):
        commune_editor, district_editor = person("editor", commune()), person("editor")
        answer = meanwhile(
            lambda: sharing.end(share, by=commune_editor),
            lambda: sharing.take(share, by=district_editor),
        )
        assert answer == "NotShared"
        share.refresh_from_db()
        assert (share.accepted_at, share.ended_by) == (None, commune_editor)
        assert not Article.objects.on_site(main_site()).exists()
        assert not Event.objects.filter(action="take_share").exists()

    def test_what_is_taken_can_still_be_taken_back(self, share):
        commune_editor, district_editor = person("editor", commune()), person("editor")
        answer = meanwhile(
            lambda: sharing.take(share, by=district_editor),
            lambda: sharing.end(share, by=commune_editor),
        )
        assert answer == "done"
        assert not Article.objects.on_site(main_site()).exists()

    def test_what_both_end_is_ended_once(self, share):
        people = [person("editor", commune()), person("editor")]
        acts = [lambda who=who: sharing.end(share, by=who) for who in people]
        assert together(acts) == ["done", "done"]
        assert Event.objects.filter(action="end_share").count() == 1

    def test_what_was_hidden_and_is_shown_again_by_two_is_shown_once(self, share):
        first, second = person("editor"), person("editor", name="hai")
        sharing.end(sharing.take(share, by=first), by=first)
        acts = [lambda who=who: sharing.take(share, by=who) for who in (first, second)]
        assert together(acts) == ["done", "done"]
        assert Share.objects.live().count() == 1


def together(acts):
    """Run all at one moment, each on a connection of its own; "done" or the name of what was raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        return outcome(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def meanwhile(first, second):
    """The outcome of `second`, pressed after `first` was done and before that was committed."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            pressed = pool.submit(outcome, second)
            until_it_waits(pressed)
        return pressed.result(PATIENCE)


def until_it_waits(pressed):
    """Until the other connection waits for a lock, or got through without waiting for one."""
    for _look in range(100 * PATIENCE):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] or pressed.done():
                return
        sleep(0.01)
    raise AssertionError("the second act neither ended nor waited for the first")


def outcome(act):
    try:
        act()
        return "done"
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()
