"""The editorial law as a table, and the only one: docs/workflow.md shows it and a test compares the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial import conditions
from editorial.states import OPEN, EditionState

if TYPE_CHECKING:
    from editorial.models import Edition
    from member_sites.models import Site


DRAFT, SUBMITTED, EDITED = OPEN
PUBLISHED, SUPERSEDED, RETRACTED = (
    EditionState.PUBLISHED,
    EditionState.SUPERSEDED,
    EditionState.RETRACTED,
)


class FourEyes(TextChoices):
    """Who may not decide, with what they are told; editorial.four_eyes finds them."""

    CONTRIBUTORS = (
        "contributors",
        _("You worked on this text, so somebody else has to review it."),
    )
    ASKER = "asker", _("You asked for this retraction, so somebody else has to confirm it.")
    URGENT_ACTORS = (
        "urgent actors",
        _("You acted urgently yourself, so somebody else has to sign."),
    )


@dataclass(frozen=True, kw_only=True)
class Transition:
    """What may be done with an edition: from where, to where, by whom, under which conditions."""

    name: str
    label: str | Promise
    # What the log says of it.
    done: str | Promise

    # --- the states -------------------------------------------------------------------------
    sources: tuple
    # On a site with one-step review; None: the same.
    one_step_sources: tuple | None = None
    # Starts also where a later edition is to replace this one, which the public still reads.
    until_replaced: bool = False
    # None: the state stays.
    target: EditionState | None
    # What becomes of the item's other edition that is or was public.
    other_becomes: EditionState | None = None

    # --- who ----------------------------------------------------------------------------------
    # The lowest role on the ladder.
    role: str
    # Its author too, while it is a draft.
    authors_too: bool = False
    four_eyes: FourEyes | None = None
    # Skips the second person for now; somebody else has to sign it afterwards.
    urgent: bool = False
    # Waits while somebody else holds the entry.
    heeds_claim: bool = False
    # Makes whoever does it one of those who worked on the text.
    contributes: bool = False

    # --- what it needs --------------------------------------------------------------------------
    condition: Callable[[Edition, datetime], bool] | None = None
    needs_note: bool = False
    # The text has to be complete.
    needs_all: bool = False
    # Writes the public notice of a retraction, so the kind of reason has to be given.
    writes_notice: bool = False
    # May be given a moment ahead.
    takes_moment: bool = False

    # --- at the desk ----------------------------------------------------------------------------
    # One of the approvals by which a text moves towards the public.
    approves: bool = False
    # The links are looked at when it is done: nobody has read the text before.
    checks_links: bool = False
    # Its label for many texts at once; empty where it is done one by one.
    bulk_label: str | Promise = ""
    style: str = "plain"
    # The key that opens it on the review screen.
    key: str = ""
    # Which page follows: "queue", "review" or "form".
    leads_to: str = "queue"

    def starts(self, site: Site) -> tuple[EditionState, ...]:
        """The states in which it may start on `site`."""
        if site.one_step_review and self.one_step_sources is not None:
            return self.one_step_sources
        return self.sources

    def applies(self, edition: Edition, at: datetime) -> bool:
        """Whether it makes sense in the present state, whoever does it."""
        started = edition.state in self.starts(edition.item.site) or (
            self.until_replaced and conditions.is_to_be_replaced(edition, at)
        )
        return started and (self.condition is None or self.condition(edition, at))


ROWS = (
    Transition(
        name="submit",
        label=_("Submit for review"),
        done=_("Submitted"),
        sources=(DRAFT,),
        target=SUBMITTED,
        role="contributor",
        contributes=True,
        needs_all=True,
        checks_links=True,
        bulk_label=_("Submit for review"),
        style="main",
        leads_to="review",
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        done=_("Returned"),
        sources=(SUBMITTED, EDITED),
        target=DRAFT,
        role="editor",
        four_eyes=FourEyes.CONTRIBUTORS,
        heeds_claim=True,
        needs_note=True,
        key="r",
    ),
    Transition(
        name="pass",
        label=_("Pass"),
        done=_("Passed"),
        sources=(SUBMITTED,),
        one_step_sources=(),
        target=EDITED,
        role="editor",
        four_eyes=FourEyes.CONTRIBUTORS,
        heeds_claim=True,
        approves=True,
        bulk_label=_("Pass"),
        style="main",
        key="a",
    ),
    Transition(
        name="publish",
        label=_("Publish"),
        done=_("Published"),
        sources=(EDITED,),
        one_step_sources=(SUBMITTED, EDITED),
        target=PUBLISHED,
        other_becomes=SUPERSEDED,
        role="chief",
        four_eyes=FourEyes.CONTRIBUTORS,
        heeds_claim=True,
        needs_all=True,
        takes_moment=True,
        approves=True,
        bulk_label=_("Publish now"),
        style="main",
        key="a",
    ),
    Transition(
        name="unschedule",
        label=_("Cancel the schedule"),
        done=_("Schedule cancelled"),
        sources=(PUBLISHED,),
        target=EDITED,
        other_becomes=PUBLISHED,
        role="chief",
        condition=conditions.is_ahead,
        needs_note=True,
    ),
    Transition(
        name="correct",
        label=_("Correct"),
        done=_("Correction begun"),
        sources=(PUBLISHED,),
        target=None,
        role="writer",
        contributes=True,
        condition=conditions.has_appeared,
        needs_note=True,
        leads_to="form",
    ),
    Transition(
        name="ask_retraction",
        label=_("Ask for retraction"),
        done=_("Retraction asked for"),
        sources=(PUBLISHED,),
        until_replaced=True,
        target=None,
        role="editor",
        condition=conditions.may_be_asked_back,
        needs_note=True,
        writes_notice=True,
        leads_to="review",
    ),
    Transition(
        name="retract",
        label=_("Confirm the retraction"),
        done=_("Retracted"),
        sources=(PUBLISHED,),
        until_replaced=True,
        target=RETRACTED,
        other_becomes=EDITED,
        role="chief",
        four_eyes=FourEyes.ASKER,
        condition=conditions.retraction_is_asked,
        style="danger",
    ),
    Transition(
        name="refuse_retraction",
        label=_("Refuse the retraction"),
        done=_("Retraction refused"),
        sources=(PUBLISHED,),
        until_replaced=True,
        target=None,
        role="chief",
        condition=conditions.retraction_is_asked,
        needs_note=True,
    ),
    Transition(
        name="retract_urgently",
        label=_("Retract urgently"),
        done=_("Retracted urgently"),
        sources=(PUBLISHED,),
        until_replaced=True,
        target=RETRACTED,
        other_becomes=EDITED,
        role="chief",
        urgent=True,
        condition=conditions.has_appeared,
        needs_note=True,
        writes_notice=True,
        style="danger",
    ),
    Transition(
        name="discard",
        label=_("Discard"),
        done=_("Discarded"),
        sources=OPEN,
        target=EditionState.DISCARDED,
        role="editor",
        authors_too=True,
        bulk_label=_("Discard the draft"),
        style="danger",
    ),
    Transition(
        name="publish_urgently",
        label=_("Publish urgently"),
        done=_("Published urgently"),
        sources=OPEN,
        target=PUBLISHED,
        other_becomes=SUPERSEDED,
        role="chief",
        urgent=True,
        needs_note=True,
        needs_all=True,
        checks_links=True,
        style="danger",
    ),
    Transition(
        name="sign",
        label=_("Sign afterwards"),
        done=_("Signed afterwards"),
        sources=(PUBLISHED, SUPERSEDED, RETRACTED),
        target=None,
        role="editor",
        four_eyes=FourEyes.URGENT_ACTORS,
        condition=conditions.is_unsigned,
        leads_to="review",
    ),
)
TABLE = {row.name: row for row in ROWS}
# What skips the second person for now.
URGENT = tuple(row.name for row in ROWS if row.urgent)


def next_approval(edition: Edition) -> Transition | None:
    """The approval that brings this edition a step nearer to the public; None where none is waited for."""
    starting = (
        row for row in ROWS if row.approves and edition.state in row.starts(edition.item.site)
    )
    return next(starting, None)
