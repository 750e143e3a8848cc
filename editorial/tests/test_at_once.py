"""Two people at the same moment: the database lets one of them win, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from editorial import drafts
from editorial.models import Edition, Event
from editorial.workflow import perform
from news.models import Article
from tests.factories import again, draft, edited, person, published


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


def together(acts):
    """Run all at one moment, each on a connection of its own; "done" or the name of what was raised."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
            return "done"
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
