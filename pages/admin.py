from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from common.desk import ModelAdmin
from editorial.content_admin import ContentAdmin
from pages import menu_editor, views
from pages.forms import PageForm
from pages.models import Page
from pages.models.menu import MenuEntry


@admin.register(Page)
class PageAdmin(ContentAdmin):
    form = PageForm
    list_display = ("title", "address", "layout", "site_name", "state_tag", "updated")
    list_filter = (*ContentAdmin.list_filter, "layout", "language")
    writing_order = (
        (_("What it is"), ("site", "layout", "language", "translation_of")),
        (_("Title and summary"), ("title", "summary")),
        (_("Body text"), ("body",)),
        (_("Leaders"), ("leaders",)),
        (_("Contacts"), ("contacts",)),
        (_("Units"), ("units",)),
        (
            _("Picture, or the picture of the map"),
            ("cover_file", "remove_cover", "cover_alt", "cover_caption"),
        ),
        (_("Link to a map"), ("map_url",)),
        (_("Attachments and source"), ("attachment_files", "remove_attachments", "source")),
        (
            _("Where it stands on the site"),
            ("parent", "position", "address", "component", "expires_at"),
        ),
        (_("What changed"), ("reason",)),
    )
    preview_template = "pages/detail.html"

    def preview_context(self, edition, request):
        return views.shown(edition) | {"edition": edition}


@admin.register(MenuEntry)
class MenuEntryAdmin(ModelAdmin):
    """One screen for the whole menu of a site; there is no form of a single entry."""

    def changelist_view(self, request, extra_context=None):
        return menu_editor.editor(request)

    def add_view(self, request, form_url="", extra_context=None):
        raise PermissionDenied

    def change_view(self, request, object_id, form_url="", extra_context=None):
        raise PermissionDenied

    history_view = delete_view = change_view
