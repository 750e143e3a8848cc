"""Themes of banners and the time of the year that each has: fixed days, days counted from Tết, or a table."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField

BY_CHIEFS = Rights(view="editor", add="chief", change="chief", main_only=True)
# A year of leaps, so that 29 February may be written.
DAYS_OF_MONTH = dict(zip(range(1, 13), (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)))


class LunarYear(models.Model):
    """Năm âm lịch: on which day of the common calendar its first day (mồng Một Tết) falls in Việt Nam."""

    rights = BY_CHIEFS

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    tet_on = models.DateField(_("first day of Tết"), unique=True)

    class Meta:
        verbose_name = _("lunar year")
        verbose_name_plural = _("lunar years")
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year}: {date_format(self.tet_on, 'd/m/Y')}"

    def clean(self):
        if self.tet_on and self.year and self.tet_on.year != self.year:
            raise ValidationError({"tet_on": _("Tết of a year falls within that year.")})


class Kind(models.TextChoices):
    CAMPAIGN = "campaign", _("Campaign")
    ANNIVERSARY = "anniversary", _("Anniversary")


class Season(models.TextChoices):
    ALWAYS = "always", _("the whole year")
    SOLAR = "solar", _("the same days every year")
    LUNAR = "lunar", _("days counted from Tết")
    TABLE = "table", _("only the days of the table below")


class ThemeQuerySet(models.QuerySet):
    def in_season(self, on=None):
        """Themes whose time it is on a day. What the table says of a year goes before the rule."""
        on = on or timezone.localdate()
        number = on.month * 100 + on.day
        themes = self.annotate(
            first=F("first_month") * 100 + F("first_day"),
            last=F("last_month") * 100 + F("last_day"),
        )
        rows = ThemeDate.objects.filter(theme=OuterRef("pk"))
        by_rule = (
            Q(season=Season.ALWAYS) | _solar(number) | (Q(season=Season.LUNAR) & Exists(_lunar(on)))
        )
        by_table = Exists(rows.filter(first_on__lte=on, last_on__gte=on))
        return themes.filter(by_table | (by_rule & ~Exists(rows.filter(year=on.year))))


def _solar(number):
    """First and last are month × 100 + day; a season may run over the end of the year."""
    within = Q(first__lte=number, last__gte=number)
    over_new_year = Q(first__gt=F("last")) & (Q(first__lte=number) | Q(last__gte=number))
    return Q(season=Season.SOLAR) & (within | over_new_year)


def _lunar(on):
    spans = LunarYear.objects.annotate(
        begins=ExpressionWrapper(F("tet_on") + OuterRef("first_from_tet"), DateField()),
        ends=ExpressionWrapper(F("tet_on") + OuterRef("last_from_tet"), DateField()),
    )
    return spans.filter(begins__lte=on, ends__gte=on)


class Theme(models.Model):
    """Chủ đề: a campaign or an anniversary that banners are made for, with its time of the year."""

    rights = BY_CHIEFS

    name = NFCCharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CAMPAIGN)
    season = models.CharField(
        _("when"), max_length=8, choices=Season.choices, default=Season.ALWAYS
    )
    first_day = models.PositiveSmallIntegerField(
        _("first day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    first_month = models.PositiveSmallIntegerField(
        _("month of the first day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    last_day = models.PositiveSmallIntegerField(
        _("last day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    last_month = models.PositiveSmallIntegerField(
        _("month of the last day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    first_from_tet = models.SmallIntegerField(
        _("begins, in days from the first day of Tết"),
        null=True,
        blank=True,
        help_text=_(
            "0 is the first day of Tết, 14 the full moon of January, −8 eight days before Tết."
        ),
        validators=[MinValueValidator(-60), MaxValueValidator(60)],
    )
    last_from_tet = models.SmallIntegerField(
        _("ends, in days from the first day of Tết"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-60), MaxValueValidator(60)],
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name__alphabetical"]

    def __str__(self):
        return self.name

    def clean(self):
        needed = {
            Season.SOLAR: ("first_day", "first_month", "last_day", "last_month"),
            Season.LUNAR: ("first_from_tet", "last_from_tet"),
        }.get(self.season, ())
        empty = [name for name in needed if getattr(self, name) is None]
        if empty:
            raise ValidationError(
                {name: _("This is needed for the time that was chosen.") for name in empty}
            )
        if self.season == Season.SOLAR:
            self._check_days()
        if self.season == Season.LUNAR and self.first_from_tet > self.last_from_tet:
            raise ValidationError({"last_from_tet": _("The last day lies before the first.")})

    def _check_days(self):
        for end in ("first", "last"):
            day, month = getattr(self, f"{end}_day"), getattr(self, f"{end}_month")
            if day > DAYS_OF_MONTH.get(month, 31):
                raise ValidationError({f"{end}_day": _("That month has no such day.")})


class ThemeDate(models.Model):
    """Thời gian của chủ đề: its days in one year, where no rule gives them or another time was decided."""

    rights = Rights(view="editor", add="chief", change="chief", delete="chief", main_only=True)

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="dates", verbose_name=_("theme"))
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until and including"))

    class Meta:
        verbose_name = _("time of a theme")
        verbose_name_plural = _("times of a theme")
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="theme_date_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{date_format(self.first_on, 'd/m/Y')} – {date_format(self.last_on, 'd/m/Y')}"

    def save(self, *args, **kwargs):
        self.year = self.first_on.year
        super().save(*args, **kwargs)

    def clean(self):
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise ValidationError({"last_on": _("The last day lies before the first.")})
