import uuid
from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField
from editorial.models import Edition, EditionRow
from editorial.models.files import StoredFile
from schedules import conflicts
from schedules.models.directory import Body, Leader, Place
from schedules.querysets import LineQuerySet, WeekScheduleQuerySet
from schedules.weeks import Session, day_label, days_of, name_of, number_of, span


class WeekSchedule(Edition):
    """Lịch làm việc: one week of one body."""

    rights = Edition.rights
    detail_view = "schedules:detail"
    section_title = _("Work schedules")
    content_fields = (*Edition.content_fields, "body", "monday")
    content_rows = {"lines": _("Lines")}
    read_fields = ("title",)

    body = models.ForeignKey(Body, models.PROTECT, related_name="schedules", verbose_name=_("body"))
    monday = models.DateField(_("week"), db_index=True, help_text=_("Its Monday."))

    objects = WeekScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("work schedule")
        verbose_name_plural = _("work schedules")
        constraints = [
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1), name="schedules_week_begins_on_monday"
            )
        ]

    def save(self, *args, **kwargs):
        self.title = self.derived_title()
        super().save(*args, **kwargs)

    def derived_title(self):
        return f"Lịch làm việc tuần {number_of(self.monday)} ({span(self.monday)}) của {self.body}"

    @property
    def week_name(self):
        return name_of(self.monday)

    def all_lines(self):
        """In the order of entry, with what they name."""
        return list(self.lines.with_records().prefetch_related("leaders")) if self.pk else []

    def searchable_texts(self):
        return [str(line) for line in self.all_lines() if line.is_public]

    def rows_for_readers(self, name):
        return super().rows_for_readers(name).public()

    def carried_files(self):
        return [("row", line.file) for line in self.all_lines() if line.is_public and line.file]

    def missing(self):
        sentences, lines = {}, self.all_lines()  # the title is made, not written
        if not lines:
            sentences["lines"] = _("Enter at least one line.")
        for number, line in enumerate(lines, 1):
            for sentence in line.lacks(self.monday):
                sentences.setdefault(
                    "lines", _("Row %(number)d: %(error)s") % {"number": number, "error": sentence}
                )
        if self.twin():
            sentences["body"] = _(
                "There is already a schedule of this body for this week; correct that one."
            )
        return sentences

    def twin(self):
        """Another item that stands for the same body and week."""
        same = WeekSchedule.objects.of_body(self.body_id).of_week(self.monday).standing()
        return same.exclude(item=self.item_id).first() if self.item_id else same.first()

    def public_neighbours(self):
        """Lines of the other bodies' published weeks."""
        return self._lines_beside(WeekSchedule.objects.published())

    def visible_neighbours(self, user):
        """Lines of the other bodies' weeks that this person may see at the desk, or that are public."""
        weeks = WeekSchedule.objects
        return self._lines_beside(weeks.visible_to(user).standing() | weeks.published())

    def _lines_beside(self, weeks):
        others = (
            weeks.of_week(self.monday).of_site_and_above(self.body.site).exclude(body=self.body_id)
        )
        lines = ScheduleLine.objects.of_schedules(others.values("pk")).going_ahead()
        return list(
            lines.with_records()
            .select_related("schedule__body", "chair")
            .prefetch_related("leaders")
        )

    def advice(self):
        lines = self.all_lines()
        found = conflicts.within(lines) + conflicts.across(lines, self.public_neighbours())
        notes = [("lines", sentence) for sentence in found]
        if lines and not any(line.is_public for line in lines):
            notes.append(("lines", _("All lines are internal: the public will see an empty week.")))
        return notes


class ScheduleLine(EditionRow):
    """Dòng lịch: one thing that is done. The texts are what was written; the keys beside them say whom and where they name."""

    schedule = models.ForeignKey(WeekSchedule, models.CASCADE, related_name="lines")
    # The same thing over all editions: what calendars and the comparison know it by.
    uid = models.UUIDField(default=uuid.uuid4, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(_("day"), null=True, blank=True)
    session = models.CharField(
        _("part of the day"), max_length=5, choices=Session.choices, blank=True
    )
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    content = NFCTextField(_("content"), max_length=1000, blank=True)
    chair = models.ForeignKey(
        Leader,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chaired",
        verbose_name=_("chair"),
    )
    chair_text = NFCCharField(_("chair"), max_length=250, blank=True)
    participants = NFCTextField(_("participants"), max_length=1000, blank=True)
    leaders = models.ManyToManyField(
        Leader, blank=True, related_name="attended", verbose_name=_("leaders present")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("place")
    )
    place_text = NFCCharField(_("place"), max_length=250, blank=True)
    prepared_by = NFCCharField(_("prepared by"), max_length=250, blank=True)
    note = NFCCharField(_("note"), max_length=500, blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    is_postponed = models.BooleanField(_("postponed"), default=False)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invitation"),
    )

    # Leaders among the participants of a line that is still being typed; None where the stored ones hold.
    named = None

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a schedule")
        verbose_name_plural = _("lines of a schedule")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "uid"], name="schedules_line_once_per_edition"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__lt=models.F("ends_at")),
                name="schedules_line_ends_after_its_start",
            ),
        ]

    def __str__(self):
        """All of it in one line: what the comparison of editions shows and what tells a change."""
        marks = [_("INTERNAL")] * (not self.is_public) + [_("POSTPONED")] * self.is_postponed
        when = [day_label(self.on)] * bool(self.on) + [self.get_session_display()] + [self.hours()]
        told = [
            *map(str, marks),
            " ".join(part for part in when if part),
            self.content,
            *(f"{label}: {text}" for label, text in self.facts()),
            self.file.original_name if self.file else "",
        ]
        return " · ".join(" ".join(part.split()) for part in told if part)

    def facts(self):
        """[(label, text)] of what is said beside the content."""
        names = ("chair_text", "participants", "place_text", "prepared_by", "note")
        return [(self.label_of(name), getattr(self, name)) for name in names if getattr(self, name)]

    def label_of(self, name):
        label = str(self._meta.get_field(name).verbose_name)
        return label[:1].upper() + label[1:]

    def hours(self):
        """ "08:00–10:00", "08:00" where no end is known, "" without a time."""
        return "–".join(f"{moment:%H:%M}" for moment in (self.starts_at, self.ends_at) if moment)

    @property
    def time_key(self):
        """Order of the day: by part of it, then by time, what has no time last."""
        parts = list(Session)
        part = parts.index(self.session) if self.session in parts else len(parts)
        return self.on, part, self.starts_at or time.max, self.position

    def lacks(self, monday):
        """Sentences of what this line still needs before it is submitted."""
        if not self.content.strip():
            yield _("write what is done.")
        if self.on is None:
            yield _("say on which day.")
        elif self.on not in days_of(monday):
            yield _("the day lies outside the week.")
        if not self.session:
            yield _("say at what time or in which part of the day.")
