"""The forms that citizens fill in, whatever section asks: what is typed, and the files that come with it."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from citizens import proof_of_work
from common import files
from common.form_fields import WordsField
from editorial.forms import SeveralFilesField, SeveralFilesInput

MOST_FILES = 3
FILE_LIMIT = 10_000_000
KINDS = ["document", "image"]
WRONG_EMAIL = _("An e-mail address looks like ten@example.vn.")
WRONG_PHONE = _("A telephone number has 8 to 15 digits.")
# For the browser too, whose classes want these escapes; full-width signs come from some keyboards.
BETWEEN_DIGITS = r"[\s.+\(\)\/\-–＋（）．－]*"
PHONE = f"{BETWEEN_DIGITS}(?:[0-9０-９]{BETWEEN_DIGITS}){{8,15}}"


class CitizenForm(forms.Form):
    """The words of help and of a mistake belong to the field for those who listen.

    What is missing stands with the field (`data-missing`): the script of the steps says it in our words.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        self.prepare()
        for name, field in self.fields.items():
            if field.required:
                field.widget.attrs["data-missing"] = field.error_messages["required"]
            described = [f"id_{name}_help"] if field.help_text else []
            described += [f"id_{name}_error"] if self.is_bound and name in self.errors else []
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def prepare(self):
        """Choices have to stand before the first look at the errors."""

    @property
    def lost_files(self):
        """Whether files were chosen that a browser will not send again by itself."""
        return self.is_bound and bool(self.files)


class GuardedForm(CitizenForm):
    """Stands behind the gate: its page includes `citizens/_gate.html`. A field that no person sees catches programs."""

    website = WordsField(required=False)
    # How hard the browser's work is.
    bits = proof_of_work.BITS

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty; programs fill it in."))
        return ""

    @property
    def task(self):
        """New work for the browser, for each page."""
        return proof_of_work.new()


class PhoneField(WordsField):
    """A telephone number as people write it: with brackets, dots, +84. What is kept has plain digits."""

    default_validators = [RegexValidator(rf"^{PHONE}\Z", WRONG_PHONE)]

    def to_python(self, value):
        return unicodedata.normalize("NFKC", super().to_python(value))


class ContactForm(GuardedForm):
    """Where an answer is sent."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": WRONG_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-wrong": WRONG_EMAIL}),
    )
    phone = PhoneField(
        label=_("Telephone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "tel",
                "inputmode": "tel",
                "pattern": PHONE,
                "data-wrong": WRONG_PHONE,
            }
        ),
    )


class PersonForm(ContactForm):
    """Who sends it, of whom one way to answer is wanted, and their files. Nothing is ticked beforehand."""

    uploads = SeveralFilesField(
        label=pgettext_lazy("of a citizen", "Files"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
    )
    name = WordsField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Write your name."),
            "max_length": _("The name is longer than 100 letters."),
        },
    )
    consent = forms.BooleanField(
        label=_("I agree that the data above are kept and used as described.")
    )
    shows_name = forms.BooleanField(required=False)

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

    def person(self):
        """The fields of a SealedPerson, but for the residence, which each section asks in its own way."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "phone", "shows_name")}


def checked_files(uploads):
    """[(upload without what a picture tells of its place, what it is)]; ValidationError names the file and the reason."""
    if len(uploads) > MOST_FILES:
        raise ValidationError(_("At most %(most)d files."), params={"most": MOST_FILES})
    return [_checked(upload) for upload in uploads]


def _checked(upload):
    if upload.size > FILE_LIMIT:
        limit = {"name": upload.name, "limit": FILE_LIMIT // 1_000_000}
        raise ValidationError(
            _("“%(name)s” is too large; the limit is %(limit)s MB."), params=limit
        )
    try:
        inspected = files.inspect(upload, kinds=KINDS)
    except ValidationError as error:
        raise ValidationError(
            [f"{upload.name}: {sentence}" for sentence in error.messages]
        ) from error
    if inspected.kind == "image":
        # Where a picture was taken is nobody's business.
        upload = files.clean_image(upload)
    return upload, inspected
