"""The office's calendar: public holidays and the Saturdays worked in exchange, for every time limit in working days."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField
from common.workdays import SATURDAY, Calendar
from editorial.sections import sections


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", _("Day off")
    WORKING = "working", _("Working day in exchange")


class CalendarDayQuerySet(models.QuerySet):
    def calendar(self) -> Calendar:
        """Working days as entered here, in one query."""
        days: dict[str, set[date]] = {kind: set() for kind in DayKind.values}
        for kind, on in self.values_list("kind", "on"):
            days[kind].add(on)
        return Calendar(
            off=frozenset(days[DayKind.HOLIDAY]), worked=frozenset(days[DayKind.WORKING])
        )

    def within(self, start: date, end: date) -> Self:
        """Days after `start` up to and including `end`, in order."""
        return self.filter(on__gt=start, on__lte=end).order_by("on")


class CalendarDay(models.Model):
    """Ngày trong lịch làm việc: a day that differs from a plain week."""

    rights = Rights(
        view="editor", add="chief", change="chief", delete="chief", system=True, main_only=True
    )

    on = models.DateField(_("day"), unique=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=DayKind.choices, default=DayKind.HOLIDAY
    )
    name = NFCCharField(_("name"), max_length=120)
    source = NFCCharField(_("source"), max_length=200, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of the working calendar")
        verbose_name_plural = _("working calendar")
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DayKind.values), name="calendar_day_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.on, 'd/m/Y')} – {self.name}"

    def clean(self) -> None:
        if self.on and self.kind == DayKind.WORKING and self.on.weekday() < SATURDAY:
            raise ValidationError({"on": _("Only a Saturday or Sunday is worked in exchange.")})


def tell() -> None:
    """After the commit, sections that reckon with working days hear that the calendar is another one."""
    for section in sections():
        transaction.on_commit(section.calendar_changed)
