from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path
from unfold.admin import ModelAdmin

from documents.register_import import desk
from documents.register_import.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ModelAdmin):
    """Stands for the import's own screens."""

    def get_queryset(self, request):
        return ImportRun.objects.seen_by(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:register_imports")

    add_view = changelist_view

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:register_import_run", object_id)

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("nhap/", wrap(desk.runs), name="register_imports"),
            path("nhap/mau.xlsx", wrap(desk.template), name="register_import_template"),
            path("nhap/<int:pk>/", wrap(desk.run), name="register_import_run"),
            path("nhap/<int:pk>/ghi/", wrap(desk.start), name="register_import_start"),
            path("nhap/<int:pk>/dang/", wrap(desk.publish), name="register_import_publish"),
            path("nhap/<int:pk>/chay-tiep/", wrap(desk.resume), name="register_import_resume"),
            path("nhap/<int:pk>/bo/", wrap(desk.cancel), name="register_import_cancel"),
            *super().get_urls(),
        ]
