"""What the buttons of a question's page send along; the rules themselves are qa.workflow's."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role, User
from common.form_fields import WordsField
from qa.models.routing import Topic, Unit


class OriginalForm(forms.Form):
    words = WordsField(
        label=_("Words of the original"),
        min_length=3,
        max_length=100,
        help_text=_("All of them have to stand in what the citizen sent; marks do not matter."),
    )


class StepForm(forms.Form):
    """One form for all steps: each takes what it needs. `seen` is the newest change on the page that was read."""

    seen = forms.IntegerField(
        label=_("Page"),
        error_messages={"required": _("It is out of date."), "invalid": _("It is out of date.")},
    )
    subject = WordsField(
        label=pgettext_lazy("of a question", "Subject"), required=False, max_length=250
    )
    public_text = WordsField(
        label=_("Text for readers"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Take out names, telephone numbers, addresses and insults. The original stays as it came."
        ),
    )
    field = forms.ModelChoiceField(
        label=_("Field"), queryset=None, required=False, empty_label=None
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=None, required=False)
    officer = forms.ModelChoiceField(label=_("Officer"), queryset=None, required=False)
    days = forms.IntegerField(
        label=_("Working days added"), required=False, min_value=1, max_value=60
    )
    authority = WordsField(label=_("Competent authority"), required=False, max_length=200)
    text = WordsField(
        label=_("Answer"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    remark = WordsField(
        label=_("What has to be changed (for the writer)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = WordsField(
        label=_("Reason (the citizen reads it)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, question, **options):
        super().__init__(*args, **options)
        sites = Q(site=question.site) | Q(site=question.site.parent_id or question.site_id)
        if question.site.is_main:
            sites |= Q(site__parent=question.site)
        self.fields["field"].queryset = Topic.objects.filter(Q(site=None) | Q(site=question.site))
        self.fields["unit"].queryset = Unit.objects.filter(sites).select_related("site")
        units = self.fields["unit"].queryset.values("site")
        self.fields["officer"].queryset = User.objects.filter(
            is_active=True, memberships__role=Role.RESPONDER, memberships__site__in=units
        ).distinct()

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
