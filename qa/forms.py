"""The forms that citizens fill in, and the filters of the public list."""

import re

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from citizens.forms import CitizenForm, PersonForm
from citizens.satisfaction import RATINGS
from common.address_forms import AddressForm
from common.form_fields import WordsField
from member_sites.models import Site
from qa.models.routing import Topic, Unit
from qa.states import Hold

TEXT_LENGTH = 5000
ELSEWHERE = "khac"
SHORTEST = 10
WHERE = _("Say where you live, for example the commune and province.")
TOO_SHORT = _(
    "Write a little more, at least ten letters, so that the officer understands what you ask."
)
LINK = re.compile(
    r"https?:|www\.|\b[a-z0-9-]+\.(com|net|org|vn|info|top|xyz|shop|ru|cn|me|io|ly)\b",
    re.IGNORECASE,
)


class AskForm(PersonForm):
    field_order = ["field", "text", "uploads", "name", "residence", "elsewhere"]

    field = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=None,
        empty_label=_("Choose a field"),
        error_messages={
            "required": _("Choose a field; if unsure, choose the nearest one."),
            "invalid_choice": _("Choose a field of the list."),
        },
    )
    text = WordsField(
        label=_("Your question"),
        max_length=TEXT_LENGTH,
        min_length=SHORTEST,
        widget=forms.Textarea(attrs={"rows": 8, "data-wrong": TOO_SHORT}),
        help_text=_(
            "What happened, where, since when, and what you want to know. Please leave out names and numbers of "
            "other people."
        ),
        error_messages={
            "required": _("Write your question."),
            "min_length": TOO_SHORT,
            "max_length": _(
                "The question is longer than 5,000 letters; shorten it or send the rest as a file."
            ),
        },
    )
    residence = forms.ChoiceField(
        label=_("Commune or town where you live"),
        error_messages={
            "required": _("Choose where you live."),
            "invalid_choice": _("Choose where you live from the list."),
        },
    )
    elsewhere = WordsField(
        label=_("If elsewhere: where?"),
        max_length=120,
        required=False,
        help_text=_("No house number is needed."),
        widget=forms.TextInput(attrs={"data-missing": WHERE}),
    )

    def __init__(self, *args, site, **options):
        self.site = site
        super().__init__(*args, **options)

    def prepare(self):
        self.fields["uploads"].help_text = _(
            "At most 3 files, 10 MB each: PDF, Word, Excel or a picture. They are never published."
        )
        self.fields["email"].help_text = _(
            "E-mail or telephone: one of the two is enough. By e-mail you hear of each step."
        )
        self.fields["consent"].error_messages["required"] = _(
            "Without this consent the question cannot be taken in."
        )
        self.fields["shows_name"].label = _("I agree that my name is shown beside my question.")
        communes = [
            site.full_name
            for site in Site.objects.members().in_force().order_by("kind", "name__alphabetical")
        ]
        own = [(name, name) for name in communes]
        self.fields["residence"].choices = [
            ("", _("Choose a commune or town")),
            *own,
            (ELSEWHERE, _("Elsewhere")),
        ]
        self.fields["field"].queryset = Topic.objects.filter(
            Q(site=None) | Q(site=self.site), is_offered=True
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("residence") == ELSEWHERE and not cleaned.get("elsewhere"):
            self.add_error("elsewhere", WHERE)
        return cleaned

    def person(self):
        cleaned = self.cleaned_data
        where = cleaned["elsewhere"] if cleaned["residence"] == ELSEWHERE else cleaned["residence"]
        return super().person() | {"residence": where}

    def shown_residence(self):
        """Only a unit of ours is shown: what somebody typed might be an address."""
        residence = self.cleaned_data["residence"]
        return "" if residence == ELSEWHERE else residence

    def holds(self):
        return [Hold.LINKS] if LINK.search(self.cleaned_data["text"]) else []


class CodeForm(CitizenForm):
    code = WordsField(
        label=_("Tracking code"),
        max_length=40,
        help_text=_("For example: ABCD-EFGH-JKLM. Small letters and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Write the tracking code.")},
    )


class AddForm(CitizenForm):
    text = WordsField(
        label=_("Information added"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to add.")},
    )


class RateForm(CitizenForm):
    rating = forms.TypedChoiceField(
        label=_("Are you satisfied with the answer?"),
        choices=RATINGS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )


class ListForm(AddressForm):
    """Filters of the public list; what it does not understand it ignores."""

    address_names = {
        "topic": "linh_vuc",
        "unit": "don_vi",
        "member_site": "trang_tv",
        "year": "nam",
    }

    q = WordsField(
        label=_("Words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    topic = forms.ModelChoiceField(
        label=_("Field"),
        queryset=None,
        required=False,
        to_field_name="slug",
        empty_label=_("All fields"),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("All units")
    )
    member_site = forms.ModelChoiceField(
        label=_("Site"),
        queryset=None,
        required=False,
        to_field_name="slug",
        empty_label=_("This site"),
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, site, years, **options):
        super().__init__(*args, label_suffix="", **options)
        self.fields["topic"].queryset = Topic.objects.filter(Q(site=None) | Q(site=site))
        self.fields["unit"].queryset = Unit.objects.filter(
            Q(site=site) | Q(site=site.parent_id or site.pk)
        )
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]
        if site.is_main:
            self.fields["member_site"].queryset = Site.objects.members().order_by(
                "kind", "name__alphabetical"
            )
        else:
            del self.fields["member_site"]

    def narrowing(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class YearForm(AddressForm):
    """The year of the figures; the newest one for everything that it does not understand."""

    address_names = {"year": "nam"}

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, years, **options):
        super().__init__(*args, label_suffix="", **options)
        self.newest = years[0]
        self.fields["year"].choices = [(year, year) for year in years]

    def chosen(self):
        self.is_valid()
        return self.cleaned_data.get("year") or self.newest
