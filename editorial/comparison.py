"""What differs between two editions, field by field, as safe HTML: for the review screen and for the public history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from common.diff import html_diff, plain_diff
from common.richtext import RichTextField
from editorial.models import Edition
from editorial.models.files import AttachmentRole, StoredFile


@dataclass(frozen=True)
class Change:
    label: str | Promise
    html: str
    changed: bool
    old_file: StoredFile | None = None
    new_file: StoredFile | None = None


def field_changes(old: Edition, new: Edition, names: Iterable[str]) -> list[Change]:
    """A Change for each field of `names`, whether it changed or not."""
    return [_field_change(old, new, new._meta.get_field(name)) for name in names]


def row_changes(old: Edition, new: Edition, *, for_readers: bool = False) -> list[Change]:
    """A Change for each kind of rows; `for_readers` leaves out rows that stay at the desk."""
    return [
        _plain(label, _rows(old, name, for_readers), _rows(new, name, for_readers))
        for name, label in new.content_rows.items()
    ]


def attachment_change(old: Edition, new: Edition) -> Change:
    return _plain(gettext("Attachments"), _attachments(old), _attachments(new))


def _field_change(old: Edition, new: Edition, field: Any) -> Change:
    before, after = getattr(old, field.name), getattr(new, field.name)
    label = new.field_labels.get(field.name, field.verbose_name)
    if isinstance(field, RichTextField):
        return Change(label, html_diff(before, after), before != after)
    if field.related_model is StoredFile:
        shown = plain_diff(str(before or ""), str(after or ""))
        return Change(label, shown, before != after, before if before != after else None, after)
    return _plain(label, _words(old, field), _words(new, field))


def _plain(label: str | Promise, old: str, new: str) -> Change:
    return Change(label, plain_diff(old, new), old != new)


def _words(edition: Edition, field: Any) -> str:
    value = getattr(edition, field.name)
    if field.many_to_many:
        return ", ".join(map(str, value.all()))
    if field.choices:
        return str(getattr(edition, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return str(yesno(value, gettext("yes,no")))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return str(value if value is not None else "")


def _rows(edition: Edition, name: str, for_readers: bool) -> str:
    rows = edition.rows_for_readers(name) if for_readers else getattr(edition, name).all()
    return "\n".join(map(str, rows))


def _attachments(edition: Edition) -> str:
    rows = edition.attachments.filter(role=AttachmentRole.ATTACHMENT).select_related("file")
    return "; ".join(f"{row} [{row.file.sha256[:8]}]" for row in rows)
