"""The writing form, which saves drafts only, and the small forms of the queue and the review screen."""

import hashlib
import json
from datetime import UTC, datetime
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelectWidget

from accounts.models import User
from accounts.rights import sites_with
from common.form_fields import WordsField
from editorial import drafts
from editorial.models import Item
from editorial.models.files import Attachment, AttachmentRole, StoredFile
from editorial.queue import kinds
from editorial.row_sets import RowSet
from editorial.site_fields import SiteField
from editorial.states import EditionState, RetractionKind
from member_sites.models import Site

PLAIN = " ".join(INPUT_CLASSES)


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(SeveralFilesField, self).clean(upload, initial) for upload in uploads]


def moment_field(**options):
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": PLAIN}, format="%Y-%m-%dT%H:%M"
    )
    return forms.DateTimeField(required=False, widget=widget, **options)


class DraftForm(forms.ModelForm):
    """One column in the order of writing. `by` and `site` are set by the section's admin."""

    by: User
    # What each field for a file takes, by content.
    file_kinds = {"cover_file": ["image"], "attachment_files": ["document", "audio"]}
    # Files that stand in a field of the edition itself: `cover` is set by `cover_file`, emptied by
    # `remove_cover`, and by `cover_kept` not lost when the form comes back. More in media_forms.py.
    edition_files: ClassVar[tuple[str, ...]] = ("cover",)
    # Classes of rows.RowSet, edited together with the fields.
    row_sets: ClassVar[tuple[type[RowSet], ...]] = ()
    site = SiteField(queryset=None, label=_("Site"), widget=UnfoldAdminSelectWidget)
    event_at = moment_field(label=_("Moment of the event"))
    expires_at = moment_field(label=_("Public until"))
    cover_file = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "Drop or paste a picture anywhere on this page. JPEG, PNG or WebP, best 1280 pixels wide or more."
        ),
    )
    cover_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    remove_cover = forms.BooleanField(label=_("Remove the picture"), required=False)
    attachment_files = SeveralFilesField(
        label=_("Attachments"), required=False, help_text=_("PDF, Word or Excel; several at once.")
    )
    remove_attachments = forms.ModelMultipleChoiceField(
        label=_("Remove attachments"),
        queryset=Attachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self._for_existing()
        else:
            self.fields["site"].queryset = sites_with(self.by, "contributor").filter(
                archived_at=None
            )
            self.fields["site"].by = self.by
            self.fields["site"].initial = self.fields["site"].queryset.first()
        if self.instance.number == 1:
            self.fields.pop("reason", None)
        data = (self.data, self.files) if self.is_bound else (None, None)
        self.rows = [rows(*data, edition=self.instance, by=self.by) for rows in self.row_sets]
        if self.instance.pk:
            self.initial["version"] = self.instance.version
            self.initial["read"] = json.dumps(self.fingerprints())

    def _for_existing(self):
        del self.fields["site"]
        self.fields["remove_attachments"].queryset = self.instance.attachments.select_related(
            "file"
        ).filter(role=AttachmentRole.ATTACHMENT)

    @property
    def text_fields(self):
        own = {field.name for field in self._meta.model._meta.get_fields()}
        return [name for name in self._meta.fields if name in self.fields and name in own]

    def fingerprints(self):
        """What the person reads, in short: tells later which fields somebody else changed."""
        texts = {
            name: _fingerprint(getattr(self.instance, name, None)) for name in self.text_fields
        }
        return texts | {rows.relation: rows.fingerprint() for rows in self.rows}

    def is_valid(self):
        # All of them are asked, so that every mistake is shown at once.
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows)])

    def clean_cover_file(self):
        return self._keep("cover_file", self.cleaned_data["cover_file"])

    def clean_attachment_files(self):
        return [
            self._keep("attachment_files", upload)
            for upload in self.cleaned_data["attachment_files"] or []
        ]

    def clean_cover_kept(self):
        return self._kept("cover_kept", "image")

    def _kept(self, name, kind):
        """A file uploaded in a try before this one; only the person's own counts."""
        return StoredFile.objects.filter(
            sha256=self.cleaned_data[name], kind=kind, uploads__by=self.by
        ).first()

    def _keep(self, name, upload):
        return (
            StoredFile.objects.keep(upload, kinds=self.file_kinds[name], by=self.by)
            if upload
            else None
        )

    def clean(self):
        cleaned = super().clean()
        for name in self.edition_files:
            file = cleaned.get(f"{name}_file") or cleaned.get(f"{name}_kept")
            if file or cleaned.get(f"remove_{name}"):
                setattr(self.instance, name, file)
        return cleaned

    @transaction.atomic
    def keep(self):
        """Save the draft by the editorial law; raises drafts.Stale or drafts.NotAllowed."""
        saved = self._change() if self.instance.pk else self._begin()
        self.cleaned_data["remove_attachments"].delete()
        taken = saved.attachments.count()
        for place, file in enumerate(self.cleaned_data["attachment_files"], start=taken):
            Attachment.objects.create(
                edition_id=saved.pk, file=file, position=place, title=file.original_name
            )
        self._save_m2m()
        for rows in self.rows:
            rows.replace(saved)
        if self.rows:
            drafts.sync_files(saved)
            drafts.refresh_search(saved)
        return saved

    def _begin(self):
        site = self.cleaned_data["site"]
        named = {"author_name": self.instance.author_name} if self.instance.author_name else {}
        for name, value in drafts.with_author(self.by, site, named).items():
            setattr(self.instance, name, value)
        return drafts.begin(self.instance, site=site, by=self.by)

    def _change(self):
        return drafts.save_draft(self.instance, by=self.by, version=self.cleaned_data["version"])

    def changed_meanwhile(self, current):
        """Names of the fields and rows whose stored text is no longer what the person had read."""
        read = _as_dict(self.data.get("read"))
        stored = {name: _fingerprint(getattr(current, name, None)) for name in self.text_fields}
        stored |= {rows.relation: rows.fingerprint() for rows in self.rows}
        return [
            name for name, print_now in stored.items() if name in read and read[name] != print_now
        ]

    def label_of(self, name):
        return (
            self.fields[name].label if name in self.fields else self._meta.model.content_rows[name]
        )

    def touched(self):
        """Names of the fields in which the person typed something else than they had read."""
        read = _as_dict(self.data.get("read"))
        return [
            name
            for name in self.text_fields
            if read.get(name) != _fingerprint(self.cleaned_data.get(name))
        ]

    def typed(self, changed_by_others):
        """Initial values of the form that comes back after somebody else saved."""
        kept = set(self.touched()) | (set(self.text_fields) - set(changed_by_others))
        return {name: self[name].data for name in kept} | {
            f"{name}_kept": self._digest_of(name) for name in self.edition_files
        }

    @property
    def nothing_to_remove(self):
        """Names of the fields that would take away a file that is not there."""
        return [f"remove_{name}" for name in self.edition_files if not getattr(self.instance, name)]

    @property
    def kept_cover(self):
        """Digest of a picture that was uploaded but not yet saved with the draft."""
        return self._digest_of("cover") if self.is_bound else self.initial.get("cover_kept", "")

    def _digest_of(self, name):
        file = self.cleaned_data.get(f"{name}_file") or self.cleaned_data.get(f"{name}_kept")
        return file.sha256 if file else ""


def _fingerprint(value):
    if isinstance(value, QuerySet | Manager):
        value = sorted(value.values_list("pk", flat=True))
    if isinstance(value, datetime):
        value = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, Model):
        value = value.pk
    return hashlib.sha256(str(value or "").encode()).hexdigest()[:12]


def _as_dict(text):
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


class QueueForm(forms.Form):
    """Filters of the queue; what it does not understand it ignores."""

    q = WordsField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": PLAIN}),
    )
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=_("All sites")
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    deadline = forms.ChoiceField(
        label=_("Time limit"),
        required=False,
        choices=[("", _("Any time")), ("late", _("Overdue only"))],
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.fields["site"].queryset = sites_with(by, "contributor")
        self.fields["state"].choices = [("", _("All states")), *EditionState.choices]
        self.fields["kind"].choices = [("", _("All kinds")), *kinds()]

    def narrowing(self):
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value}
        return {"words": known.pop("q", "")} | known


class ExceptionsForm(forms.Form):
    """Filters of the board of exceptions; what it does not understand it ignores."""

    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=_("All sites")
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, by, years, **options):
        super().__init__(*args, **options)
        self.fields["site"].queryset = sites_with(by, "contributor")
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]

    def narrowing(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class TransitionForm(forms.Form):
    """What a button of the review screen sends along; the law itself is checked by workflow.perform."""

    note = WordsField(
        label=_("Reason or note"), required=False, max_length=2000, widget=forms.Textarea
    )
    version = forms.IntegerField(required=False)
    at = forms.DateTimeField(label=_("Publish at"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of reason"), required=False, choices=[("", "—"), *RetractionKind.choices]
    )
    body = WordsField(label=_("Deciding body"), required=False, max_length=200)
    replacement = forms.IntegerField(label=_("Number of the item that replaces it"), required=False)
    stays_readable = forms.BooleanField(label=_("Stays readable under the notice"), required=False)

    def clean_replacement(self):
        number = self.cleaned_data["replacement"]
        if number is None:
            return None
        found = (
            Item.objects.filter(pk=number, editions__in=self.replacements).first()
            if number
            else None
        )
        if not found:
            raise ValidationError(_("There is no public item of this number."))
        return found

    def __init__(self, *args, replacements, **options):
        self.replacements = replacements
        super().__init__(*args, **options)

    def arguments(self, transition):
        """Keyword arguments of workflow.perform for `transition`."""
        values = self.cleaned_data
        given = {"note": values["note"], "version": values["version"]}
        if transition.takes_moment:
            given["at"] = values["at"]
        if transition.writes_notice:
            given |= {
                name: values[name] for name in ("kind", "body", "replacement", "stays_readable")
            }
        return given
