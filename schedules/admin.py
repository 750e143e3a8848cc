from django.contrib import admin, messages
from django.urls import path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import has_role, sites_with
from common.desk import ModelAdmin
from editorial.content_admin import ContentAdmin
from schedules import copying, desk_views, timeline
from schedules.forms import WeekForm
from schedules.models import Body, Leader, Place, WeekSchedule


@admin.register(WeekSchedule)
class WeekScheduleAdmin(ContentAdmin):
    form = WeekForm
    list_filter = (*ContentAdmin.list_filter, ("body", admin.RelatedOnlyFieldListFilter))
    list_display = ("title", "site_name", "state_tag", "updated")
    ordering = ("-monday", "body__position")
    writing_order = (
        (_("Which week"), ("body", "monday")),
        (_("Lines"), ("lines",)),
        (_("Attachments"), ("attachment_files", "remove_attachments")),
        (_("What changed"), ("reason",)),
    )
    preview_template = "schedules/detail.html"

    def preview_context(self, edition, request):
        return {"schedule": edition, "edition": edition, "week": timeline.of_schedule(edition)}

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("doc-bang/", wrap(desk_views.read_table), name="schedules_read_table"),
            path("trung-gio/", wrap(desk_views.find_conflicts), name="schedules_find_conflicts"),
            *super().get_urls(),
        ]

    def _keep(self, request, form):
        response = super()._keep(request, form)
        if "_copy_week" in request.POST and response.status_code == 302:
            self._copy_week(request, form.instance)
        return response

    def _copy_week(self, request, schedule):
        count = copying.copy_week(schedule, by=request.user)
        if count:
            sentence = ngettext(
                "%(count)d line of last week is copied.",
                "%(count)d lines of last week are copied.",
                count,
            )
            messages.success(request, sentence % {"count": count})
        else:
            messages.warning(request, gettext("There is nothing to copy from the week before."))


class DirectoryAdmin(ModelAdmin):
    """Tables of a site: seen and kept by the people of that site; never deleted from, since old weeks name their rows."""

    site_lookup = "site"
    search_fields = ("name",)

    def get_queryset(self, request):
        own = sites_with(request.user, Role.CONTRIBUTOR)
        return super().get_queryset(request).filter(**{f"{self.site_lookup}__in": own})

    def has_change_permission(self, request, obj=None):
        role = self.model.rights.change
        return super().has_change_permission(request, obj) and (
            obj is None or has_role(request.user, obj.site, role)
        )

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **options):
        sites = sites_with(request.user, self.model.rights.change)
        if db_field.name == "site":
            options["queryset"] = sites
        if db_field.name == "body":
            options["queryset"] = Body.objects.filter(site__in=sites)
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(Body)
class BodyAdmin(DirectoryAdmin):
    list_display = ("name", "site", "position", "valid_from", "valid_to")
    list_select_related = ("site",)
    fields = (
        "name",
        "site",
        "position",
        "superior",
        "symbol",
        "signer_post",
        "signer",
        "valid_from",
        "valid_to",
    )


@admin.register(Leader)
class LeaderAdmin(DirectoryAdmin):
    site_lookup = "body__site"
    list_display = ("name", "post", "body", "position", "valid_from", "valid_to")
    list_select_related = ("body",)
    fields = ("name", "post", "body", "position", "valid_from", "valid_to")


@admin.register(Place)
class PlaceAdmin(DirectoryAdmin):
    list_display = ("name", "site")
    list_select_related = ("site",)
    fields = ("name", "site")
