from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from member_sites.models import Site
from member_sites.transfer import Transfer
from visits.querysets import VisitDayQuerySet


class VisitDay(models.Model):
    """Lượt truy cập: what was counted on one site on one day (Asia/Ho_Chi_Minh). Never reset."""

    transfer = Transfer(counted="site")

    site = models.ForeignKey(
        Site, models.PROTECT, related_name="visit_days", verbose_name=_("site")
    )
    on = models.DateField(_("day"))
    visits = models.PositiveBigIntegerField(_("visits"), default=0)
    views = models.PositiveBigIntegerField(_("page views"), default=0)
    robot_views = models.PositiveBigIntegerField(_("page views by robots"), default=0)

    objects = VisitDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of visits")
        verbose_name_plural = _("visits by day")
        ordering = ["-on", "site"]
        constraints = [
            models.UniqueConstraint(fields=["site", "on"], name="one_visit_day_per_site")
        ]

    def __str__(self) -> str:
        return f"{self.site} – {self.on:%d/%m/%Y}"


class Baseline(models.Model):
    """Số liệu gốc: what an older portal had counted before this one began; added to every total."""

    transfer = Transfer(counted="site")

    site = models.OneToOneField(
        Site, models.PROTECT, related_name="visit_baseline", verbose_name=_("site")
    )
    on = models.DateField(
        _("counted until"), help_text=_("Last day that the older counter covers.")
    )
    visits = models.PositiveBigIntegerField(_("visits"), default=0)
    views = models.PositiveBigIntegerField(_("page views"), default=0)
    note = models.CharField(_("note"), max_length=250, blank=True)

    objects = VisitDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("visits before this portal")
        verbose_name_plural = _("visits before this portal")

    def __str__(self) -> str:
        return str(self.site)
