from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from member_sites.models import Site


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waits for the worker")
    RUNNING = "running", _("Being written")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class Export(models.Model):
    """Bản xuất: a whole site as one file, written by the worker; its progress stands here."""

    rights = Rights(view="chief", system=True)

    site = models.ForeignKey(Site, models.PROTECT, related_name="exports", verbose_name=_("site"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    done_count = models.PositiveIntegerField(default=0)
    item_count = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("export of a site")
        verbose_name_plural = _("exports of sites")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(state__in=["waiting", "running"]), name="one_export_under_way_per_site"
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
