"""The writing form of a document, with its rows of files and relations."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIteratorValue
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.rights import sites_with
from common.form_fields import WordsField
from documents.completeness import SUMMARY_LENGTH
from documents.models import DocumentFile, DocumentRelation, RelationKind
from documents.models.catalogue import IssuingBody
from documents.reference_lookup import leads_back, resolve
from editorial.forms import PLAIN, DraftForm
from editorial.row_sets import FileRowForm, RowForm, row_set


def day_field(label, help_text=""):
    """A day typed as people here write it, whatever the language of the browser."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            attrs={"class": PLAIN, "placeholder": _("dd/mm/yyyy"), "inputmode": "numeric"},
            format="%d/%m/%Y",
        ),
        error_messages={
            "invalid": _("There is no such day in the calendar; write it as 05/01/2023.")
        },
    )


class SignerSelect(forms.Select):
    """Each choice carries the name and the post, so that picking one fills both."""

    def create_option(self, name, value, *args, **options):
        option = super().create_option(name, value, *args, **options)
        if isinstance(value, ModelChoiceIteratorValue):
            option["attrs"] |= {"data-name": value.instance.name, "data-post": value.instance.post}
        return option


class DocumentFileForm(FileRowForm):
    class Meta:
        model = DocumentFile
        fields = ("role", "title", "is_public")

    field_order = ("role", "title", "upload", "kept", "is_public")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["upload"].help_text = _("PDF, Word or Excel; not locked, without macros.")
        self.fields["is_public"].help_text = _(
            "Not ticked: the annex is named, its file is not opened."
        )

    def clean(self):
        cleaned = super().clean()
        wants_file = self.has_changed() and cleaned.get("is_public") and "upload" not in self.errors
        if wants_file and self.instance.file is None:
            self.add_error(
                "upload", _("Choose the file, or take the tick from “open to the public”.")
            )
        return cleaned


class DocumentRelationForm(RowForm):
    effective_on = day_field(
        _("from"), _("Empty: from the day on which the newer document takes effect.")
    )
    until_on = day_field(_("until"), _("The last day of a suspension."))

    class Meta:
        model = DocumentRelation
        fields = ("kind", "target_text", "scope", "effective_on", "until_on")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        field = self.fields["target_text"]
        field.help_text = _(
            "As “1155/UBND ngày 05/01/2023”. A document that is not on the portal is named in words."
        )
        field.widget.attrs |= {
            "class": PLAIN,
            "autocomplete": "off",
            "data-suggest": reverse_lazy("admin:documents_document_suggest"),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("target_text"):
            self._find(cleaned["target_text"], cleaned.get("kind"))
        if cleaned.get("until_on") and cleaned.get("kind") != RelationKind.SUSPENDS:
            self.add_error("until_on", _("Only a suspension has a last day."))
        return cleaned

    def _find(self, text, kind):
        try:
            target = resolve(text, self.by)
        except ValidationError as error:
            self.add_error("target_text", error)
            return
        self.instance.target = target
        if target and self.item and target.pk == self.item.pk:
            self.add_error("target_text", _("A document cannot stand in relation to itself."))
        elif target and leads_back(self.item, target, kind):
            self.add_error(
                "target_text",
                _("That document already acts on this one, so this one cannot act on it: %(name)s.")
                % {"name": text},
            )


class DocumentForm(DraftForm):
    row_sets = (
        row_set(DocumentFileForm, relation="files", owner="document", most=60),
        row_set(DocumentRelationForm, relation="relations", owner="document", most=60),
    )
    issued_on = day_field(_("day of issue"))
    received_on = day_field(
        _("day of receipt"),
        _("Of a document received from above: the limit for posting counts from this day."),
    )
    effective_on = day_field(_("in effect from"), _("Empty: from the day of issue."))
    effective_until_on = day_field(_("in effect until"))
    summary = WordsField(
        label=_("Subject line"),
        required=False,
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "class": PLAIN}),
        help_text=_(
            "As in the document, 500 characters at most. Secret documents (Mật, Tối mật, Tuyệt mật) never enter the portal."
        ),
    )

    class Media:
        js = ["documents/desk.js"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        sites = (
            [self.instance.item.site] if self.instance.pk else sites_with(self.by, "contributor")
        )
        self.fields["issuer"].queryset = IssuingBody.objects.filter(
            Q(site=None) | Q(site__in=sites)
        )
        self.fields["note"].widget.attrs["rows"] = 3
        signer = self.fields["signer"]
        signer.widget = SignerSelect(
            attrs={"class": signer.widget.attrs.get("class", PLAIN)}, choices=signer.choices
        )

    def clean(self):
        cleaned = super().clean()
        self._take_signer(cleaned)
        site = self.instance.item.site if self.instance.pk else cleaned.get("site")
        issuer = cleaned.get("issuer")
        if issuer and issuer.site_id and site and issuer.site_id != site.pk:
            raise ValidationError({"issuer": _("This body belongs to another site.")})
        return cleaned

    def _take_signer(self, cleaned):
        """Picking another signer brings another name and post, unless these were typed as well."""
        signer = cleaned.get("signer") if "signer" in self.changed_data else None
        for name, value in (
            ("signer_name", signer and signer.name),
            ("signer_post", signer and signer.post),
        ):
            if value and name not in self.changed_data:
                cleaned[name] = value
