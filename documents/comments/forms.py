"""The form that citizens fill in, and the moderator's."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common import files
from common.text import nfc
from documents.comments.models import CommentState
from editorial.forms import SeveralFilesField, SeveralFilesInput

MOST_FILES = 3
FILE_LIMIT = 10_000_000
KINDS = ["document", "image"]


class CommentForm(forms.Form):
    """Nothing is ticked beforehand; a field that no person sees catches programs."""

    text = forms.CharField(label=_("Your comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    uploads = SeveralFilesField(
        label=_("Files"), required=False, widget=SeveralFilesInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
        help_text=_("At most 3 files, 10 MB each: PDF, Word, Excel or a picture. Only the desk reads them."),
    )
    name = forms.CharField(label=_("Full name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    residence = forms.CharField(
        label=_("Commune, town or unit"), max_length=120, help_text=_("For example: xã Cao Sơn. No house number is needed.")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("E-mail or telephone: one of the two is enough."),
    )
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        validators=[RegexValidator(r"^\+?[0-9][0-9 .()-]{7,18}$", _("A telephone number has 8 to 15 digits."))],
    )
    shows_name = forms.BooleanField(label=_("I agree that my name is shown beside my comment."), required=False)
    consent = forms.BooleanField(
        label=_("I agree that the data above are kept and used as described."),
        error_messages={"required": _("Without this consent the comment cannot be taken in.")},
    )
    website = forms.CharField(required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        for name in self.fields:
            # The words of help and of a mistake belong to the field for those who listen.
            described = [f"id_{name}_help"] if self.fields[name].help_text else []
            described += [f"id_{name}_error"] if self.is_bound and name in self.errors else []
            if described:
                self.fields[name].widget.attrs["aria-describedby"] = " ".join(described)
            if self.is_bound and name in self.errors:
                self.fields[name].widget.attrs["aria-invalid"] = "true"

    def clean_name(self):
        return nfc(self.cleaned_data["name"]).strip()

    def clean_residence(self):
        return nfc(self.cleaned_data["residence"]).strip()

    def clean_uploads(self):
        uploads = self.cleaned_data["uploads"]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("At most %(most)d files."), params={"most": MOST_FILES})
        return [_checked(upload) for upload in uploads]

    def clean(self):
        cleaned = super().clean()
        if not {"email", "phone"} & set(self.errors) and not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("email", _("Give an e-mail address or a telephone number, so that you can be answered."))
        return cleaned

    @property
    def is_from_a_program(self):
        return bool(self.data.get("website"))

    def person(self):
        return {name: self.cleaned_data[name] for name in ("name", "residence", "email", "phone", "shows_name")}

    @property
    def lost_files(self):
        """Whether files were chosen that a browser will not send again by itself."""
        return self.is_bound and bool(self.files)


def _checked(upload):
    if upload.size > FILE_LIMIT:
        limit = {"name": upload.name, "limit": FILE_LIMIT // 1_000_000}
        raise ValidationError(_("“%(name)s” is too large; the limit is %(limit)s MB."), params=limit)
    try:
        inspected = files.inspect(upload, kinds=KINDS)
    except ValidationError as error:
        raise ValidationError([f"{upload.name}: {sentence}" for sentence in error.messages]) from error
    if inspected.kind == "image":
        # Where a picture was taken is nobody's business.
        upload = files.clean_image(upload)
    return upload, inspected


class DecisionForm(forms.Form):
    state = forms.ChoiceField(choices=[choice for choice in CommentState.choices if choice[0] != CommentState.WAITING])
    public_text = forms.CharField(label=_("Text that readers see"), required=False, max_length=5000, widget=forms.Textarea)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == CommentState.REJECTED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why this comment is not shown."))
        if cleaned.get("state") == CommentState.APPROVED and not cleaned.get("public_text", "").strip():
            self.add_error("public_text", _("There is no text left to show; keep the comment back instead."))
        return cleaned
