from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.desk import ModelAdmin, ReadOnlyAdmin
from editorial import sharing_views, views
from editorial.models import Edition, calendars
from editorial.models.calendars import CalendarDay, DayKind


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Stands for all kinds of content: its list is the review queue, its page the review screen."""

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
            path("<int:pk>/xet-duyet/lam/", wrap(views.move), name="edition_act"),
            path("<int:pk>/mo/", wrap(views.enter), name="edition_enter"),
            path("<int:pk>/xem-truoc/", wrap(views.preview), name="edition_preview"),
            path("<int:pk>/lien-ket/", wrap(views.check_links), name="edition_links"),
            path("<int:pk>/chia-se/", wrap(sharing_views.offer), name="edition_share"),
            path("<int:pk>/dang-xem/", wrap(views.claim), name="edition_claim"),
            *super().get_urls(),
        ]


@admin.register(CalendarDay)
class CalendarDayAdmin(ModelAdmin):
    """Changed in place: limits that ran out earlier are not counted anew."""

    list_display = ("day", "kind_tag", "name", "source")
    list_filter = ("kind",)
    search_fields = ("name", "source")
    date_hierarchy = "on"
    list_per_page = 60

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        calendars.tell()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        calendars.tell()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        calendars.tell()

    @display(description=_("day"), ordering="on")
    def day(self, day):
        return date_format(day.on, "l, d/m/Y")

    @display(
        description=_("kind"),
        ordering="kind",
        label={DayKind.HOLIDAY: "danger", DayKind.WORKING: "success"},
    )
    def kind_tag(self, day):
        return day.kind, day.get_kind_display()
