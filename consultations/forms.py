"""The form that citizens fill in, and the moderator's."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from citizens.forms import PHONE, CitizenForm, checked_files
from common.text import nfc
from consultations.models import CommentState
from editorial.forms import SeveralFilesField, SeveralFilesInput


class CommentForm(CitizenForm):
    """Nothing is ticked beforehand; a field that no person sees catches programs."""

    text = forms.CharField(
        label=_("Your comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    uploads = SeveralFilesField(
        label=_("Files"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
        help_text=_(
            "At most 3 files, 10 MB each: PDF, Word, Excel or a picture. Only the desk reads them."
        ),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    residence = forms.CharField(
        label=_("Commune, town or unit"),
        max_length=120,
        help_text=_("For example: xã Cao Sơn. No house number is needed."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("E-mail or telephone: one of the two is enough."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        validators=[RegexValidator(rf"^{PHONE}\Z", _("A telephone number has 8 to 15 digits."))],
    )
    shows_name = forms.BooleanField(
        label=_("I agree that my name is shown beside my comment."), required=False
    )
    consent = forms.BooleanField(
        label=_("I agree that the data above are kept and used as described."),
        error_messages={"required": _("Without this consent the comment cannot be taken in.")},
    )
    website = forms.CharField(required=False)

    def clean_name(self):
        return nfc(self.cleaned_data["name"]).strip()

    def clean_residence(self):
        return nfc(self.cleaned_data["residence"]).strip()

    def clean_uploads(self):
        return checked_files(self.cleaned_data["uploads"])

    def clean(self):
        cleaned = super().clean()
        if not {"email", "phone"} & set(self.errors) and not (
            cleaned.get("email") or cleaned.get("phone")
        ):
            self.add_error(
                "email",
                _("Give an e-mail address or a telephone number, so that you can be answered."),
            )
        return cleaned

    @property
    def is_from_a_program(self):
        return bool(self.data.get("website"))

    def person(self):
        return {
            name: self.cleaned_data[name]
            for name in ("name", "residence", "email", "phone", "shows_name")
        }


class DecisionForm(forms.Form):
    state = forms.ChoiceField(
        choices=[choice for choice in CommentState.choices if choice[0] != CommentState.WAITING]
    )
    public_text = forms.CharField(
        label=_("Text that readers see"), required=False, max_length=5000, widget=forms.Textarea
    )
    reason = forms.CharField(
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
