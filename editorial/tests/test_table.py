"""The table of transitions against a matrix written by hand: where each may start and where it leads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import drafts
from editorial.models import Contribution, Edition
from editorial.permissions import may
from editorial.transitions import TABLE
from editorial.workflow import Refused, claim, perform, release
from tests.factories import (
    again,
    commune,
    correction,
    draft,
    edited,
    main_site,
    person,
    published,
    retracted,
    reviewed,
    submitted,
)

pytestmark = pytest.mark.django_db

NOTICE = {"kind": "wrong", "note": "Sai số liệu trong bài."}


def one_step_site():
    return commune("Cao Sơn", one_step_review=True)


def ahead():
    return timezone.now() + timedelta(days=1)


def asked_back(edition):
    perform("ask_retraction", edition, by=person("editor"), **NOTICE)
    return again(edition)


def urgently(edition):
    return perform("publish_urgently", edition, by=person("chief"), note="Lũ về.")


def taken_down_urgently(edition):
    perform("retract_urgently", edition, by=person("chief"), **NOTICE)
    return again(edition)


def replaced(at=None):
    """A first edition whose successor is published, now or at a moment ahead."""
    first = published()
    perform("publish", reviewed(correction(first)), by=person("chief"), at=at)
    return again(first)


SITUATIONS = {
    "draft": draft,
    "submitted": submitted,
    "edited": edited,
    "published": published,
    "scheduled": lambda: published(at=ahead()),
    "published, asked back": lambda: asked_back(published()),
    "published urgently": lambda: urgently(draft()),
    "superseded": replaced,
    "to be superseded": lambda: replaced(ahead()),
    "to be superseded, asked back": lambda: asked_back(replaced(ahead())),
    "retracted": retracted,
    "retracted urgently": lambda: taken_down_urgently(published()),
    "discarded": lambda: perform("discard", draft(), by=person("writer")),
    "draft, one-step": lambda: draft(one_step_site()),
    "submitted, one-step": lambda: submitted(one_step_site()),
    "published, one-step": lambda: published(one_step_site()),
}
# Every transition that makes sense in a situation, with the state that it leads to; all others are refused.
MATRIX = {
    "draft": {"submit": "submitted", "discard": "discarded", "publish_urgently": "published"},
    "submitted": {
        "return": "draft",
        "pass": "edited",
        "discard": "discarded",
        "publish_urgently": "published",
    },
    "edited": {
        "return": "draft",
        "publish": "published",
        "discard": "discarded",
        "publish_urgently": "published",
    },
    "published": {
        "correct": "published",
        "ask_retraction": "published",
        "retract_urgently": "retracted",
    },
    "scheduled": {"unschedule": "edited"},
    "published, asked back": {
        "correct": "published",
        "retract": "retracted",
        "refuse_retraction": "published",
        "retract_urgently": "retracted",
    },
    "published urgently": {
        "correct": "published",
        "ask_retraction": "published",
        "retract_urgently": "retracted",
        "sign": "published",
    },
    "superseded": {},
    "to be superseded": {"ask_retraction": "superseded", "retract_urgently": "retracted"},
    "to be superseded, asked back": {
        "retract": "retracted",
        "refuse_retraction": "superseded",
        "retract_urgently": "retracted",
    },
    "retracted": {},
    "retracted urgently": {"sign": "retracted"},
    "discarded": {},
    "draft, one-step": {
        "submit": "submitted",
        "discard": "discarded",
        "publish_urgently": "published",
    },
    "submitted, one-step": {
        "return": "draft",
        "publish": "published",
        "discard": "discarded",
        "publish_urgently": "published",
    },
    "published, one-step": {
        "correct": "published",
        "ask_retraction": "published",
        "retract_urgently": "retracted",
    },
}
MOVES = [(start, name) for start, targets in MATRIX.items() for name in targets]


def stranger(edition):
    """A chief who had no hand in it so far: only the state can be in the way."""
    return person("chief", edition.item.site, "khách")


def move(name, edition):
    given = NOTICE if TABLE[name].writes_notice else {"note": "Có lý do."}
    return perform(name, edition, by=stranger(edition), **given)


class TableTests:
    @pytest.mark.parametrize(("start", "name"), MOVES)
    def test_leads_from_each_state_where_the_law_says(self, start, name):
        edition = SITUATIONS[start]()
        result = move(name, edition)
        assert again(edition).state == MATRIX[start][name]
        assert result.events.get(action=name, by=stranger(edition)).to_state == again(result).state

    @pytest.mark.parametrize("start", SITUATIONS)
    def test_starts_nowhere_else(self, start):
        edition = SITUATIONS[start]()
        for name in TABLE.keys() - MATRIX[start].keys():
            assert not may(stranger(edition), name, edition).applies, name
            with pytest.raises(Refused):
                move(name, edition)
        assert again(edition).state == edition.state

    def test_has_no_transition_that_the_matrix_forgets(self):
        assert {name for _start, name in MOVES} == TABLE.keys()


class NeighbourTests:
    """What becomes of the item's other edition."""

    def other(self, edition):
        return Edition.objects.exclude(pk=edition.pk).get(item=edition.item_id)

    @pytest.mark.parametrize("at", [None, ahead()])
    def test_is_superseded_by_a_publication(self, at):
        assert replaced(at).state == "superseded"

    def test_is_superseded_by_an_urgent_publication(self):
        first = published()
        urgently(correction(first))
        assert again(first).state == "superseded"

    def test_is_public_again_when_the_schedule_is_cancelled(self):
        first = replaced(ahead())
        move("unschedule", self.other(first))
        assert again(first).state == "published"
        assert again(first).superseded_at is None

    @pytest.mark.parametrize("name", ["retract", "retract_urgently"])
    def test_waits_for_a_chief_again_when_what_it_replaces_is_retracted(self, name):
        first = asked_back(replaced(ahead()))
        move(name, first)
        assert self.other(first).state == "edited"
        assert self.other(first).published_at is None

    def test_of_another_item_is_left_alone(self):
        neighbour = published(title="Một tin khác hẳn")
        first = replaced(ahead())
        move("unschedule", self.other(first))
        move("retract_urgently", again(first))
        assert again(neighbour).state == "published"


# Each transition with a situation in which it may start, and the lowest role that may do it there to a text of others.
LOWEST = {
    "submit": ("draft", "writer"),
    "return": ("submitted", "editor"),
    "pass": ("submitted", "editor"),
    "publish": ("edited", "chief"),
    "unschedule": ("scheduled", "chief"),
    "correct": ("published", "writer"),
    "ask_retraction": ("published", "editor"),
    "retract": ("published, asked back", "chief"),
    "refuse_retraction": ("published, asked back", "chief"),
    "retract_urgently": ("published", "chief"),
    "discard": ("draft", "editor"),
    "publish_urgently": ("draft", "chief"),
    "sign": ("published urgently", "editor"),
}
LADDER = ["contributor", "writer", "editor", "chief"]
DECISIONS = {"return", "pass", "publish"}
WITH_A_REASON = {
    "return",
    "unschedule",
    "correct",
    "ask_retraction",
    "refuse_retraction",
    "retract_urgently",
    "publish_urgently",
}
OF_A_COMPLETE_TEXT = {"submit", "publish", "publish_urgently"}


def ready_for(name):
    return SITUATIONS[LOWEST[name][0]]()


@pytest.mark.parametrize("name", TABLE)
class NeedsTests:
    def test_asks_for_the_lowest_role_and_no_more(self, name):
        edition, role = ready_for(name), LOWEST[name][1]
        below = LADDER[LADDER.index(role) - 1]
        assert may(person(role, name="khách"), name, edition)
        verdict = may(person(below, name="khách"), name, edition)
        assert verdict.applies and not verdict

    def test_is_refused_to_who_worked_on_the_text_where_it_decides_on_it(self, name):
        edition = ready_for(name)
        Contribution.objects.create(edition_id=edition.pk, user=stranger(edition))
        assert bool(may(stranger(edition), name, edition)) == (name not in DECISIONS)

    def test_waits_for_who_holds_the_entry_where_it_decides_on_it(self, name):
        edition = ready_for(name)
        Edition.objects.filter(pk=edition.pk).update(
            claimed_by=person("editor"), claimed_at=timezone.now()
        )
        assert bool(may(stranger(edition), name, again(edition))) == (name not in DECISIONS)

    def test_takes_a_reason_where_somebody_has_to_read_it(self, name):
        edition = ready_for(name)
        given = {"kind": "wrong"} if TABLE[name].writes_notice else {}
        if name in WITH_A_REASON:
            with pytest.raises(Refused) as refusal:
                perform(name, edition, by=stranger(edition), note="  ", **given)
            assert set(refusal.value.fields) == {"note"}
        else:
            perform(name, edition, by=stranger(edition), **given)

    def test_binds_by_four_eyes_who_hands_in_or_begins_a_text_and_nobody_else(self, name):
        edition = ready_for(name)
        result = move(name, edition)
        bound = result.contributions.filter(user=stranger(edition)).exists()
        assert bound == (name in {"submit", "correct"})

    def test_wants_the_whole_text_where_it_goes_on(self, name):
        edition = ready_for(name)
        if edition.is_settled:
            return  # was complete when it was published
        Edition.objects.filter(pk=edition.pk).update(summary="")
        if name in OF_A_COMPLETE_TEXT:
            with pytest.raises(Refused) as refusal:
                move(name, edition)
            assert set(refusal.value.fields) == {"summary"}
        else:
            move(name, edition)


class SignTests:
    @pytest.mark.parametrize("start", ["published", "superseded", "retracted"])
    def test_moves_nothing_wherever_the_edition_has_got_to(self, start):
        """It may come late: the text was replaced or taken down by then."""
        edition = SITUATIONS[start]()
        Edition.objects.filter(pk=edition.pk).update(urgent=True)
        move("sign", again(edition))
        assert again(edition).state == start
        assert again(edition).urgent_signed_by == stranger(edition)

    def test_of_a_retraction_is_not_taken_for_one_of_the_publication(self):
        edition = taken_down_urgently(published())
        move("sign", edition)
        assert again(edition).urgent_signed_by is None
        assert again(edition).retraction.signed_by == stranger(edition)


class RetractionTests:
    @pytest.mark.parametrize("name", ["retract", "retract_urgently", "refuse_retraction"])
    def test_of_another_item_goes_on_waiting(self, name):
        waiting = asked_back(published(title="Một tin khác hẳn"))
        move(name, asked_back(published()))
        untouched = again(waiting).retraction
        assert (untouched.confirmed_at, untouched.urgent) == (None, False)


class ClaimTests:
    def test_holds_only_what_is_open(self):
        edition = published()
        claim(edition, by=person("editor"))
        assert again(edition).claimed_by is None

    def test_is_given_up_by_its_holder_only(self):
        edition = submitted()
        claim(edition, by=person("editor"))
        release(edition, by=person("chief"))
        assert again(edition).claimed_by == person("editor")
        release(edition, by=person("editor"))
        assert again(edition).claimed_by is None

    @pytest.mark.parametrize("name", ["return", "pass"])
    def test_ends_with_the_decision(self, name):
        edition = submitted()
        claim(edition, by=stranger(edition))
        move(name, again(edition))
        assert again(edition).claimed_by is None and again(edition).claimed_at is None


class DraftTests:
    @pytest.mark.parametrize("role", LADDER)
    def test_say_whether_a_contributor_wrote_them(self, role):
        edition = draft(by=person(role))
        assert edition.by_contributor == (role == "contributor")
        assert (edition.author, edition.author_name) == (person(role), person(role).display_name)

    def test_are_saved_without_their_state(self):
        edition = draft()
        edition.state = "published"
        drafts.save_draft(edition, by=person("writer"), version=edition.version)
        assert again(edition).state == "draft"

    def test_are_told_in_the_log_once_for_each_who_changes_them(self):
        edition, other = draft(), person("writer", name="hai")
        for _time in range(2):
            edition = drafts.save_draft(edition, by=other, version=edition.version)
        changes = edition.events.filter(action="change")
        assert [(event.by, event.from_state, event.to_state) for event in changes] == [
            (other, "draft", "draft")
        ]
        assert [row.user for row in edition.contributions.order_by("pk")] == [
            person("writer"),
            other,
        ]


class CorrectionTests:
    def test_is_a_draft_and_the_work_of_who_began_it(self):
        new = move("correct", published())
        assert (new.state, new.number) == ("draft", 2)
        assert [row.user for row in new.contributions.all()] == [stranger(new)]
        assert main_site() == new.item.site
