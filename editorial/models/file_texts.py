from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.files import StoredFile


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

    def __str__(self) -> str:
        return f"{self.file_id}"
