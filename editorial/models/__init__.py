from editorial.models.calendars import CalendarDay
from editorial.models.editions import (
    AppendOnly,
    Contribution,
    Edition,
    Event,
    Item,
    Notice,
    Retraction,
)
from editorial.models.file_texts import FileText
from editorial.models.files import Attachment, StoredFile, Upload
from editorial.models.link_checks import LinkCheck
from editorial.models.lookup_tables import Named, Valid
from editorial.models.rows import EditionRow
from editorial.models.shares import Share

__all__ = [
    "AppendOnly",
    "Attachment",
    "CalendarDay",
    "Contribution",
    "Edition",
    "EditionRow",
    "Event",
    "FileText",
    "Item",
    "LinkCheck",
    "Named",
    "Notice",
    "Retraction",
    "Share",
    "StoredFile",
    "Upload",
    "Valid",
]
