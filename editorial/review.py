"""What the review screen shows of an edition: what changed, which buttons, the log."""

from dataclasses import dataclass

from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.diff import html_diff, plain_diff
from common.richtext import RichTextField
from editorial.files import AttachmentRole, StoredFile
from editorial.models import Edition, Event
from editorial.rules import Verdict, contributor_ids, may
from editorial.transitions import TABLE, Transition

HIDDEN = {"slug", "author", "by_contributor"}
RETRACTING = {"ask_retraction", "retract_urgently"}
DANGEROUS = {"discard", "retract", "retract_urgently", "publish_urgently"}
APPROVING = {"pass", "publish"}
DONE = {"create": _("Begun"), "change": _("Changed")} | {name: row.done for name, row in TABLE.items()}


@dataclass(frozen=True)
class Button:
    """An action that makes sense now; pressable only where the verdict says so."""

    row: Transition
    verdict: Verdict

    @property
    def asks(self):
        """Whether pressing opens a few fields first."""
        return self.row.needs_note or self.row.name in RETRACTING or self.row.name == "publish"

    @property
    def retracts(self):
        return self.row.name in RETRACTING

    @property
    def style(self):
        if self.row.name in DANGEROUS:
            return "danger"
        return "main" if self.row.name in APPROVING | {"submit"} else "plain"


@dataclass(frozen=True)
class Change:
    label: str
    html: str
    changed: bool
    old_file: StoredFile | None = None
    new_file: StoredFile | None = None


def buttons(user, edition):
    people = contributor_ids(edition)
    pairs = [Button(row, may(user, name, edition, contributors=people)) for name, row in TABLE.items()]
    return [button for button in pairs if button.verdict.applies]


def public_before(edition):
    """The edition that the public read before this one, as the section's own model; None for a first edition."""
    earlier = Edition.objects.settled().filter(item=edition.item_id, number__lt=edition.number)
    found = earlier.select_related("item__site").order_by("-number").first()
    return found.leaf() if found else None


def changes(edition, before):
    """Every editable field, files included, against the edition before (or as it is, when there was none)."""
    names = [name for name in edition.content_fields if name not in HIDDEN]
    rows = [_change(edition, before, edition._meta.get_field(name)) for name in names]
    rows += [_change(edition, before, edition._meta.get_field(name)) for name in edition.content_relations]
    rows.append(_plain(gettext("Attachments"), _attachments(before or edition), _attachments(edition)))
    return [row for row in rows if row.changed or (not before and row.html)]


def log(edition):
    events = Event.objects.filter(item=edition.item_id).select_related("by", "edition").defer(
        "edition__search_text", "edition__search_vector"
    )
    return [(event, DONE.get(event.action, event.action)) for event in events]


def _change(edition, before, field):
    old, new = getattr(before or edition, field.name), getattr(edition, field.name)
    if isinstance(field, RichTextField):
        return Change(field.verbose_name, html_diff(old, new), old != new)
    if field.related_model is StoredFile:
        shown = plain_diff(str(old or ""), str(new or ""))
        return Change(field.verbose_name, shown, old != new, old if old != new else None, new)
    return _plain(field.verbose_name, _words(before or edition, field), _words(edition, field))


def _plain(label, old, new):
    return Change(label, plain_diff(old, new), old != new)


def _words(edition, field):
    value = getattr(edition, field.name)
    if field.many_to_many:
        return ", ".join(map(str, value.all()))
    if field.choices:
        return str(getattr(edition, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return yesno(value, gettext("yes,no"))
    if hasattr(value, "tzinfo"):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    return str(value if value is not None else "")


def _attachments(edition):
    rows = edition.attachments.filter(role=AttachmentRole.ATTACHMENT).select_related("file")
    return "; ".join(f"{row} [{row.file.sha256[:8]}]" for row in rows)
