from django.contrib import admin
from unfold.admin import ModelAdmin

from visits.models import Baseline, VisitDay


@admin.register(VisitDay)
class VisitDayAdmin(ModelAdmin):
    """Counted, so only read."""

    list_display = ["on", "site", "visits", "views", "robot_views"]
    list_filter = ["site"]
    list_select_related = ["site"]
    date_hierarchy = "on"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Baseline)
class BaselineAdmin(ModelAdmin):
    list_display = ["site", "on", "visits", "views", "note"]
    list_select_related = ["site"]
