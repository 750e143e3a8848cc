from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.models import Membership, User
from common.desk import ModelAdmin

# Rights come from memberships; Django's groups would only promise what nobody checks.
admin.site.unregister(Group) if admin.site.is_registered(Group) else None


class MembershipInline(TabularInline):
    model = Membership
    extra = 0
    fields = ("site", "role", "from_on", "to_on")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """Accounts are closed, never deleted: what people did stays under their name."""

    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    inlines = [MembershipInline]
    list_display = ("username", "full_name", "email", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role", "memberships__site")
    search_fields = ("username", "full_name", "email")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email")}),
        (
            _("Access"),
            {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")},
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "full_name",
                    "email",
                    "is_staff",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(ModelAdmin):
    """A membership ends by its last day, so that what was allowed when stays known."""

    list_display = ("user", "site", "role", "from_on", "to_on")
    list_select_related = ("user", "site")
    list_filter = ("role", "site")
    search_fields = ("user__username", "user__full_name")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
