from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.content_admin import ContentAdmin
from events.forms import PublicEventForm
from events.models import PublicEvent


@admin.register(PublicEvent)
class PublicEventAdmin(ContentAdmin):
    form = PublicEventForm
    writing_order = (
        (_("What it is"), ("site", "title", "place", "starts_at", "summary", "body")),
        (_("Picture"), ("cover_file", "remove_cover", "cover_alt")),
        (_("On the site"), ("expires_at",)),
        (_("What changed"), ("reason",)),
    )
    preview_template = "events/detail.html"

    def preview_context(self, edition, request):
        return {"event": edition, "edition": edition}
