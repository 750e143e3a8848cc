"""Whether the stored bytes still are what their digest says. Read in pieces, so that a long video costs no memory."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from editorial.models.files import Condition, StoredFile

log = logging.getLogger(__name__)
PIECE = 1 << 20
BATCH_COUNT = 200
BATCH_BYTES = 1 << 30


def batch(files: QuerySet[StoredFile]) -> list[StoredFile]:
    """The first few of `files`: so many, or so many bytes, as one task can read in a short time."""
    chosen: list[StoredFile] = []
    size = 0
    for file in files[:BATCH_COUNT]:
        chosen.append(file)
        size += file.size
        if size >= BATCH_BYTES:
            break
    return chosen


def check(files: Iterable[StoredFile], at: datetime | None = None) -> list[StoredFile]:
    """Look at each file and keep what was found; returns those that do not match."""
    return [file for file in files if not _check(file, at or timezone.now())]


def found(file: StoredFile) -> Condition:
    """The condition of the stored bytes now."""
    try:
        with default_storage.open(file.path) as stored:
            digest = hashlib.sha256()
            for piece in iter(lambda: stored.read(PIECE), b""):
                digest.update(piece)
    except OSError:
        return Condition.MISSING
    return Condition.OK if digest.hexdigest() == file.sha256 else Condition.CHANGED


def _check(file: StoredFile, at: datetime) -> bool:
    before, file.condition, file.checked_at = file.condition, found(file), at
    file.save(update_fields=["condition", "checked_at"])
    matches = file.condition == Condition.OK
    if not matches and file.condition != before:
        log.error("Stored file %s is %s.", file.sha256, file.condition)
    return matches
