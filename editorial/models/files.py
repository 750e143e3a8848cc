"""Files follow state: stored under their SHA-256, public only while a public edition carries them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Count, F, Min, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common import files
from common.fields import NFCCharField
from editorial.querysets import behind

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models.editions import Edition, Item
    from editorial.querysets import EditionQuerySet


class Condition(models.TextChoices):
    """What the last check of the stored bytes found."""

    UNKNOWN = "", _("Not checked yet")
    OK = "ok", _("Matches")
    MISSING = "missing", _("Missing or unreadable")
    CHANGED = "changed", _("No longer the same")


NOT_MATCHING = Q(condition__in=[Condition.MISSING, Condition.CHANGED])


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def not_matching(self) -> Self:
        return self.filter(NOT_MATCHING)

    def with_carriers(self) -> Self:
        """With the editions that carry each as picture, attachment or video at hand."""
        light = (
            behind(self.model, "covered")
            .objects.select_related("item__site")
            .defer("search_text", "search_vector")
        )
        return self.prefetch_related(
            Prefetch("covered", light), "attachments", Prefetch("attachments__edition", light)
        )

    def checked(self) -> dict[str, Any]:
        """How many files there are, how many were checked, and since when all of those are."""
        return self.aggregate(
            total=Count("pk"),
            checked=Count("checked_at"),
            not_matching=Count("pk", filter=NOT_MATCHING),
            oldest=Min("checked_at"),
        )

    def unchecked_since(self, moment: datetime) -> Self:
        """Files whose bytes nobody has looked at since then, those that waited longest first."""
        waiting = self.filter(Q(checked_at=None) | Q(checked_at__lt=moment))
        return waiting.order_by(F("checked_at").asc(nulls_first=True), "pk")

    def keep(self, upload: Any, *, kinds: Sequence[str], by: User) -> StoredFile:
        """Check `upload` by content, store it once under its digest, and note who brought it."""
        inspected = files.inspect(upload, kinds=kinds)
        name = files.short_name(upload.name or "tep")
        if inspected.kind == "image":
            upload = files.clean_image(upload)
            inspected = files.inspect(upload, kinds=["image"])
        with transaction.atomic():
            stored, created = self.get_or_create(
                sha256=inspected.sha256,
                defaults={
                    "kind": inspected.kind,
                    "content_type": inspected.content_type,
                    "size": inspected.size,
                    "extension": inspected.extension,
                    "width": inspected.width,
                    "height": inspected.height,
                    "original_name": name,
                    **(asdict(inspected.recording) if inspected.recording else {}),
                },
            )
            if created or not default_storage.exists(stored.path):
                upload.seek(0)
                default_storage.save(stored.path, upload)
            Upload.objects.create(file=stored, by=by)
        return stored

    def brought_to(self, item: Item | int) -> Self:
        """Files that people who worked on this item uploaded, or that it carries already.

        A text that merely names the digest of somebody else's file must not make that file public.
        """
        work = behind(self.model, "covered", "contributions")
        people = work.objects.filter(edition__item=item)
        uploaded = Upload.objects.filter(by__in=people.values("user"))
        return self.filter(
            Q(pk__in=uploaded.values("file"))
            | Q(attachments__edition__item=item)
            | Q(covered__item=item)
        ).distinct()


class StoredFile(models.Model):
    """Tệp: the bytes, known by their digest; never overwritten."""

    rights = Rights(view="chief", main_only=True)

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    content_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField(help_text="bytes")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration_seconds = models.PositiveIntegerField(null=True)
    bitrate = models.PositiveIntegerField(null=True, help_text="bits per second")
    original_name = NFCCharField(max_length=150)
    created_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    condition = models.CharField(
        _("condition"),
        max_length=10,
        choices=Condition.choices,
        default=Condition.UNKNOWN,
        blank=True,
        editable=False,
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(F("checked_at").asc(nulls_first=True), "id", name="file_to_check_next"),
            models.Index(fields=["id"], name="file_not_matching", condition=NOT_MATCHING),
        ]
        # Its path is made of it: nothing but a digest, whoever writes the row.
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_is_named_by_its_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def path(self) -> str:
        """Name in the storage: <aa>/<sha256><extension>."""
        return f"{self.sha256[:2]}/{self.sha256}.{self.extension.lstrip('.')}"

    @property
    def absolute_path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.path

    def was_brought_by(self, user: User) -> bool:
        return self.uploads.filter(by=user).exists()

    def known_carriers(self) -> list[Edition]:
        """The same editions as `carriers`, of rows asked for `with_carriers`: no further query."""
        editions = [*self.covered.all(), *(row.edition for row in self.attachments.all())]
        return sorted(
            {edition.pk: edition for edition in editions}.values(), key=lambda edition: -edition.pk
        )

    def carriers(self) -> EditionQuerySet:
        """Editions that carry this file as picture, attachment, video or within their text."""
        return self.covered.model.objects.filter(
            Q(cover=self) | Q(pk__in=self.attachments.values("edition"))
        )


class Upload(models.Model):
    """Lần tải lên: lets the one who brought a file see it before an edition carries it."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.by_id} – {self.file_id}"


class AttachmentRole(models.TextChoices):
    ATTACHMENT = "attachment", _("Attachment")
    INLINE = "inline", _("In the text")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Recording")
    ROW = "row", _("In a row of the text")


class Attachment(models.Model):
    """Tệp kèm theo: a file that an edition carries."""

    edition = models.ForeignKey("editorial.Edition", models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    role = models.CharField(
        max_length=10, choices=AttachmentRole.choices, default=AttachmentRole.ATTACHMENT
    )
    title = NFCCharField(_("title"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.file.original_name
