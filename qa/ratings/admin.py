from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path

from common.desk import ReadOnlyAdmin
from qa.ratings import desk
from qa.ratings.models import PortalRating


@admin.register(PortalRating)
class PortalRatingAdmin(ReadOnlyAdmin):
    """Its list is the desk's own page; nobody adds, rewrites or deletes a rating."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        raise PermissionDenied

    history_view = change_view

    def get_urls(self):
        return [
            path("", self.admin_site.admin_view(desk.page), name="rating_board"),
            *super().get_urls(),
        ]
