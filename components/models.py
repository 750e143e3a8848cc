from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common.fields import NFCCharField, NFCTextField
from common.models import WaitingLetter
from components.querysets import ComponentSetQuerySet, ReminderQuerySet
from member_sites.models import Site
from member_sites.transfer import Transfer

USER = settings.AUTH_USER_MODEL
BOARD = Rights(view="chief", add="chief", change="chief", main_only=True)
# Rows of a set may go while it is being written; the set itself stays.
ROWS = Rights(view="chief", add="chief", change="chief", delete="chief", main_only=True)


class Days(Func):
    """The days from one date to another, both among them; no end is no end."""

    function, output_field = "DATERANGE", DateRangeField()


class ComponentSet(models.Model):
    """Bộ thành phần: what a decree asks of a site while it is in force; a later decree is a new set."""

    rights = BOARD

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = NFCCharField(_("name"), max_length=200)
    basis = NFCCharField(_("legal basis"), max_length=300)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Last day; empty for no end.")
    )
    note = NFCTextField(_("note"), max_length=1000, blank=True)

    objects = ComponentSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("set of components")
        verbose_name_plural = _("sets of components")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="component_set_ends_after_start",
                violation_error_message=_("The end lies before the beginning."),
            ),
            # A day is measured by one set, or "x of 14" would have two answers.
            ExclusionConstraint(
                name="one_component_set_a_day",
                expressions=[
                    (Days(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS)
                ],
                violation_error_message=_("Another set is in force on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Component(models.Model):
    """Thành phần: one thing that a site must have."""

    rights = ROWS

    set = models.ForeignKey(
        ComponentSet, models.PROTECT, related_name="components", verbose_name=_("set of components")
    )
    key = models.SlugField(_("key"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = NFCCharField(_("name"), max_length=250)
    short_name = NFCCharField(
        _("short name"), max_length=40, help_text=_("Head of its column; title of its page.")
    )
    legal_article = NFCCharField(_("legal article"), max_length=200, blank=True)
    for_main = models.BooleanField(_("for the main site"), default=True)
    for_members = models.BooleanField(_("for member sites"), default=True)
    needs_all = models.BooleanField(
        _("needs all its sources"), default=False, help_text=_("Otherwise one of them is enough.")
    )
    outline = NFCTextField(
        _("outline of its page"),
        max_length=4000,
        blank=True,
        help_text=_("What a new site finds in its draft page; each line is a paragraph."),
    )

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["set", "key"], name="component_once_per_set")
        ]

    def __str__(self) -> str:
        return self.short_name

    def applies_to(self, site: Site) -> bool:
        return self.for_main if site.is_main else self.for_members


class Source(models.Model):
    """Nguồn: what fills a component, and from when on it counts as filled."""

    rights = ROWS

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="sources", verbose_name=_("component")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # The label of a section's editions, for example "news.article"; the section may not be built yet.
    kind = models.CharField(_("kind of content"), max_length=60)
    value = models.CharField(
        _("only"),
        max_length=80,
        blank=True,
        help_text=_(
            "Address of a category, key of a page, code of a type of document; empty: all of this kind."
        ),
    )
    at_least_items = models.PositiveSmallIntegerField(
        _("at least items"), default=1, validators=[MinValueValidator(1)]
    )
    at_least_words = models.PositiveIntegerField(_("at least words"), default=0)
    within_months = models.PositiveSmallIntegerField(
        _("not older than months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )

    class Meta:
        verbose_name = _("source of a component")
        verbose_name_plural = _("sources of a component")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()


class Reminder(models.Model):
    """Nhắc việc: a letter from the district's board to the people of a site; kept as it was sent."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="reminders", verbose_name=_("site"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("moment"), default=timezone.now)
    subject = NFCCharField(_("subject"), max_length=200)
    text = NFCTextField(_("text"), max_length=5000)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["site", "-at"], name="reminder_by_site")]

    def __str__(self) -> str:
        return f"{self.site} – {self.subject}"


class ReminderLetter(WaitingLetter):
    """Thư nhắc: a reminder to one person."""

    read_with = ("reminder",)

    # Holds an address of somebody, which leaves the portal only when asked for.
    transfer = Transfer(personal=True)

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="letters")
    to = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("to"))
    # As it was that day: accounts change theirs.
    address = models.EmailField(_("e-mail"))

    class Meta(WaitingLetter.Meta):
        verbose_name = _("letter of a reminder")
        verbose_name_plural = _("letters of reminders")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "to"], name="one_letter_per_person_and_reminder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to_id} – {self.address}"

    def receiver(self) -> str:
        return self.address

    def subject(self) -> str:
        return self.reminder.subject

    def body(self) -> str:
        return self.reminder.text
