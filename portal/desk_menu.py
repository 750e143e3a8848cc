"""The desk's menu in the office's words, grouped by work: the platform's entries and those of the sections."""

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.models.calendars import CalendarDay
from editorial.sections import sections
from member_sites.models import Site
from reports.models import ReportText
from visits.models import Baseline, VisitDay

PLATFORM = (
    DeskEntry(MenuGroup.QUEUE, 10, _("My work"), "checklist", "admin:index"),
    DeskEntry(
        MenuGroup.QUEUE,
        20,
        _("Review queue"),
        "rate_review",
        "admin:review_queue",
        "editorial.view_edition",
    ),
    DeskEntry(
        MenuGroup.QUEUE,
        30,
        _("Exceptions"),
        "emergency_home",
        "admin:exception_board",
        "editorial.view_edition",
    ),
    DeskEntry(
        MenuGroup.CONTENT,
        100,
        _("Shared items"),
        "share",
        "admin:share_list",
        "editorial.view_share",
    ),
    DeskEntry(
        MenuGroup.MEMBER_SITES,
        30,
        _("Life of the sites"),
        "move_down",
        "admin:site_transfer",
        "site_transfer.view_export",
    ),
    list_entry(MenuGroup.MEMBER_SITES, 40, _("Sites"), "account_balance", Site),
    list_entry(MenuGroup.REPORTS, 10, _("Annual report"), "bar_chart", ReportText),
    list_entry(MenuGroup.SYSTEM, 10, _("Users"), "person", User),
    list_entry(MenuGroup.SYSTEM, 20, _("Memberships"), "badge", Membership),
    DeskEntry(
        MenuGroup.SYSTEM,
        30,
        _("File store"),
        "inventory_2",
        "admin:file_board",
        "editorial.view_storedfile",
    ),
    list_entry(MenuGroup.SYSTEM, 40, _("Working calendar"), "event_busy", CalendarDay),
    list_entry(MenuGroup.SYSTEM, 60, _("Visit counts"), "monitoring", VisitDay),
    list_entry(MenuGroup.SYSTEM, 70, _("Visit baseline"), "start", Baseline),
)


def navigation(request):
    """Groups with entries as Unfold draws them, asked on every page of the desk."""
    ordered = list(MenuGroup)
    entries = [*PLATFORM, *(entry for section in sections() for entry in section.desk_menu)]
    entries.sort(key=lambda entry: (ordered.index(entry.group), entry.position))
    return [
        {
            "title": group.label,
            "collapsible": group.is_collapsible,
            "items": [_drawn(entry) for entry in items],
        }
        for group, items in groupby(entries, key=lambda entry: entry.group)
    ]


def _drawn(entry):
    return {
        "title": entry.title,
        "icon": entry.icon,
        "link": reverse(entry.view),
        "permission": lambda request: entry.is_for(request.user),
    }
