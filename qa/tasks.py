from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from citizens.models import OfficeRule
from common import mail
from editorial.models.calendars import CalendarDay
from member_sites.urls import reverse_on
from qa import intake, letters, receivers
from qa.deadlines import due_on, forward_by
from qa.models import Contact, Letter, Question
from qa.states import Act
from qa.workflow import locked, log, move

BATCH = 200


@shared_task
def send_letters():
    """Send waiting letters; one that fails stays and is tried in the next round."""
    mail.send_each(
        _send,
        Letter.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)[:BATCH],
    )


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


@shared_task
def anonymise_old():
    """One bounded batch of what the period of retention has run out for; what is left over is the next task's."""
    if intake.anonymise_old() >= intake.BATCH:
        anonymise_old.delay()


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


def _send(pk):
    with transaction.atomic(), override("vi"):
        waiting = Letter.objects.select_for_update(skip_locked=True, of=["self"]).filter(
            pk=pk, sent_at=None
        )
        letter = waiting.select_related(
            "to", "event__question__site", "event__question__unit"
        ).first()
        if letter is None:
            return
        address = _address_of(letter)
        if address:
            mail.deliver(_subject(letter), _body(letter), address)
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])


def _address_of(letter):
    """Nobody's, where a person of the desk has left since or the contact is erased."""
    if letter.to_id:
        return letter.to.email if letter.to.is_active else ""
    contact = Contact.objects.filter(question=letter.event.question_id).first()
    return contact.email if contact else ""


def _subject(letter):
    """Names nobody and quotes nothing: subjects are read on locked screens."""
    number = letter.event.question_id
    return _("Question %(number)s: %(act)s") % {
        "number": number,
        "act": letter.event.get_act_display(),
    }


def _body(letter):
    question = letter.event.question
    if letter.to_id:
        path, template = f"/quan-tri/qa/question/{question.pk}/xem/", "qa/letter_desk.txt"
    else:
        path, template = (
            reverse_on(question.site, "qa:track", kwargs={"code": question.code}),
            "qa/letter.txt",
        )
    context = {
        "letter": letter,
        "event": letter.event,
        "question": question,
        "address": f"{settings.PORTAL_ADDRESS}{path}",
    }
    return render_to_string(template, context)
