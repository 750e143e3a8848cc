"""What the public pages of every section ask of an item: its page, its history, what differs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from editorial.comparison import Change, attachment_change, field_changes, row_changes
from editorial.models import Attachment, Edition, Retraction
from editorial.models.files import AttachmentRole
from member_sites.models import Site


def with_a_page(model: type[Edition], site: Site, item_id: int) -> Edition | None:
    """The edition that answers at an item's address: the public one, or the retracted with its notice."""
    # The address of an item lies on its own site only, wherever else it is shown.
    here = model.objects.of_site(site)
    answering = here.published() | here.retracted()
    return answering.for_reading().filter(item=item_id).order_by("-number").first()


def history(model: type[Edition], site: Site, item_id: int) -> QuerySet[Any, Any]:
    """The public editions of an item, newest first."""
    return (
        model.objects.of_site(site)
        .ever_public()
        .for_reading()
        .filter(item=item_id)
        .order_by("-number")
    )


def changes(old: Edition, new: Edition) -> list[Change]:
    """What a reader sees differ between two public editions."""
    pairs = field_changes(old, new, new.read_fields)
    pairs += [*row_changes(old, new, for_readers=True), attachment_change(old, new)]
    return [change for change in pairs if change.changed]


def attachments_of(edition: Edition) -> QuerySet[Attachment]:
    return edition.attachments.filter(role=AttachmentRole.ATTACHMENT).select_related("file")


def notice_of(edition: Edition) -> dict[str, Any]:
    """Context of a page about an item: the edition, its retraction if it was taken down, and what replaces it."""
    retraction = edition.retraction if edition.retracted_at else None
    replacement = successor_address(retraction) if retraction else None
    return {"edition": edition, "retraction": retraction, "replacement": replacement}


def successor_address(retraction: Retraction) -> str | None:
    """Address of what replaces a retracted item, if that is public now."""
    if not retraction.replacement_id:
        return None
    public = Edition.objects.published().filter(item=retraction.replacement_id)
    edition = public.select_related("item__site").first()
    return edition.leaf().get_absolute_url() if edition else None
