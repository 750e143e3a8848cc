"""The editorial law as a table; docs/workflow.md shows it and a test compares the two."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.states import OPEN, State

DRAFT, SUBMITTED, EDITED = OPEN
PUBLISHED, RETRACTED = State.PUBLISHED, State.RETRACTED


@dataclass(frozen=True)
class Transition:
    """An action: where it may start, where it leads (None: the state stays), the lowest role, what it needs.

    `one_step_from` are further starts on a site with one-step review.
    """

    name: str
    label: str | Promise
    done: str | Promise
    sources: tuple
    target: str | None
    role: str
    four_eyes: bool = False
    needs_note: bool = False
    authors_too: bool = False
    one_step_from: tuple = ()


TABLE = {
    row.name: row
    for row in [
        Transition(
            "submit", _("Submit for review"), _("Submitted"), (DRAFT,), SUBMITTED, "contributor"
        ),
        Transition(
            "return",
            _("Return with a reason"),
            _("Returned"),
            (SUBMITTED, EDITED),
            DRAFT,
            "editor",
            four_eyes=True,
            needs_note=True,
        ),
        Transition("pass", _("Pass"), _("Passed"), (SUBMITTED,), EDITED, "editor", four_eyes=True),
        Transition(
            "publish",
            _("Publish"),
            _("Published"),
            (EDITED,),
            PUBLISHED,
            "chief",
            four_eyes=True,
            one_step_from=(SUBMITTED,),
        ),
        Transition(
            "unschedule",
            _("Cancel the schedule"),
            _("Schedule cancelled"),
            (PUBLISHED,),
            EDITED,
            "chief",
            needs_note=True,
        ),
        Transition(
            "correct",
            _("Correct"),
            _("Correction begun"),
            (PUBLISHED,),
            None,
            "writer",
            needs_note=True,
        ),
        Transition(
            "ask_retraction",
            _("Ask for retraction"),
            _("Retraction asked for"),
            (PUBLISHED,),
            None,
            "editor",
            needs_note=True,
        ),
        Transition(
            "retract", _("Confirm the retraction"), _("Retracted"), (PUBLISHED,), RETRACTED, "chief"
        ),
        Transition(
            "refuse_retraction",
            _("Refuse the retraction"),
            _("Retraction refused"),
            (PUBLISHED,),
            None,
            "chief",
            needs_note=True,
        ),
        Transition(
            "retract_urgently",
            _("Retract urgently"),
            _("Retracted urgently"),
            (PUBLISHED,),
            RETRACTED,
            "chief",
            needs_note=True,
        ),
        Transition(
            "discard",
            _("Discard"),
            _("Discarded"),
            OPEN,
            State.DISCARDED,
            "editor",
            authors_too=True,
        ),
        Transition(
            "publish_urgently",
            _("Publish urgently"),
            _("Published urgently"),
            OPEN,
            PUBLISHED,
            "chief",
            needs_note=True,
        ),
        Transition(
            "sign",
            _("Sign afterwards"),
            _("Signed afterwards"),
            (PUBLISHED, State.SUPERSEDED, RETRACTED),
            None,
            "editor",
        ),
    ]
}
