from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path

from common.desk import ReadOnlyAdmin
from site_transfer import import_views, views
from site_transfer.models import Export


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    """Stands for the life of the sites; its own pages lead to that board."""

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:site_transfer")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:site_transfer")

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("cac-trang/", wrap(views.board), name="site_transfer"),
            path("cac-trang/<int:pk>/", wrap(views.site), name="site_transfer_site"),
            path("cac-trang/<int:pk>/doi-ten/", wrap(views.rename), name="site_transfer_rename"),
            path("cac-trang/<int:pk>/luu-tru/", wrap(views.archive), name="site_transfer_archive"),
            path("cac-trang/<int:pk>/xuat/", wrap(views.export), name="site_transfer_export"),
            path("tep/<int:pk>/", wrap(views.download), name="site_transfer_download"),
            path("tep/<int:pk>/mat-khau/", wrap(views.passphrase), name="site_transfer_passphrase"),
            path("nhap/", wrap(import_views.board), name="site_imports"),
            path("nhap/<int:pk>/", wrap(import_views.one), name="site_import"),
            path("nhap/<int:pk>/bat-dau/", wrap(import_views.begin), name="site_import_begin"),
            path("nhap/<int:pk>/bo/", wrap(import_views.cancel), name="site_import_cancel"),
            *super().get_urls(),
        ]
