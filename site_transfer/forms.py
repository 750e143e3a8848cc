from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import files
from editorial.forms import PLAIN
from editorial.site_fields import SiteField
from member_sites.models import Site
from site_transfer.models import SiteImport
from site_transfer.placement import is_taken


def _text(**attributes):
    return forms.TextInput(attrs={"class": PLAIN} | attributes)


class RenameForm(forms.ModelForm):
    class Meta:
        model = Site
        fields = ("kind", "name", "slug", "domain")
        widgets = {name: _text() for name in fields}

    def clean_domain(self):
        return self.cleaned_data["domain"] or None


class ArchiveForm(forms.Form):
    successor = SiteField(
        queryset=None, required=False, label=_("Successor"), empty_label=_("None")
    )
    understood = forms.BooleanField(label=_("From now on nobody writes on this site."))

    def __init__(self, *args, site, by, **options):
        super().__init__(*args, **options)
        self.fields["successor"].by = by
        self.fields["successor"].queryset = Site.objects.filter(archived_at=None).exclude(
            pk=site.pk
        )
        self.fields["successor"].widget.attrs["class"] = PLAIN


class BringForm(forms.Form):
    """An archive from elsewhere; the worker looks into it."""

    archive = forms.FileField(
        label=_("Archive of a site (ZIP)"), widget=forms.FileInput(attrs={"accept": ".zip"})
    )
    passphrase = forms.CharField(
        label=_("Passphrase"),
        required=False,
        max_length=100,
        widget=_text(autocomplete="off"),
        help_text=_(
            "Only for an archive with personal data of citizens: it was shown where the archive was written."
        ),
    )

    def clean_archive(self):
        upload = self.cleaned_data["archive"]
        if upload.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise ValidationError(_("This is not a ZIP."))
        upload.seek(0)
        if upload.size > settings.SITE_ARCHIVE_LIMIT:
            limit = {"limit": settings.SITE_ARCHIVE_LIMIT // 1_000_000}
            raise ValidationError(
                _("The file is too large; the limit is %(limit)s MB."), params=limit
            )
        return upload

    def keep(self, by):
        upload = self.cleaned_data["archive"]
        return SiteImport.objects.create(
            by=by,
            archive=upload,
            archive_name=files.short_name(upload.name),
            passphrase=self.cleaned_data["passphrase"].strip(),
        )


class BeginForm(forms.ModelForm):
    """Under which name and address the site is entered."""

    class Meta:
        model = SiteImport
        fields = ("name", "slug")
        labels = {"name": _("Name"), "slug": _("Address")}
        widgets = {name: _text() for name in fields}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = True

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if is_taken(slug):
            raise ValidationError(
                _("There is a site at %(slug)s already. Choose another address.") % {"slug": slug}
            )
        return slug


def told(error):
    """Sentences of a ValidationError, whether of fields or of the whole."""
    return error.messages if isinstance(error, ValidationError) else [str(error)]
