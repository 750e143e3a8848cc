from celery import shared_task
from django.db import transaction
from django.utils import timezone

from citizens.models import OfficeRule
from editorial.models.calendars import CalendarDay
from qa import letters, receivers
from qa.deadlines import due_on, forward_by
from qa.models import Question
from qa.states import Act
from qa.workflow import locked, log, move

BATCH = 200


@shared_task
def settle_answers():
    """Ends what a scheduled publication, or a process that died after its commit, left open."""
    receivers.settle()


@shared_task
def recount_deadlines(at=None):
    """A holiday that was entered or taken away moves running deadlines; each move is logged and told."""
    calendar = CalendarDay.objects.calendar()
    for question in Question.objects.running().with_pauses().iterator(chunk_size=BATCH):
        pauses = [(pause.from_on, pause.to_on) for pause in question.pauses.all()]
        if (due_on(question, calendar, pauses), forward_by(question, calendar)) != (
            question.due_on,
            question.forward_by,
        ):
            _move(question, calendar)


@shared_task
def remind(at=None):
    """Before the deadline and each working day after it, once a day; of the time to forward, what nobody has read by then.

    Of a long wait for the citizen as often as the rule has days to remind ahead.
    """
    at = at or timezone.now()
    today, calendar = timezone.localdate(at), CalendarDay.objects.calendar()
    if not calendar.is_working(today):
        return
    days = OfficeRule.now().remind_days
    for waiting in (
        Question.objects.to_remind(calendar.add(today, days), today),
        Question.objects.waiting_long(calendar.before(today, days)),
    ):
        for pk in list(waiting.values_list("pk", flat=True)):
            _remind(pk, waiting, at)


@transaction.atomic
def _move(question, calendar):
    question = locked(question)
    if not question.is_running:
        return
    before = question.due_on
    move(question, calendar)
    if question.due_on != before:
        days = {"before": before.isoformat(), "due_on": question.due_on.isoformat()}
        log(question, Act.MOVED, data=days)


@transaction.atomic
def _remind(pk, waiting, at):
    """Asked again under the lock: it may have been ended, paused or reminded of since the list was read."""
    question = locked(Question(pk=pk))
    if not waiting.filter(pk=pk).exists():
        return
    late = question.is_overdue(timezone.localdate(at))
    event = log(
        question, Act.REMINDED, at=at, data={"due_on": question.due_on.isoformat(), "late": late}
    )
    letters.remind(event, question, chiefs=late)
