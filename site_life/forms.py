from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.forms import PLAIN
from editorial.sites import SiteField
from member_sites.models import Site


def _text():
    return forms.TextInput(attrs={"class": PLAIN})


class RenameForm(forms.ModelForm):
    class Meta:
        model = Site
        fields = ("kind", "name", "slug", "domain")
        widgets = {name: _text() for name in fields}

    def clean_domain(self):
        return self.cleaned_data["domain"] or None


class ArchiveForm(forms.Form):
    successor = SiteField(queryset=None, required=False, label=_("Successor"), empty_label=_("None"))
    understood = forms.BooleanField(label=_("From now on nobody writes on this site."))

    def __init__(self, *args, site, by, **options):
        super().__init__(*args, **options)
        self.fields["successor"].by = by
        self.fields["successor"].queryset = Site.objects.filter(archived_at=None).exclude(pk=site.pk)
        self.fields["successor"].widget.attrs["class"] = PLAIN


def told(error):
    """Sentences of a ValidationError, whether of fields or of the whole."""
    return error.messages if isinstance(error, ValidationError) else [str(error)]
