"""The writing form of a week and the grid of its lines."""

from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.rights import sites_with
from common.form_fields import WordsField
from editorial.forms import DraftForm
from editorial.row_sets import FileRowForm, RowSet, row_set
from schedules import entry
from schedules.directory import Directory
from schedules.models import Body, ScheduleLine
from schedules.weeks import (
    WEEK,
    Session,
    day_label,
    days_of,
    monday_of,
    number_of,
    span,
    this_monday,
)

WEEKS_BACK, WEEKS_AHEAD = 60, 26
# A week is mostly written at its eve: from Thursday on the next one is offered.
THURSDAY = 3
TELLING = {
    "begins",
    "ends",
    "content",
    "chair_text",
    "participants",
    "place_text",
    "prepared_by",
    "note",
    "upload",
    "kept",
}


class Understood(forms.CharField):
    """A text cell whose words are read by one of the functions of `entry`."""

    def __init__(self, reader, **options):
        self.reader = reader
        super().__init__(required=False, max_length=60, **options)

    def clean(self, value):
        try:
            return self.reader(super().clean(value))
        except entry.NotUnderstood as error:
            raise ValidationError(str(error)) from error


class LineForm(FileRowForm):
    """One line of the grid."""

    uid = forms.CharField(required=False, widget=forms.HiddenInput)
    day = WordsField(label=_("Day"), required=False, max_length=60)
    session = forms.ChoiceField(
        label=_("Part of the day"), required=False, choices=[("", "—"), *Session.choices]
    )
    begins = Understood(entry.read_time, label=_("From"))
    ends = Understood(entry.read_time, label=_("To"))
    internal = forms.BooleanField(label=_("Internal"), required=False)
    without_file = forms.BooleanField(label=_("Remove the invitation"), required=False)

    class Meta:
        model = ScheduleLine
        fields = (
            "content",
            "chair_text",
            "participants",
            "place_text",
            "prepared_by",
            "note",
            "is_postponed",
        )
        widgets = {
            "content": forms.Textarea(attrs={"rows": 2}),
            "participants": forms.Textarea(attrs={"rows": 2}),
            "chair_text": forms.TextInput(attrs={"list": "week-leaders"}),
            "place_text": forms.TextInput(attrs={"list": "week-places"}),
        }

    field_order = (
        "uid",
        "kept",
        *entry.COLUMNS,
        "internal",
        "is_postponed",
        "upload",
        "without_file",
    )

    def __init__(self, *args, monday, directory, **options):
        self.monday, self.directory = monday, directory
        super().__init__(*args, **options)
        for field in self:
            if field.field.label and not field.is_hidden:
                field.field.widget.attrs["aria-label"] = field.label

    @property
    def file_name(self):
        """Of the invitation that this line carries already."""
        return (
            self.initial.get("file_name", "")
            if not self.is_bound
            else str(self.instance.file or "")
        )

    def has_changed(self):
        """A day alone is no line: the grid writes it into new rows by itself."""
        return bool(TELLING & set(self.changed_data))

    def clean_uid(self):
        try:
            return UUID(self.cleaned_data["uid"]) if self.cleaned_data["uid"] else None
        except ValueError:
            return None

    def clean_day(self):
        try:
            return entry.read_day(self.cleaned_data["day"], self.monday) if self.monday else None
        except entry.NotUnderstood as error:
            raise ValidationError(str(error)) from error

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("begins") and cleaned.get("ends") and cleaned["ends"] <= cleaned["begins"]:
            self.add_error("ends", _("The end lies before the beginning."))
        if cleaned.get("ends") and not cleaned.get("begins") and not self.errors:
            self.add_error("begins", _("Say when it begins."))
        self._fill(cleaned)
        if self.instance.file and cleaned.get("internal"):
            self.add_error(
                "upload",
                _(
                    "An internal line carries no invitation: take the file away or make the line public."
                ),
            )
        return cleaned

    def _fill(self, cleaned):
        line = self.instance
        line.on, line.starts_at, line.ends_at = (
            cleaned.get(name) for name in ("day", "begins", "ends")
        )
        line.session = Session.at(line.starts_at) if line.starts_at else cleaned.get("session", "")
        line.is_public = not cleaned.get("internal")
        line.file = None if cleaned.get("without_file") else line.file
        line.uid = cleaned.get("uid") or line.uid
        line.chair = self.directory.leader(cleaned.get("chair_text", ""))
        line.place = self.directory.place(cleaned.get("place_text", ""))
        line.named = self.directory.named_in(cleaned.get("participants", ""))

    def _save_m2m(self):
        self.instance.leaders.set(self.instance.named)


class LineRowSet(RowSet):
    """The lines of a week; the grid of the desk."""

    template_name_desk = "admin/schedules/week_grid.html"

    def __init__(self, *args, edition, by, **options):
        self.monday, self.directory = None, Directory(None)
        super().__init__(*args, edition=edition, by=by, **options)

    def of(self, body, monday):
        """Which week the days belong to and whose names are known; told by the form around before anything is read."""
        self.monday = monday
        self.directory = Directory(body and body.site, monday, monday and days_of(monday)[-1])
        return self

    def stored(self):
        return self.edition.all_lines()

    def initial_of(self, line):
        return super().initial_of(line) | {
            "uid": str(line.uid),
            "day": day_label(line.on) if line.on else "",
            "session": line.session,
            "begins": _clock(line.starts_at),
            "ends": _clock(line.ends_at),
            "internal": not line.is_public,
            "file_name": str(line.file or ""),
        }

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"monday": self.monday, "directory": self.directory}

    def clean(self):
        """A line is known by its own mark: one that is used twice, or by another week, gets a new one."""
        lines = [form.instance for form in self.filled()]
        item_id = self.edition.item_id if self.edition.pk else 0
        taken = set(
            ScheduleLine.objects.known_by([line.uid for line in lines])
            .outside_item(item_id)
            .values_list("uid", flat=True)
        )
        for line in lines:
            if line.uid in taken:
                line.uid = ScheduleLine._meta.get_field("uid").get_default()
            taken.add(line.uid)


def _clock(moment):
    return f"{moment:%H:%M}" if moment else ""


class WeekForm(DraftForm):
    """A body and a week; the title follows from both, and so does the site."""

    row_sets = (row_set(LineForm, relation="lines", owner="schedule", base=LineRowSet, extra=3),)
    monday = forms.TypedChoiceField(
        label=_("Week"), coerce=date.fromisoformat, widget=UnfoldAdminSelectWidget
    )

    class Media:
        js = ["schedules/week-grid.js"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields.pop("site", None)
        if self.instance.number > 1:
            del self.fields["body"], self.fields["monday"]
        else:
            self._offer_bodies_and_weeks()
        for rows in self.rows:
            rows.of(self._body(), self._monday())

    def _offer_bodies_and_weeks(self):
        own = Q(pk=self.instance.body_id)
        sites = sites_with(self.by, "contributor").filter(archived_at=None)
        if self.instance.pk:
            # A text does not move to another site.
            sites = sites.filter(pk=self.instance.item.site_id)
        offered = Body.objects.in_force().filter(site__in=sites)
        bodies = (offered | Body.objects.filter(own)).select_related("site")
        self.fields["body"].queryset = bodies
        self.fields["body"].initial = bodies.first()
        self.fields["body"].empty_label = None
        self.fields["monday"].choices = [
            (monday.isoformat(), _label(monday)) for monday in self._mondays()
        ]
        self.fields["monday"].initial = _next_to_write().isoformat()

    def _mondays(self):
        now = this_monday()
        mondays = {now + WEEK * number for number in range(-WEEKS_BACK, WEEKS_AHEAD + 1)}
        return sorted(
            mondays | ({self.instance.monday} if self.instance.pk else set()), reverse=True
        )

    def _body(self):
        if "body" not in self.fields:
            return self.instance.body
        if not self.is_bound:
            return self.instance.body if self.instance.body_id else self.fields["body"].initial
        typed = self.data.get("body", "")
        return self.fields["body"].queryset.filter(pk=typed).first() if typed.isdecimal() else None

    def _monday(self):
        if "monday" not in self.fields:
            return self.instance.monday
        typed = self.data.get("monday") if self.is_bound else None
        try:
            return (
                monday_of(date.fromisoformat(typed))
                if typed
                else self.instance.monday or _next_to_write()
            )
        except ValueError:
            return None

    def clean(self):
        cleaned = super().clean()
        if "body" not in self.fields:
            return cleaned
        body, monday = cleaned.get("body"), cleaned.get("monday")
        if body and monday:
            cleaned["site"] = body.site
            self.instance.body, self.instance.monday = body, monday
            if self.instance.twin():
                self.add_error(
                    "body",
                    _("There is already a schedule of this body for this week; correct that one."),
                )
        return cleaned


def _label(monday):
    return f"Tuần {number_of(monday)}, {span(monday)}"


def _next_to_write(today=None):
    today = today or timezone.localdate()
    return monday_of(today) + WEEK * (today.weekday() >= THURSDAY)
