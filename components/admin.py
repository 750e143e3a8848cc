from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from common.desk import ModelAdmin
from components import copying
from components.forms import SourceForm, SourceFormSet
from components.models import Component, ComponentSet, Source


class ComponentInline(TabularInline):
    model = Component
    extra = 0
    fields = ("position", "key", "short_name", "legal_article", "for_main", "for_members")
    show_change_link = True


class SourceInline(TabularInline):
    model = Source
    form, formset = SourceForm, SourceFormSet
    extra = 0
    # Its title would be the keys of the kind and the shelf, which the row says in words.
    hide_title = True
    fields = ("position", "kind", "value", "at_least_items", "at_least_words", "within_months")


@admin.register(ComponentSet)
class ComponentSetAdmin(ModelAdmin):
    """Sets are never deleted: past years are measured by theirs."""

    list_display = ("name", "basis", "valid_from", "valid_to")
    fields = ("name", "key", "basis", "valid_from", "valid_to", "note")
    inlines = [ComponentInline]
    actions = ["copy"]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Copy as a new set from today on"), permissions=["add"])
    def copy(self, request, queryset):
        """A later decree begins as a copy of the one before it."""
        made = [copying.copy(one) for one in queryset[:1]]
        return redirect("admin:components_componentset_change", made[0].pk) if made else None


@admin.register(Component)
class ComponentAdmin(ModelAdmin):
    """Reached from its set."""

    fields = (
        "set",
        "position",
        "key",
        "name",
        "short_name",
        "legal_article",
        "for_main",
        "for_members",
        "needs_all",
        "outline",
    )
    inlines = [SourceInline]
    list_display = ("short_name", "set", "legal_article", "for_main", "for_members")
    list_filter = ("set",)
    list_select_related = ("set",)

    def response_post_save_change(self, request, obj):
        return redirect(reverse("admin:components_componentset_change", args=[obj.set_id]))
