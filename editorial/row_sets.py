"""Rows of a draft at the desk: lines of a schedule, files of a document. What the form holds replaces what the draft held."""

import hashlib
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from editorial.models.files import StoredFile


class RowForm(forms.ModelForm):
    """One row; an empty one is left out. `by` and `item` (None before the first save) come from the row set."""

    def __init__(self, *args, by, item, **options):
        self.by, self.item = by, item
        super().__init__(*args, **options)


class FileRowForm(RowForm):
    """A row that carries a file under `file`: newly uploaded, or kept by its digest."""

    file_kinds = ("document",)
    upload = forms.FileField(label=_("File"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return (
            StoredFile.objects.keep(upload, kinds=self.file_kinds, by=self.by) if upload else None
        )

    def clean_kept(self):
        """Only a file of one's own or of this item: a digest that somebody knows must not make a file public."""
        digest = self.cleaned_data["kept"]
        found = StoredFile.objects.filter(sha256=digest).first() if digest else None
        own = found and found.uploads.filter(by=self.by).exists()
        if (
            found
            and not own
            and not (
                self.item and StoredFile.objects.brought_to(self.item).filter(pk=found.pk).exists()
            )
        ):
            raise ValidationError(_("Upload this file again."))
        return found

    def clean(self):
        cleaned = super().clean()
        self.instance.file = cleaned.get("upload") or cleaned.get("kept")
        if cleaned.get("upload"):
            self._remember(cleaned["upload"])
        return cleaned

    def _remember(self, file):
        """A form that comes back because of another mistake names the file, so that nobody uploads it twice."""
        self.data = self.data.copy()
        self.data[self.add_prefix("kept")] = file.sha256

    @property
    def kept_file(self):
        """The file that this row carries already, to be shown beside the choice of another."""
        if self.is_bound:
            return self.instance.file
        return StoredFile.objects.filter(sha256=self.initial.get("kept", "")).first()


class RowSet(forms.BaseFormSet):
    """The rows of one relation of an edition. Sections subclass it by `row_set()`."""

    # Name of the relation, and of the rows' key to the edition.
    relation: ClassVar[str]
    owner: ClassVar[str]
    template_name_desk = "admin/editorial/rows_form.html"

    def __init__(self, data=None, files=None, *, edition, by):
        self.edition, self.by = edition, by
        super().__init__(data, files, prefix=self.relation)
        if not self.is_bound:
            self.initial = [self.initial_of(row) for row in self.stored()]

    def stored(self):
        return list(getattr(self.edition, self.relation).all()) if self.edition.pk else []

    def initial_of(self, row):
        values = model_to_dict(row, fields=list(self.form.base_fields))
        return values | ({"kept": row.file.sha256} if row.file else {})

    def get_form_kwargs(self, index):
        item = self.edition.item if self.edition.pk else None
        return super().get_form_kwargs(index) | {
            "by": self.by,
            "item": item,
            "empty_permitted": True,
            "use_required_attribute": False,
        }

    def filled(self):
        """Forms of the rows that stay, in their order."""
        deleted = self.deleted_forms if self.can_delete else []
        return [form for form in self.forms if form.has_changed() and form not in deleted]

    def sentences(self):
        """What is wrong, each with the number of its row."""
        found = [str(sentence) for sentence in self.non_form_errors()]
        for number, errors in enumerate(self.errors, 1):
            found += [
                _("Row %(number)d: %(error)s") % {"number": number, "error": error}
                for sentences in errors.values()
                for error in sentences
            ]
        return found

    def replace(self, edition):
        """Let the draft hold these rows and no others."""
        getattr(edition, self.relation).all().delete()
        for position, form in enumerate(self.filled()):
            row = form.instance
            row.pk, row.position = None, position
            setattr(row, self.owner, edition)
            row.save()
            form._save_m2m()

    def fingerprint(self):
        """Of the rows as stored: tells later whether somebody else changed them."""
        told = [_told(row) for row in self.stored()]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12] if told else ""

    def typed_differs(self):
        """Whether the person sent other rows than the draft holds now."""
        return [_told(form.instance) for form in self.filled()] != [
            _told(row) for row in self.stored()
        ]


def _told(row):
    return f"{row} {row.file_id or ''}"


def row_set(form, *, relation, owner, base=RowSet, extra=1, most=200):
    """A RowSet class: `form` for each row of `relation`, whose key to the edition is the field `owner`."""
    named = type(f"{relation.title()}RowSet", (base,), {"relation": relation, "owner": owner})
    return forms.formset_factory(
        form, formset=named, extra=extra, can_delete=True, max_num=most, validate_max=True
    )
