"""The words of stored files, for the search to come and to mark scans that nobody can search or listen to."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from common import file_text
from common.text import fold
from editorial.models import FileText, StoredFile


def unread() -> QuerySet[StoredFile]:
    """Stored files whose words nobody has read yet, oldest first."""
    return StoredFile.objects.filter(content_type__in=file_text.READABLE, text=None).order_by("pk")


@transaction.atomic
def read_next(after: int = 0) -> int | None:
    """Read one unread file and return its key; None when none is left. Workers at once take different files."""
    # Weaker than a plain lock: an edition may begin to carry the file meanwhile.
    waiting = (
        unread().filter(pk__gt=after).select_for_update(skip_locked=True, of=["self"], no_key=True)
    )
    file = waiting.first()
    if file is None:
        return None
    found = file_text.read(file.absolute_path, file.content_type)
    FileText.objects.create(
        file=file,
        text=fold(found.text),
        page_count=found.page_count,
        error=found.error[:100],
        is_scan=bool(found.page_count) and not found.error and not found.text.strip(),
    )
    return file.pk
