from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import sites_with
from common import files
from common.spreadsheet_import import MOST_BYTES
from documents.models.register_import import Fileless, ImportRun, Mode

ARCHIVE_LIMIT = 1_000_000_000


class UploadForm(forms.Form):
    """A table, and perhaps a ZIP. What they hold is looked into by the worker."""

    site = forms.ModelChoiceField(queryset=None, label=_("Site"), empty_label=None)
    table = forms.FileField(
        label=_("Register (XLSX or CSV)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )
    archive = forms.FileField(
        label=_("ZIP of the files"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_(
            "Files named by number, for example 1155_QD-UBND.pdf and 1155_QD-UBND (PL1).pdf."
        ),
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.by = by
        self.fields["site"].queryset = sites_with(by, Role.EDITOR).filter(archived_at=None)

    def clean_table(self):
        return _within(self.cleaned_data["table"], MOST_BYTES)

    def clean_archive(self):
        upload = self.cleaned_data["archive"]
        if upload is None:
            return None
        if upload.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise ValidationError(_("This is not a ZIP."))
        upload.seek(0)
        return _within(upload, ARCHIVE_LIMIT)

    def keep(self):
        values = self.cleaned_data
        run = ImportRun(
            site=values["site"],
            by=self.by,
            table=values["table"],
            table_name=files.short_name(values["table"].name),
        )
        if values["archive"]:
            run.archive = values["archive"]
            run.archive_name = files.short_name(values["archive"].name)
        run.save()
        return run


def _within(upload, limit):
    if upload.size > limit:
        raise ValidationError(
            _("The file is too large; the limit is %(limit)s MB."),
            params={"limit": limit // 1_000_000},
        )
    return upload


class StartForm(forms.Form):
    mode = forms.ChoiceField(label=_("Faulty lines"), choices=Mode.choices)
    fileless = forms.ChoiceField(
        label=_("Lines without a file enter"), choices=Fileless.choices, required=False
    )
