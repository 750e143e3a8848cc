"""The words of stored files, for the search to come and to mark scans that nobody can search or listen to."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import file_text
from common.text import fold
from editorial.files import StoredFile


class FileText(models.Model):
    """Nội dung chữ của tệp: read once per file, since the bytes under a digest never change."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="text")
    # Folded as editions' search_text is.
    text = models.TextField(default="")
    page_count = models.PositiveIntegerField(_("pages"), null=True)
    is_scan = models.BooleanField(_("scan without text"), default=False)
    error = models.CharField(max_length=100, blank=True)
    extracted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self):
        return f"{self.file_id}"


def unread():
    """Stored files whose words nobody has read yet, oldest first."""
    return StoredFile.objects.filter(content_type__in=file_text.READABLE, text=None).order_by("pk")


@transaction.atomic
def read_next(after=0):
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
