"""Writing a draft: beginning one, saving it, opening a correction. Moving it is `workflow.perform`'s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.rights import roles
from editorial.models import Contribution, Edition, Event, Item
from editorial.models.files import Attachment, StoredFile
from editorial.permissions import may_create, may_edit
from member_sites.models import Site


class Stale(Exception):
    """Somebody saved the draft in between; `current` is what they left."""

    def __init__(self, current: Edition) -> None:
        self.current = current
        super().__init__(_("This text was changed in the meantime."))


class NotAllowed(Exception):
    """The person may not write here."""


@transaction.atomic
def start(model: type[Edition], *, site: Site, by: User, **fields: Any) -> Edition:
    """A new item with its first draft. `model` is the section's Edition subclass."""
    if not may_create(by, site):
        raise NotAllowed(_("Your role on this site does not allow this."))
    edition = model(**with_author(by, site, fields))
    return begin(edition, site=site, by=by)


@transaction.atomic
def begin(edition: Edition, *, site: Site, by: User) -> Edition:
    """Save an unsaved first edition together with its item and its log; without `by` it is the system's, and nobody's work."""
    edition.item = Item.objects.create(site=site, kind=edition._meta.label_lower)
    edition.save()
    _begun(edition, by, "create")
    return edition


@transaction.atomic
def begin_again(given_up: Edition, *, by: User, reason: str, **fields: Any) -> Edition:
    """A new draft of an item whose only text was given up; `fields` are those in which it differs from that one."""
    edition = clone(given_up, reason=reason)
    for name, value in fields.items():
        setattr(edition, name, value)
    edition.save()
    _begun(edition, by, "create")
    return edition


def with_author(by: User, site: Site, fields: Mapping[str, Any]) -> dict[str, Any]:
    only_contributor = roles(by, site) & {*Role} == {Role.CONTRIBUTOR}
    author = {"author": by, "author_name": by.display_name, "by_contributor": only_contributor}
    return {**author, **fields}


@transaction.atomic
def save_draft(edition: Edition, *, by: User, version: int | None) -> Edition:
    """Save the changed fields of `edition`, which was read as `version`; raises Stale or NotAllowed."""
    locked = (
        Edition.objects.select_for_update(of=["self"])
        .select_related("item__site")
        .get(pk=edition.pk)
    )
    if not may_edit(by, locked):
        raise NotAllowed(_("This text is locked; nothing was saved."))
    if locked.version != version:
        raise Stale(locked.leaf())
    edition.state, edition.version, edition.updated_at = locked.state, version + 1, timezone.now()
    edition.save()
    first_time = contribute(edition, by)
    sync_files(edition)
    if first_time:
        Event.objects.create(
            item_id=edition.item_id,
            edition_id=edition.pk,
            action="change",
            from_state=locked.state,
            to_state=locked.state,
            by=by,
        )
    return edition


def clone(edition: Edition, *, reason: str) -> Edition:
    """A new draft edition with the same content; the one it is taken from is not touched."""
    copy = type(edition)(item=edition.item, number=_next_number(edition), reason=reason)
    for name in edition.content_fields:
        field: Any = edition._meta.get_field(name)
        setattr(copy, field.attname, getattr(edition, field.attname))
    copy.save()
    for name in edition.content_relations:
        getattr(copy, name).set(getattr(edition, name).all())
    for name in edition.content_rows:
        _clone_rows(edition, copy, name)
    if edition.content_rows:
        refresh_search(copy)
    for row in edition.attachments.all():
        Attachment.objects.create(
            edition_id=copy.pk,
            file_id=row.file_id,
            role=row.role,
            title=row.title,
            position=row.position,
        )
    return copy


def refresh_search(edition: Edition) -> None:
    """Once its rows are there: what they say is found too."""
    edition.save(update_fields=["search_text"])


def _clone_rows(edition: Edition, copy: Edition, name: str) -> None:
    relation: Any = edition._meta.get_field(name)
    owner = relation.field.name
    for row in getattr(edition, name).all():
        chosen = {
            field.name: list(getattr(row, field.name).all()) for field in row._meta.many_to_many
        }
        row.pk, row._state.adding = None, True
        setattr(row, owner, copy)
        row.save()
        for field, values in chosen.items():
            getattr(row, field).set(values)


def contribute(edition: Edition, user: User) -> bool:
    """Note that `user` worked on this edition; True the first time."""
    return Contribution.objects.get_or_create(edition_id=edition.pk, user=user)[1]


def sync_files(edition: Edition) -> None:
    """Let the attachment rows name every file the text carries, so that files follow state by one question."""
    carried = edition.carried_files()
    digests = [value for role, value in carried if isinstance(value, str)]
    known = {
        file.sha256: file
        for file in StoredFile.objects.brought_to(edition.item_id).filter(sha256__in=digests)
    }
    files = [
        (role, known.get(value) if isinstance(value, str) else value) for role, value in carried
    ]
    wanted = {(role, file) for role, file in files if file is not None}
    rows = Attachment.objects.filter(edition=edition.pk).exclude(role="attachment")
    present = {(row.role, row.file): row for row in rows.select_related("file")}
    for key in present.keys() - wanted:
        present[key].delete()
    for role, file in wanted - present.keys():
        Attachment.objects.create(edition_id=edition.pk, file=file, role=role)


def _begun(edition: Edition, by: User, action: str) -> None:
    if by:
        contribute(edition, by)
    sync_files(edition)
    Event.objects.create(
        item_id=edition.item_id, edition_id=edition.pk, action=action, to_state=edition.state, by=by
    )


def _next_number(edition: Edition) -> int:
    return (
        Edition.objects.filter(item=edition.item_id)
        .order_by("-number")
        .values_list("number", flat=True)[0]
        + 1
    )
