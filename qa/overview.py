"""The board's view of the questions: what waits for whom, what is late, by unit."""

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Role
from accounts.rights import has_role_somewhere, memberships, sites_with
from editorial.calendars import CalendarDay
from member_sites.models import Site
from qa.figures import counts
from qa.models import Question
from qa.routing import OfficeRule
from qa.states import RUNNING, State

SHOWN = 15


def sites_of(user):
    """Sites whose questions a person oversees: editors and chiefs theirs, leaders of the main site all."""
    if any(row.role == Role.LEADER and row.site.is_main for row in memberships(user)):
        return Site.objects.all()
    return sites_with(user, Role.EDITOR) if has_role_somewhere(user, Role.EDITOR) else None


def of(user, at=None):
    """Context of the board, in a fixed number of queries; None for those who oversee nothing."""
    sites, today = sites_of(user), timezone.localdate(at) if at else timezone.localdate()
    if sites is None:
        return None
    questions = Question.objects.filter(site__in=sites)
    soon = CalendarDay.objects.calendar().add(today, OfficeRule.now().remind_days)
    late = Q(paused_on=None, due_on__lt=today)
    return {
        "to_moderate": questions.awaiting_moderation().count(),
        "to_forward": questions.awaiting_moderation().filter(forward_by__lt=today).count(),
        "to_assign": questions.without_officer().count(),
        "paused": questions.running().exclude(paused_on=None).count(),
        "overdue_count": questions.overdue(today).count(),
        "overdue": questions.overdue(today).for_desk().order_by("due_on", "pk")[:SHOWN],
        "soon": questions.due_by(soon).filter(due_on__gte=today).for_desk().order_by("due_on", "pk")[:SHOWN],
        "units": questions.filter(state=State.ASSIGNED).values("unit__name").annotate(
            open=Count("pk"), late=Count("pk", filter=late & Q(state__in=RUNNING))
        ).order_by("-late", "unit__name"),
        "figures": counts([today.year], at)[today.year][0], "year": today.year,
        "may_open": user.has_perm("qa.change_question"),
    }
