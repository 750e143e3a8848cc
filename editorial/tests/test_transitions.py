"""Where each action leads, from every state, as the database holds it afterwards: the table of the law, by hand."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from editorial.models import Edition
from editorial.transitions import TABLE
from editorial.workflow import Refused, perform
from tests.factories import (
    again,
    commune,
    correction,
    draft,
    edited,
    person,
    published,
    retracted,
    reviewed,
    submitted,
)

pytestmark = pytest.mark.django_db


def scheduled(**where):
    return published(at=timezone.now() + timedelta(days=1), **where)


def superseded(**where):
    edition = published(**where)
    perform("publish", reviewed(correction(edition)), by=person("chief"))
    return edition


def asked_back(**where):
    return perform(
        "ask_retraction", published(**where), by=person("editor"), note="Sai.", kind="wrong"
    )


def unsigned(**where):
    return perform("publish_urgently", draft(**where), by=person("chief"), note="Lũ về.")


def taken_down(**where):
    return retracted(edition=published(**where))


def given_up(**where):
    return perform("discard", draft(**where), by=person("chief"))


def one_step(**_where):
    return submitted(commune(one_step_review=True))


# What an edition may be when somebody presses a button, and its state then.
STARTS = {
    draft: "draft",
    submitted: "submitted",
    one_step: "submitted",
    edited: "edited",
    scheduled: "published",
    published: "published",
    unsigned: "published",
    asked_back: "published",
    superseded: "superseded",
    taken_down: "retracted",
    given_up: "discarded",
}
# action → {what it is pressed on: the state it is in then}; refused on everything else.
LEADS = {
    "submit": {draft: "submitted"},
    "return": {submitted: "draft", one_step: "draft", edited: "draft"},
    "pass": {submitted: "edited"},
    "publish": {edited: "published", one_step: "published"},
    "unschedule": {scheduled: "edited"},
    "correct": {published: "published", unsigned: "published", asked_back: "published"},
    "ask_retraction": {published: "published", unsigned: "published"},
    "retract": {asked_back: "retracted"},
    "refuse_retraction": {asked_back: "published"},
    "retract_urgently": {
        published: "retracted",
        unsigned: "retracted",
        asked_back: "retracted",
    },
    "discard": {
        draft: "discarded",
        submitted: "discarded",
        one_step: "discarded",
        edited: "discarded",
    },
    "publish_urgently": {
        draft: "published",
        submitted: "published",
        one_step: "published",
        edited: "published",
    },
    "sign": {unsigned: "published"},
}
EXTRA = {"ask_retraction": {"kind": "wrong"}, "retract_urgently": {"kind": "wrong"}}


def stored(edition):
    return Edition.objects.values_list("state", flat=True).get(pk=edition.pk)


def pressed(action, make):
    """The state in the database after a chief who did nothing before pressed `action`; None where it was refused."""
    chief, edition = person("chief", name="khac"), again(make())
    assert stored(edition) == STARTS[make]
    try:
        with transaction.atomic():
            result = perform(action, edition, by=chief, note="Vì sao.", **EXTRA.get(action, {}))
    except Refused:
        assert stored(edition) == STARTS[make]
        return None
    event = result.events.get(action=action, by=chief)
    assert event.to_state == stored(result)
    return stored(edition)


class TransitionTests:
    def test_table_has_no_action_that_is_not_driven_here(self):
        assert set(LEADS) == set(TABLE)

    @pytest.mark.parametrize("make", STARTS)
    @pytest.mark.parametrize("action", LEADS)
    def test_leads_where_the_law_says_or_is_refused(self, action, make):
        assert pressed(action, make) == LEADS[action].get(make)

    def test_correct_opens_a_draft_beside_the_public_edition(self):
        edition = published()
        new = perform("correct", edition, by=person("writer"), note="Sửa tên.")
        assert (stored(edition), stored(new), new.number) == ("published", "draft", 2)

    def test_publishing_a_correction_supersedes_and_cancelling_its_schedule_restores(self):
        edition = published()
        ready = reviewed(correction(edition))
        ahead = timezone.now() + timedelta(days=1)
        perform("publish", ready, by=person("chief"), at=ahead)
        assert (stored(edition), stored(ready)) == ("superseded", "published")
        perform("unschedule", again(ready), by=person("chief"), note="Chờ.")
        assert (stored(edition), stored(ready)) == ("published", "edited")

    @pytest.mark.parametrize(
        ("action", "state"), [("ask_retraction", "superseded"), ("retract_urgently", "retracted")]
    )
    def test_reaches_what_is_public_until_its_correction_appears(self, action, state):
        edition = published()
        ready = reviewed(correction(edition))
        perform("publish", ready, by=person("chief"), at=timezone.now() + timedelta(days=1))
        perform(action, again(edition), by=person("chief"), note="Sai.", kind="wrong")
        assert stored(edition) == state
        assert stored(ready) == ("edited" if state == "retracted" else "published")

    @pytest.mark.parametrize("urgent", [unsigned, superseded, taken_down])
    def test_signing_afterwards_moves_nothing_wherever_the_edition_has_got_to(self, urgent):
        """Acts are signed late: the text may have been replaced or taken down by then."""
        edition = urgent()
        Edition.objects.filter(pk=edition.pk).update(urgent=True)
        perform("sign", again(edition), by=person("editor", name="khac"))
        assert stored(edition) == STARTS[urgent]
        assert again(edition).urgent_signed_by == person("editor", name="khac")
