from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.desk import ModelAdmin, ReadOnlyAdmin
from common.text import fold
from editorial.content_admin import SiteFilter
from editorial.queue import waited
from feedback.error_reports import desk as report_desk
from feedback.error_reports.states import ReportState
from feedback.error_reports.waiting import last_late_day
from feedback.models.error_reports import ErrorReport
from feedback.models.ratings import PortalRating
from feedback.ratings import desk as rating_desk

COLOURS = {
    ReportState.OPEN: "warning",
    ReportState.CORRECTING: "info",
    ReportState.SOLVED: "success",
    ReportState.REFUSED: "default",
    ReportState.DUPLICATE: "default",
}


class WaitingFilter(admin.SimpleListFilter):
    title, parameter_name = _("what to do"), "viec"

    def lookups(self, request, model_admin):
        return [
            ("moi", _("New, to be read")),
            ("dang-sua", _("Being corrected")),
            ("tre", _("Waiting too long")),
            ("dang-mo", _("Everything open")),
        ]

    def queryset(self, request, reports):
        narrowed = {
            "moi": reports.to_be_read,
            "dang-sua": reports.being_corrected,
            "dang-mo": reports.running,
            "tre": lambda: reports.running().sent_by_end_of(last_late_day()),
        }
        return narrowed[self.value()]() if self.value() in narrowed else reports


@admin.register(ErrorReport)
class ErrorReportAdmin(ModelAdmin):
    """The queue of reports; its page is the desk's. Nobody adds, rewrites or deletes a reader's words here."""

    list_display = ("number", "item_title", "site_name", "state_tag", "age", "received")
    list_filter = (WaitingFilter, "state", SiteFilter)
    list_per_page = 30
    ordering = ("-sent_at", "-pk")
    search_fields = ("edition__search_text",)
    search_help_text = _("Words of the item; marks do not matter.")
    show_full_result_count = False
    actions = None

    def get_queryset(self, request):
        return ErrorReport.objects.seen_by(request.user).for_list(last_late_day())

    @display(description=_("report"), ordering="pk")
    def number(self, report):
        return str(report)

    @display(description=_("item"), ordering="edition__title")
    def item_title(self, report):
        return report.edition.title

    @display(description=_("site"), ordering="item__site__name")
    def site_name(self, report):
        return report.item.site.full_name

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_tag(self, report):
        return report.state, report.get_state_display()

    @display(description=_("Waiting"))
    def age(self, report):
        if not report.is_running:
            return "–"
        time = waited(report.sent_at)
        return _("%(time)s – too long") % {"time": time} if report.is_late else time

    @display(description=_("received"), ordering="sent_at")
    def received(self, report):
        return date_format(timezone.localtime(report.sent_at), "H:i d/m/Y")

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            queryset = queryset.filter(edition__search_text__contains=word)
        return queryset, False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:report_page", object_id)

    history_view = change_view

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/xem/", wrap(report_desk.page), name="report_page"),
            path("<int:pk>/lam/", wrap(report_desk.act), name="report_act"),
            path("<int:pk>/nguoi-bao/", wrap(report_desk.contact), name="report_contact"),
            path("<int:pk>/xoa-du-lieu/", wrap(report_desk.erase), name="report_erase"),
            *super().get_urls(),
        ]


@admin.register(PortalRating)
class PortalRatingAdmin(ReadOnlyAdmin):
    """Its list is the desk's own page; nobody adds, rewrites or deletes a rating."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        raise PermissionDenied

    history_view = change_view

    def get_urls(self):
        return [
            path("", self.admin_site.admin_view(rating_desk.page), name="rating_board"),
            *super().get_urls(),
        ]
