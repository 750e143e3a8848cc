import secrets
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.encryption import SealedTextField
from common.fields import NFCCharField, NFCTextField
from editorial.models import AppendOnly
from member_sites.models import Site
from member_sites.transfer import Transfer

USER = settings.AUTH_USER_MODEL
# Without letters and digits that are mistaken for each other when copied by hand.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
PASSPHRASE_LENGTH, PASSPHRASE_GROUP = 24, 4
KEPT_DAYS = 7


def new_passphrase():
    letters = "".join(secrets.choice(LETTERS) for _place in range(PASSPHRASE_LENGTH))
    return "-".join(
        letters[start : start + PASSPHRASE_GROUP]
        for start in range(0, PASSPHRASE_LENGTH, PASSPHRASE_GROUP)
    )


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waits for the worker")
    RUNNING = "running", _("Being written")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")
    GONE = "gone", _("File removed after its time")


UNDER_WAY = [ExportState.WAITING, ExportState.RUNNING]


class ExportQuerySet(models.QuerySet):
    def under_way(self):
        return self.filter(state__in=UNDER_WAY)

    def past_their_time(self, at=None):
        """Ready for longer than such a file lies about."""
        until = (at or timezone.now()) - timedelta(days=KEPT_DAYS)
        return self.filter(state=ExportState.DONE, finished_at__lt=until)


class Export(models.Model):
    """Bản xuất: a whole site as one file, written by the worker; its progress stands here."""

    transfer = Transfer(stays_behind="what this installation wrote")

    rights = Rights(view="chief", system=True)

    site = models.ForeignKey(Site, models.PROTECT, related_name="exports", verbose_name=_("site"))
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("state"), max_length=8, choices=ExportState.choices, default=ExportState.WAITING
    )
    done_count = models.PositiveIntegerField(default=0)
    item_count = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    finished_at = models.DateTimeField(null=True)
    with_contacts = models.BooleanField(_("with personal data of citizens"), default=False)
    # Opens the sealed part; shown to the one who asked only, and each showing is recorded.
    passphrase = SealedTextField(blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of a site")
        verbose_name_plural = _("exports of sites")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_export_under_way_per_site",
            ),
        ]

    def __str__(self):
        return f"{self.site} – {self.asked_at:%d/%m/%Y}"

    @property
    def name(self):
        return f"{self.site.slug}-{timezone.localtime(self.asked_at):%Y%m%d-%H%M}.zip"

    @property
    def path(self):
        """Beside the files of the portal, where no public address leads."""
        return Path(settings.MEDIA_ROOT) / "exports" / f"{self.pk}.zip"

    @property
    def percent(self):
        return 100 * self.done_count // self.item_count if self.item_count else 0


class Taking(models.TextChoices):
    DOWNLOADED = "downloaded", _("Downloaded")
    PASSPHRASE = "passphrase", _("Passphrase shown")


class ExportReading(AppendOnly):
    """Lần lấy bản xuất: who downloaded it and who saw its passphrase."""

    transfer = Transfer(stays_behind="who took what this installation wrote")

    export = models.ForeignKey(Export, models.PROTECT, related_name="readings")
    act = models.CharField(max_length=10, choices=Taking.choices)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("taking of an export")
        verbose_name_plural = _("takings of exports")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.export_id} {self.act}"


class Stage(models.TextChoices):
    CHECKING = "checking", _("Being read and checked")
    REFUSED = "refused", _("Cannot be read")
    CHECKED = "checked", _("Checked; nothing is written yet")
    WRITING = "writing", _("Being entered")
    DONE = "done", _("The site is there")
    CANCELLED = "cancelled", _("Given up; nothing was written")


BUSY = [Stage.CHECKING, Stage.WRITING]


def own_name(_import, _filename):
    return f"imports/{uuid.uuid4().hex}"


class SiteImportQuerySet(models.QuerySet):
    def busy(self):
        return self.filter(stage__in=BUSY)

    def past_their_time(self, at=None):
        """Checked, and entered by nobody for longer than such an archive lies about."""
        return self.filter(
            stage=Stage.CHECKED, at__lt=(at or timezone.now()) - timedelta(days=KEPT_DAYS)
        )

    def for_list(self):
        return self.select_related("by", "site__parent")


class SiteImport(models.Model):
    """Lần nhập trang: an archive from elsewhere. Its stage says what the worker does next, after any interruption too."""

    transfer = Transfer(stays_behind="what this installation read")

    rights = Rights(view="chief", add="chief", system=True, main_only=True)

    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    archive = models.FileField(upload_to=own_name, blank=True)
    archive_name = NFCCharField(max_length=150)
    passphrase = SealedTextField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.CHECKING)
    slug = models.SlugField(max_length=80, blank=True)
    name = NFCCharField(max_length=100, blank=True)
    # What the archive holds and what would become of it here, for people to read (imports.summary).
    summary = models.JSONField(default=dict)
    trouble = NFCTextField(blank=True)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    objects = SiteImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a site")
        verbose_name_plural = _("imports of sites")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="site_import_stage_is_known"
            )
        ]

    def __str__(self):
        return self.archive_name

    @property
    def is_busy(self):
        return self.stage in BUSY
