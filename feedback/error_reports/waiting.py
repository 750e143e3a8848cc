"""What waits at the desk, and what has waited too long: longer than the working days that an answer may take."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Role
from accounts.rights import has_role_somewhere
from citizens.models import OfficeRule
from editorial.models.calendars import CalendarDay
from editorial.sections import Waiting
from feedback.models.error_reports import ErrorReport


def last_late_day(on=None):
    """What came in up to this day has waited too long by now. Computed, so that a new holiday moves it at once."""
    today, limit, calendar = (
        on or timezone.localdate(),
        OfficeRule.now().answer_days,
        CalendarDay.objects.calendar(),
    )
    day = today - timedelta(days=limit + 1)
    while calendar.between(day, today) <= limit:
        day -= timedelta(days=1)
    return day


def of_sites(sites, user, on=None):
    """Reports on items of these sites, for the overview of who oversees them."""
    counted = ErrorReport.objects.on_items_of(sites).waiting_counts(last_late_day(on))
    may_open = user.has_perm("feedback.view_errorreport")
    address = reverse("admin:feedback_errorreport_changelist") if may_open else ""
    return [
        Waiting(
            _("Reports of errors to be read"),
            counted["to_be_read"],
            counted["late"],
            address and f"{address}?viec=moi",
        ),
        Waiting(
            _("Reports of errors being corrected"),
            counted["being_corrected"],
            address=address and f"{address}?viec=dang-sua",
        ),
    ]


def warnings(user, at=None):
    """[(sentence, address)] for the first screen; nothing for those who do not edit."""
    if not has_role_somewhere(user, Role.EDITOR):
        return []
    today = timezone.localdate(at) if at else None
    counted = ErrorReport.objects.seen_by(user).waiting_counts(last_late_day(today))
    address = reverse("admin:feedback_errorreport_changelist")
    return _line(_to_be_read, counted["to_be_read"], f"{address}?viec=moi") + _line(
        _late, counted["late"], f"{address}?viec=tre"
    )


def _line(sentence, count, address):
    return [(sentence(count) % {"count": count}, address)] if count else []


def _to_be_read(count):
    return ngettext(
        "%(count)d report of an error waits to be read.",
        "%(count)d reports of errors wait to be read.",
        count,
    )


def _late(count):
    return ngettext(
        "%(count)d report of an error has waited longer than an answer may take.",
        "%(count)d reports of errors have waited longer than an answer may take.",
        count,
    )
