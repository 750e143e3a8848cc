from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.desk import ModelAdmin
from member_sites.life import keep_old_address
from member_sites.models import Site
from member_sites.opening import open_site


@admin.register(Site)
class SiteAdmin(ModelAdmin):
    """Sites are archived, never deleted. The structure is the superuser's; a chief keeps the contact block."""

    list_display = (
        "full_name",
        "kind",
        "domain",
        "one_step_review",
        "valid_from",
        "valid_to",
        "archived_at",
    )
    list_filter = ("kind", "one_step_review")
    search_fields = ("name", "slug", "code", "domain")
    list_select_related = ("parent",)
    structure = (
        "parent",
        "code",
        "kind",
        "name",
        "slug",
        "domain",
        "valid_from",
        "valid_to",
        "successor",
        "archived_at",
    )
    fieldsets = (
        (_("Unit"), {"fields": structure}),
        (
            _("Contact block"),
            {
                "fields": (
                    "body_name",
                    "address",
                    "phone",
                    "fax",
                    "email",
                    "responsible_person",
                    "responsible_post",
                    "licence",
                )
            },
        ),
        (_("Look"), {"fields": ("introduction", "accent", "logo")}),
        (_("Work"), {"fields": ("one_step_review", "review_hours")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if request.user.is_superuser else self.structure

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            open_site(obj)
            return
        before = Site.objects.get(pk=obj.pk)
        obj.save()
        keep_old_address(before, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
