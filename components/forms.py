from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from common.address_forms import AddressForm
from common.form_fields import WordsField
from components.choices import shelves
from components.measurement import end_of
from components.models import ComponentSet, Source
from editorial.forms import PLAIN
from editorial.queue import kinds


class MomentForm(AddressForm):
    """Which moment the board shows: now, the end of a year, or of a day. What it does not understand it ignores."""

    address_names = {"year": "nam", "day": "ngay"}

    year = forms.TypedChoiceField(
        label=_("At the end of"), required=False, coerce=int, empty_value=None
    )
    day = forms.DateField(
        label=_("or on the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": PLAIN}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        first = (
            ComponentSet.objects.order_by("valid_from").values_list("valid_from", flat=True).first()
        )
        this_year = timezone.localdate().year
        years = range(this_year, (first.year if first else this_year) - 1, -1)
        self.fields["year"].choices = [
            ("", pgettext_lazy("moment", "Now")),
            *((year, year) for year in years),
        ]

    def moment(self, now=None):
        """The moment asked for; None is now."""
        now = now or timezone.now()
        self.is_valid()
        year, day = self.cleaned_data.get("year"), self.cleaned_data.get("day")
        if day:
            return min(timezone.make_aware(datetime.combine(day, time.max)), now)
        return end_of(year, now) if year else None


class ReminderForm(forms.Form):
    subject = WordsField(
        label=_("Subject"), max_length=200, widget=forms.TextInput(attrs={"class": PLAIN})
    )
    text = WordsField(
        label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"class": PLAIN, "rows": 16})
    )
    again = forms.BooleanField(label=_("Send another letter today all the same"), required=False)


class SourceForm(forms.ModelForm):
    """Kinds of content and their shelves are those of the sections that are there, and what was chosen before."""

    kind = forms.ChoiceField(label=_("Kind of content"), widget=UnfoldAdminSelectWidget)
    value = forms.ChoiceField(
        label=_("only"),
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("A page, a category or a type of document; nothing: all of this kind."),
    )

    class Meta:
        model = Source
        fields = ("position", "kind", "value", "at_least_items", "at_least_words", "within_months")

    def __init__(self, *args, offered=None, **options):
        super().__init__(*args, **options)
        known = kinds()
        kept = self.instance.kind
        self.offered = list(shelves()) if offered is None else offered
        # Validation writes on the instance before `clean` is asked.
        self.before = (self.instance.kind, self.instance.value)
        if kept and kept not in dict(known):
            known.append((kept, kept))
        self.fields["kind"].choices = known
        self._offer_shelves(self.instance.value)

    def _offer_shelves(self, kept):
        named = {value for _kind, options in self.offered for value, _name in options}
        more = [(kept, kept)] if kept and kept not in named else []
        self.fields["value"].choices = [("", _("all of this kind")), *more, *self.offered]

    def clean(self):
        cleaned = super().clean()
        kind, value = cleaned.get("kind"), cleaned.get("value")
        options = dict(self.offered).get(dict(kinds()).get(kind or ""), [])
        if value and (kind, value) != self.before and value not in dict(options):
            self.add_error(
                "value", _("This does not belong to the kind of content that was chosen.")
            )
        return cleaned


class SourceFormSet(forms.BaseInlineFormSet):
    """What is offered is asked for once, however many rows there are."""

    @cached_property
    def offered(self):
        return list(shelves())

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"offered": self.offered}
