"""What the review screen shows of an edition: what changed, which buttons, the log."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editorial import four_eyes
from editorial.comparison import Change, attachment_change, field_changes, row_changes
from editorial.models import Edition, Event
from editorial.permissions import Verdict, may
from editorial.transitions import TABLE, Transition

HIDDEN = {"slug", "author", "by_contributor"}
SHARING = {
    "share": _("Offered to other sites"),
    "take_share": _("Taken by another site"),
    "end_share": _("Sharing ended"),
}
BESIDES = {"create": _("Begun"), "import": _("Entered from the register"), "change": _("Changed")}
DONE = BESIDES | SHARING | {name: row.done for name, row in TABLE.items()}


@dataclass(frozen=True)
class Button:
    """A transition that makes sense now; pressable only where the verdict says so."""

    row: Transition
    verdict: Verdict

    @property
    def asks(self) -> bool:
        """Whether pressing opens a few fields first."""
        return self.row.needs_note or self.row.takes_moment


def buttons(user: User, edition: Edition) -> list[Button]:
    people = four_eyes.contributors(edition)
    pairs = [
        Button(row, may(user, name, edition, contributors=people)) for name, row in TABLE.items()
    ]
    return [button for button in pairs if button.verdict.applies]


def public_before(edition: Edition) -> Edition | None:
    """The edition that the public read before this one, as the section's own model; None for a first edition."""
    earlier = Edition.objects.settled().filter(item=edition.item_id, number__lt=edition.number)
    found = earlier.select_related("item__site").order_by("-number").first()
    return found.leaf() if found else None


def changes(edition: Edition, before: Edition | None) -> list[Change]:
    """Every editable field, files included, against the edition before (or as it is, when there was none)."""
    old = before or edition
    names = [name for name in edition.content_fields if name not in HIDDEN]
    found = field_changes(old, edition, [*names, *edition.content_relations])
    found += [*row_changes(old, edition), attachment_change(old, edition)]
    return [change for change in found if change.changed or (not before and change.html)]


def log(edition: Edition) -> list[tuple[Event, str | Promise]]:
    events = (
        Event.objects.filter(item=edition.item_id)
        .select_related("by", "edition")
        .defer("edition__search_text", "edition__search_vector")
    )
    return [(event, DONE.get(event.action, event.action)) for event in events]
