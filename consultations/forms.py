"""The form that citizens fill in, and the moderator's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from citizens.forms import PersonForm
from common.form_fields import WordsField
from consultations.models import CommentState


class CommentForm(PersonForm):
    field_order = ["text", "uploads", "name", "residence"]

    text = WordsField(
        label=_("Your comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    residence = WordsField(
        label=_("Commune, town or unit"),
        max_length=120,
        help_text=_("For example: xã Cao Sơn. No house number is needed."),
    )

    def prepare(self):
        self.fields["uploads"].help_text = _(
            "At most 3 files, 10 MB each: PDF, Word, Excel or a picture. Only the desk reads them."
        )
        self.fields["email"].help_text = _("E-mail or telephone: one of the two is enough.")
        self.fields["consent"].error_messages["required"] = _(
            "Without this consent the comment cannot be taken in."
        )
        self.fields["shows_name"].label = _("I agree that my name is shown beside my comment.")

    def person(self):
        return super().person() | {"residence": self.cleaned_data["residence"]}


class DecisionForm(forms.Form):
    state = forms.ChoiceField(
        choices=[choice for choice in CommentState.choices if choice[0] != CommentState.WAITING]
    )
    public_text = WordsField(
        label=_("Text that readers see"), required=False, max_length=5000, widget=forms.Textarea
    )
    reason = WordsField(
        label=_("Reason"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == CommentState.REJECTED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why this comment is not shown."))
        if (
            cleaned.get("state") == CommentState.APPROVED
            and not cleaned.get("public_text", "").strip()
        ):
            self.add_error(
                "public_text", _("There is no text left to show; keep the comment back instead.")
            )
        return cleaned
