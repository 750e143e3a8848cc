from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from citizens.forms import GuardedForm
from citizens.satisfaction import RATINGS
from common.form_fields import WordsField
from feedback.models.ratings import CRITERIA, REMARK_LENGTH

NO_OPINION = 0
CHOICES = [
    *((value, format_lazy("{} – {}", value, label)) for value, label in RATINGS),
    (NO_OPINION, pgettext_lazy("rating of the portal", "Not used, no opinion")),
]
HELP = {
    "looks": _("Is it easy to find your way, on a telephone too? Can everything be read?"),
    "content": _("Do you find what you look for: news, documents, schedules, procedures?"),
    "quality": _(
        "Is what stands here right, complete and up to date? Do pages and files open quickly?"
    ),
    "support": _("Were your questions and reports of errors answered, clearly and in time?"),
}


def question(name):
    return forms.TypedChoiceField(
        label=CRITERIA[name],
        help_text=HELP[name],
        choices=CHOICES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the six.")},
    )


class PortalRatingForm(GuardedForm):
    """Four questions, each answered by one of five or by "no opinion"; nothing is chosen beforehand."""

    looks = question("looks")
    content = question("content")
    quality = question("quality")
    support = question("support")
    remark = WordsField(
        label=_("Remark"),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Read by the editorial board only; never published. Please leave out names and telephone numbers."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] for name in CRITERIA):
            self.add_error("looks", _("Rate at least one of the four."))
        return cleaned

    def questions(self):
        return [self[name] for name in CRITERIA]

    def told(self):
        """Marks, None for no opinion, and the remark."""
        return {name: self.cleaned_data[name] or None for name in CRITERIA} | {
            "remark": self.cleaned_data["remark"]
        }
