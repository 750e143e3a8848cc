from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from banners.forms import BannerForm
from banners.models import Banner, BannerDay
from banners.models.themes import LunarYear, Theme, ThemeDate
from common.desk import ModelAdmin
from editorial.content_admin import ContentAdmin


@admin.register(Banner)
class BannerAdmin(ContentAdmin):
    form = BannerForm
    list_display = ("title", "site_name", "theme", "state_tag", "waiting", "updated")
    list_filter = (*ContentAdmin.list_filter, "theme", "position")
    list_select_related = ("theme",)
    writing_order = (
        (_("What it is"), ("site", "title", "theme")),
        (_("Picture"), ("cover_file", "remove_cover", "cover_alt")),
        (_("Where it leads"), ("link",)),
        (_("Where and how long it is shown"), ("position", "sites", "expires_at")),
        (_("What changed"), ("reason",)),
    )
    preview_template = "banners/detail.html"

    def preview_context(self, edition, request):
        return {"banner": edition, "edition": edition}

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("so-lieu/", wrap(self.figures), name="banner_figures"), *super().get_urls()]

    def figures(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        seen = Banner.objects.visible_to(request.user)
        titles = seen.filter(item=OuterRef("item")).order_by("-number").values("title")[:1]
        rows = BannerDay.objects.by_month(seen.values("item")).annotate(title=Subquery(titles))[
            :600
        ]
        context = {"title": _("Figures of the banners"), "rows": rows}
        return render(
            request, "admin/banners/figures.html", self.admin_site.each_context(request) | context
        )


class ThemeDateInline(TabularInline):
    model = ThemeDate
    extra = 0


@admin.register(Theme)
class ThemeAdmin(ModelAdmin):
    """Never deleted from, since old banners name their theme."""

    list_display = ("name", "kind", "season")
    list_filter = ("kind", "season")
    search_fields = ("name",)
    inlines = [ThemeDateInline]
    fieldsets = (
        (None, {"fields": ("name", "kind", "season")}),
        (
            _("The same days every year"),
            {"fields": ("first_day", "first_month", "last_day", "last_month")},
        ),
        (_("Days counted from Tết"), {"fields": ("first_from_tet", "last_from_tet")}),
    )

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LunarYear)
class LunarYearAdmin(ModelAdmin):
    list_display = ("year", "tet_on")

    def has_delete_permission(self, request, obj=None):
        return False
