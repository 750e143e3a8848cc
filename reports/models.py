from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import Rights
from common.fields import NFCCharField, NFCTextField
from reports.years import FIRST_YEAR

YEAR_RANGE = [MinValueValidator(FIRST_YEAR), MaxValueValidator(2999)]
# The board of the main site writes the report; its leaders read it.
BOARD = Rights(
    view="chief",
    add="chief",
    change="chief",
    delete="chief",
    also_view=frozenset({Role.LEADER}),
    main_only=True,
)


class Chapter(models.TextChoices):
    WEAKNESSES = "2.1", _("2.1. Weaknesses and limits")
    CAUSES = "2.2", _("2.2. Causes")
    TASKS = "3.1", _("3.1. Tasks")
    MEASURES = "3.2", _("3.2. Measures")
    PROPOSALS = "4", _("4. Proposals")


class ReportText(models.Model):
    """Lời báo cáo: what the board writes for a section of a year's report. Each line is a paragraph."""

    rights = BOARD

    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_RANGE)
    section = models.CharField(_("section"), max_length=3, choices=Chapter.choices)
    text = NFCTextField(
        _("text"), max_length=20_000, help_text=_("Each line becomes a paragraph of the report.")
    )

    class Meta:
        verbose_name = _("text of the report")
        verbose_name_plural = _("texts of the report")
        ordering = ["-year", "section"]
        constraints = [
            models.UniqueConstraint(fields=["year", "section"], name="one_report_text_per_section")
        ]

    def __str__(self):
        return f"{self.year} – {self.get_section_display()}"


class ReportHead(models.Model):
    """Thể thức: number, day and signature of a year's report; what is empty is filled in by hand."""

    rights = BOARD

    year = models.PositiveSmallIntegerField(_("year"), unique=True, validators=YEAR_RANGE)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    symbol = NFCCharField(_("symbol"), max_length=30, default="BC-BBT")
    issuer = NFCCharField(
        _("issuing body"), max_length=200, default="Ban biên tập Cổng Thông tin điện tử"
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    post = NFCCharField(_("post of the signer"), max_length=100, default="Trưởng ban")
    second_post = NFCCharField(_("second post of the signer"), max_length=100, blank=True)
    signer = NFCCharField(
        _("signer"), max_length=50, blank=True, help_text=_("Without an academic title.")
    )
    recipients = NFCTextField(
        _("recipients"),
        max_length=1000,
        blank=True,
        help_text=_("One a line; the archive is added by itself."),
    )

    class Meta:
        verbose_name = _("number and signature of the report")
        verbose_name_plural = _("numbers and signatures of reports")
        ordering = ["-year"]

    def __str__(self):
        return str(self.year)
