from django.contrib import admin

from common.desk import ModelAdmin, ReadOnlyAdmin
from visits.models import Baseline, VisitDay


@admin.register(VisitDay)
class VisitDayAdmin(ReadOnlyAdmin):
    """Counted, so only read."""

    list_display = ["on", "site", "visits", "views", "robot_views"]
    list_filter = ["site"]
    list_select_related = ["site"]
    date_hierarchy = "on"


@admin.register(Baseline)
class BaselineAdmin(ModelAdmin):
    list_display = ["site", "on", "visits", "views", "note"]
    list_select_related = ["site"]
