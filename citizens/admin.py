from django.contrib import admin
from unfold.admin import ModelAdmin

from citizens.models import OfficeRule


@admin.register(OfficeRule)
class OfficeRuleAdmin(ModelAdmin):
    """Its one row came with the table."""

    fields = ("answer_days", "forward_days", "remind_days", "retention_months")
    list_display = ("answer_days", "forward_days", "remind_days", "retention_months")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
