from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path

from common.desk import ModelAdmin
from reports import views
from reports.models import ReportHead, ReportText


class YearAdmin(ModelAdmin):
    """A part of one year's report: it is found on, and leads back to, the page of its year."""

    def get_readonly_fields(self, request, obj=None):
        return ["year", "section"][: len(self.key)] if obj else []

    def changelist_view(self, request, extra_context=None):
        views.require_reader(request.user)
        year = request.GET.get("year", "")
        return redirect(views.year_address(year if year.isascii() and year.isdigit() else None))

    def response_post_save_add(self, request, obj):
        return redirect(views.year_address(obj.year))

    response_post_save_change = response_post_save_add


@admin.register(ReportText)
class ReportTextAdmin(YearAdmin):
    key = ("year", "section")
    fields = ["year", "section", "text"]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("bao-cao/<int:year>/", view(self.year_page), name="reports_year"),
            path("bao-cao/<int:year>/<str:kind>", view(views.download), name="reports_download"),
            *super().get_urls(),
        ]

    def year_page(self, request, year):
        return views.year_page(request, self, year)


@admin.register(ReportHead)
class ReportHeadAdmin(YearAdmin):
    key = ("year",)
