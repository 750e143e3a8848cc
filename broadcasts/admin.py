from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from broadcasts.forms import BroadcastForm, StationForm
from broadcasts.models import Broadcast, Station
from common.desk import ModelAdmin
from editorial.content_admin import ContentAdmin
from editorial.public import attachments_of


@admin.register(Broadcast)
class BroadcastAdmin(ContentAdmin):
    form = BroadcastForm
    list_display = ("title", "station", "on_air", "state_tag", "updated")
    list_select_related = ("station",)
    list_filter = (*ContentAdmin.list_filter, "station")
    writing_order = (
        (_("What it is"), ("site", "station", "title", "aired_at", "presenters")),
        (_("Recording"), ("audio_file", "remove_audio")),
        (_("Items of the programme"), ("parts",)),
        (_("Text: what is heard, for those who read"), ("summary", "transcript")),
        (_("Picture"), ("cover_file", "remove_cover", "cover_alt", "cover_caption")),
        (
            _("Source, author and attachments"),
            ("source", "author_name", "attachment_files", "remove_attachments"),
        ),
        (_("On the site"), ("expires_at",)),
        (_("What changed"), ("reason",)),
    )
    preview_template = "broadcasts/detail.html"

    def preview_context(self, edition, request):
        context = {"broadcast": edition, "edition": edition, "attachments": attachments_of(edition)}
        return context | {"parts": edition.parts.all(), "others": []}

    @display(description=_("On the air"), ordering="aired_at")
    def on_air(self, broadcast):
        return (
            date_format(timezone.localtime(broadcast.aired_at), "H:i d/m/Y")
            if broadcast.aired_at
            else "—"
        )


@admin.register(Station)
class StationAdmin(ModelAdmin):
    """Never deleted from: old programmes name their station."""

    form = StationForm
    list_display = ("name", "kind", "site", "language", "closed_on")
    list_select_related = ("site",)
    list_filter = ("kind",)
    search_fields = ("name",)
    fields = (
        "site",
        "name",
        "slug",
        "kind",
        "description",
        "language",
        "category",
        "author",
        "email",
        "cover",
        "closed_on",
    )

    def has_delete_permission(self, request, obj=None):
        return False
