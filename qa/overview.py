"""The board's view of the questions: what waits for whom, what is late, by unit."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import Role
from accounts.rights import has_role_somewhere
from citizens.models import OfficeRule
from citizens.oversight import sites_of
from editorial.models.calendars import CalendarDay
from editorial.sections import sections
from qa.figures import received_in
from qa.models import Question
from qa.querysets import late
from qa.states import QuestionState

SHOWN = 15


def of(user, at=None):
    """Context of the board, in a fixed number of queries; None for those who oversee nothing."""
    sites, today = sites_of(user), timezone.localdate(at) if at else timezone.localdate()
    if sites is None:
        return None
    questions = Question.objects.filter(site__in=sites)
    soon = CalendarDay.objects.calendar().add(today, OfficeRule.now().remind_days)
    figures = received_in([today.year], at, sites)[today.year]
    return {
        "to_moderate": questions.awaiting_moderation().count(),
        "to_forward": questions.awaiting_moderation().filter(forward_by__lt=today).count(),
        "to_assign": questions.without_officer().count(),
        "beside": [
            waiting for one in sections() for waiting in one.waits_from_citizens(sites, user, today)
        ],
        "to_send": questions.with_private_answer_to_send().count(),
        "paused": questions.running().exclude(paused_on=None).count(),
        "overdue_count": questions.overdue(today).count(),
        "overdue": questions.overdue(today).for_desk().in_queue()[:SHOWN],
        "soon": questions.due_by(soon).filter(due_on__gte=today).for_desk().in_queue()[:SHOWN],
        "units": questions.filter(state=QuestionState.ASSIGNED)
        .values("unit__name")
        .annotate(open=Count("pk"), late=Count("pk", filter=late(today)))
        .order_by("-late", "unit__name__alphabetical"),
        "figures": figures[0],
        "answered_units": figures[1],
        "year": today.year,
        "may_open": user.has_perm("qa.change_question"),
    }


def warnings(user, at=None):
    """[(sentence, address)] for the first screen: what waits for this person; nothing for those without questions."""
    address = reverse("admin:qa_question_changelist")
    found = []
    if has_role_somewhere(user, Role.RESPONDER):
        mine = Question.objects.answered_by(user).running()
        found += _line(_mine, mine.count(), f"{address}?viec=cua-toi")
    if has_role_somewhere(user, Role.EDITOR):
        waiting = Question.objects.moderated_by(user).waiting_counts(
            timezone.localdate(at) if at else None
        )
        found += _line(_to_moderate, waiting["to_moderate"], f"{address}?viec=kiem-duyet")
        found += _line(_to_assign, waiting["to_assign"], f"{address}?viec=phan-cong")
        found += _line(_to_send, waiting["to_send"], f"{address}?viec=tra-loi-rieng")
        found += _line(_late, waiting["overdue"], f"{address}?viec=qua-han")
    return found


def _line(sentence, count, address):
    return [(sentence(count) % {"count": count}, address)] if count else []


def _mine(count):
    return ngettext(
        "%(count)d question waits for your answer.",
        "%(count)d questions wait for your answer.",
        count,
    )


def _to_moderate(count):
    return ngettext(
        "%(count)d question waits to be moderated.",
        "%(count)d questions wait to be moderated.",
        count,
    )


def _to_assign(count):
    return ngettext(
        "%(count)d question has no officer.", "%(count)d questions have no officer.", count
    )


def _to_send(count):
    return ngettext(
        "%(count)d private answer waits for a second person.",
        "%(count)d private answers wait for a second person.",
        count,
    )


def _late(count):
    return ngettext("%(count)d question is overdue.", "%(count)d questions are overdue.", count)
