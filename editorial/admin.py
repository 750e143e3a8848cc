from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path
from unfold.admin import ModelAdmin

from editorial import views
from editorial.models import Edition


@admin.register(Edition)
class EditionAdmin(ModelAdmin):
    """Stands for all kinds of content: its list is the review queue, its page the review screen."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return Edition.objects.visible_to(request.user)

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:review_queue")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:edition_review", object_id)

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/xet-duyet/", wrap(views.review), name="edition_review"),
            path("<int:pk>/xet-duyet/lam/", wrap(views.act), name="edition_act"),
            path("<int:pk>/mo/", wrap(views.enter), name="edition_enter"),
            path("<int:pk>/xem-truoc/", wrap(views.preview), name="edition_preview"),
            path("<int:pk>/dang-xem/", wrap(views.claim), name="edition_claim"),
            *super().get_urls(),
        ]


def _with_queue(get_urls):
    """The queue stands at the root of the desk, beside the sections."""

    def urls():
        return [path("hang-cho/", admin.site.admin_view(views.queue), name="review_queue"), *get_urls()]

    return urls


admin.site.get_urls = _with_queue(admin.site.get_urls)
