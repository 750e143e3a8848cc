"""Lists of the desk that show what happened and take nothing down."""

from unfold.admin import ModelAdmin


class ReadOnlyAdmin(ModelAdmin):
    """Rows are made and changed by other doors, or by nobody: here they are only read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
