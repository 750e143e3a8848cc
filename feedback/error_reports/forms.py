"""The form of a reader who found an error, and what the buttons of the desk send along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from citizens.forms import ContactForm
from common.form_fields import WordsField
from feedback.models.error_reports import PASSAGE_LENGTH, REPLY_LENGTH, TEXT_LENGTH, ErrorReport

TOO_SHORT = _("Write a little more, so that the desk finds what is wrong.")


class ReportForm(ContactForm):
    """A contact is not required; where one is given, so is the consent. Nothing is ticked beforehand."""

    field_order = ["text", "passage"]

    text = WordsField(
        label=_("What is wrong?"),
        max_length=TEXT_LENGTH,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "For example: a wrong date, a name, a figure, a link or file that does not open."
        ),
        error_messages={"required": _("Write what is wrong."), "min_length": TOO_SHORT},
    )
    passage = WordsField(
        label=_("The passage"),
        required=False,
        max_length=PASSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The words of the page that are wrong, if you like: copied, or the first few of them."
        ),
    )
    consent = forms.BooleanField(
        label=_("I agree that my e-mail or telephone is kept and used as described."),
        required=False,
        help_text=_("Needed only if you gave one."),
    )

    def prepare(self):
        self.fields["email"].help_text = _("Then you hear by mail what came of it.")

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("email") or cleaned.get("phone")) and not cleaned.get("consent"):
            sentence = _(
                "Agree to it, or leave e-mail and telephone empty: the report is taken in without them too."
            )
            self.add_error("consent", sentence)
        return cleaned

    def told(self):
        return {name: self.cleaned_data[name] for name in ("text", "passage", "email", "phone")}


class StepForm(forms.Form):
    reply = WordsField(
        label=_("Answer to the reader"),
        required=False,
        max_length=REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Sent by mail where the reader left an address. Say why the text stays as it is."
        ),
    )
    into = forms.ModelChoiceField(
        label=_("Report"), queryset=None, required=False, empty_label=_("Choose a report")
    )

    def __init__(self, *args, report, **options):
        super().__init__(*args, **options)
        self.fields["into"].queryset = ErrorReport.objects.others_on_the_item_of(report)

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if value}
