import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.rights import sites_with
from broadcasts.covers import square
from broadcasts.models import Part, Station
from editorial.forms import moment_field
from editorial.media_forms import RecordingForm
from editorial.row_sets import RowForm, RowSet, row_set

OFFSET = re.compile(r"^(?:(\d{1,2})[:.hg])?(\d{1,3})[:.'p](\d{1,2})$")


class OffsetField(forms.CharField):
    """A place in a recording, typed as minutes and seconds ("4:05", "1:04:05"); in seconds, None when empty."""

    widget = forms.TextInput(
        attrs={"placeholder": "0:00", "inputmode": "text", "autocomplete": "off"}
    )

    def to_python(self, value):
        text = re.sub(r"\s", "", super().to_python(value) or "")
        if not text:
            return None
        found = OFFSET.match(text)
        hours, minutes, seconds = (
            (int(number or 0) for number in found.groups()) if found else (0, 0, 60)
        )
        if seconds > 59 or (hours and minutes > 59):
            raise ValidationError(_("Write minutes and seconds, for example 4:05."))
        return hours * 3600 + minutes * 60 + seconds

    def prepare_value(self, value):
        return f"{value // 60}:{value % 60:02}" if isinstance(value, int) else value


class PartForm(RowForm):
    offset_seconds = OffsetField(label=_("Begins at (minutes:seconds)"), required=False)

    class Meta:
        model = Part
        fields = ["offset_seconds", "title"]


class PartsRowSet(RowSet):
    template_name_desk = "admin/broadcasts/parts_form.html"


class BroadcastForm(RecordingForm):
    """Stations are those of the programme's own site."""

    row_sets = (
        row_set(PartForm, relation="parts", owner="broadcast", base=PartsRowSet, extra=3, most=60),
    )
    aired_at = moment_field(label=_("On the air (day and hour)"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        sites = (
            [self.instance.item.site] if self.instance.pk else sites_with(self.by, "contributor")
        )
        stations = Station.objects.broadcasting().filter(site__in=sites)
        now = Station.objects.filter(pk=self.instance.station_id)
        self.fields["station"].queryset = stations | now
        if not self.instance.pk:
            self.fields["station"].initial = stations.order_by("site__code").first()

    def clean(self):
        cleaned = super().clean()
        site = self.instance.item.site if self.instance.pk else cleaned.get("site")
        station = cleaned.get("station")
        if station and site and station.site_id != site.pk:
            raise ValidationError({"station": _("This station belongs to another site.")})
        return cleaned


class StationForm(forms.ModelForm):
    def clean_cover(self):
        cover = self.cleaned_data.get("cover")
        return square(cover) if cover and "cover" in self.files else cover
