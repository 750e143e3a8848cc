"""Choices of sites at the desk. A site that the form did not offer is refused and noted in the log."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import refusals
from member_sites.models import Site


def _note(by, values, tried):
    numbers = [value for value in values if str(value).isdigit()]
    for site in Site.objects.filter(pk__in=numbers):
        refusals.note(by, tried, site=site)


class SiteField(forms.ModelChoiceField):
    """One site; `by` is the person who chooses, set by the form."""

    by = None

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            _note(
                self.by,
                [value.pk if isinstance(value, Site) else value],
                "write on a site that was not offered",
            )
            raise


class SitesField(forms.ModelMultipleChoiceField):
    """Several sites, chosen by their names."""

    by = None
    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            offered = {str(site.pk) for site in self.queryset}
            _note(
                self.by,
                [one for one in value or [] if str(one) not in offered],
                "choose a site that was not offered",
            )
            raise


def chosen_sites(values):
    """The sites that a form without fields of its own names; whether they may be chosen is the caller's question."""
    return list(Site.objects.filter(pk__in=[value for value in values if value.isdigit()]))
