"""What every list of the desk has in common."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import CharField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from unfold.admin import ModelAdmin as UnfoldAdmin
from unfold.views import ChangeList


def desk_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A screen of the desk with its frame: menu, title, styles."""
    return render(request, template, admin.site.each_context(request) | context, status=status)


class DeskChangeList(ChangeList):
    """A list of the desk: names sort by the alphabet, and only filters that it shows are asked."""

    def get_filters(self, request: HttpRequest) -> Any:
        """Without what no filter of the list offers.

        Django would ask the database for any look-up that an address names: a broken pattern is an
        error of the server then, and `password__startswith` an answer.
        """
        specs, has_filters, unasked, may_repeat, is_active = super().get_filters(request)
        # Django has made two of them out of the year, month and day that the list walks through.
        walked = {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}
        asked = {name: values for name, values in unasked.items() if name in walked}
        return specs, has_filters, asked, may_repeat, is_active

    def get_ordering_field(self, field_name: Any) -> Any:
        name = super().get_ordering_field(field_name)
        return f"{name}__alphabetical" if self._holds_words(name) else name

    def _holds_words(self, name: Any) -> bool:
        """Whether `name`, perhaps across tables, is a column of words and not of a choice."""
        if not isinstance(name, str):
            return False
        options = self.lookup_opts
        *way, last = name.split("__")
        for step in way:
            options = options.get_field(step).related_model._meta
        field = next((one for one in options.get_fields() if one.name == last), None)
        return isinstance(field, CharField) and not field.choices


class ModelAdmin(UnfoldAdmin):
    """The base of the desk's tables."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList


class ReadOnlyAdmin(ModelAdmin):
    """Rows are made and changed by other doors, or by nobody: here they are only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
