"""What the desk does with a question: `perform()` locks, checks, acts, logs, tells. Citizens' own acts are `qa.intake`."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import has_role
from citizens.workflow import Refused, Step, do, first_obstacles
from editorial import drafts
from editorial.models import Item
from editorial.models.calendars import CalendarDay
from editorial.states import EditionState
from qa import letters
from qa.deadlines import due_on, forward_by, pauses_of
from qa.models import Answer, Pause, PrivateAnswer, Question, QuestionEvent
from qa.models.routing import FieldOfficer
from qa.states import Act, AnswerKind, QuestionState

DESK, BOTH = "desk", "both"


@dataclass(frozen=True)
class QuestionStep(Step):
    """A button of a question's page: who may press it, the desk alone or the responder too.

    `paused` and `privately`: whether the clock must stand still, or a private answer wait for a second person;
    `instead`: whether it takes the place of a public answer, and so is not done beside one.
    """

    who: str = DESK
    paused: bool | None = None
    privately: bool = False
    instead: bool = False


WANTED = {
    "subject": _("Write the subject."),
    "public_text": _("Write the text for readers."),
    "unit": _("Choose a unit."),
    "note": _("Give a reason."),
    "days": _("Say how many working days are added."),
    "text": _("Write the answer."),
    "authority": _("Name the competent authority."),
    "remark": _("Say what has to be changed."),
}


def may_moderate(user, question):
    return has_role(user, question.site, Role.EDITOR)


def may_answer(user, question):
    return Question.objects.answered_by(user).filter(pk=question.pk).exists()


def obstacles(user, name, question, *, answers=None, at=None):
    """Sentences that keep the person from a step; none when it may be done. `answers` spares a query in lists of steps."""
    step = STEPS[name]
    answers = may_answer(user, question) if answers is None else answers
    may = may_moderate(user, question) or (step.who == BOTH and answers)
    first = first_obstacles(fits=_fits(step, question), site=question.site, may=may)
    if first:
        return first
    if step.privately and wrote_privately(user, question):
        return [_("You wrote at this private answer; a second person has to look at it.")]
    if step.instead and question.answer_under_way:
        return [_("A public answer is under way: it has to be discarded first.")]
    if name == "extend" and question.is_overdue(timezone.localdate(at)):
        return [_("The deadline has passed: it is no longer extended.")]
    return []


def wrote_privately(user, question):
    """Whoever wrote any version of it, not only the last one."""
    return question.events.filter(act=Act.PRIVATE_WRITTEN, by=user).exists()


def _fits(step, question):
    if question.state not in step.sources or step.paused not in {None, bool(question.paused_on)}:
        return False
    return not step.privately or question.waiting_private_answer is not None


def offered(user, question):
    """{name: QuestionStep} that this person may do now."""
    answers = may_answer(user, question)
    return {
        name: step
        for name, step in STEPS.items()
        if not obstacles(user, name, question, answers=answers)
    }


@transaction.atomic
def perform(name, question, *, by, at=None, seen=None, **given):
    """Do a step; `given` are its fields (see Step.needs). Raises Refused, having changed nothing.

    `seen`, when given, is the newest change that the person knew of; whatever came after it is named in the refusal.
    """
    at = at or timezone.now()
    question = locked(question)
    reasons = (
        [_meanwhile(event) for event in question.events.since(seen)] if seen is not None else []
    )
    reasons = reasons or obstacles(by, name, question, at=at)
    return do(STEPS[name], question, reasons, WANTED, by=by, at=at, **given)


def _meanwhile(event):
    named = {
        "act": event.get_act_display(),
        "moment": date_format(timezone.localtime(event.at), "H:i d/m/Y"),
        "who": event.by.display_name if event.by else _("the citizen or the portal itself"),
    }
    return (
        _(
            "Nothing was done, since in the meantime: %(act)s (%(who)s, %(moment)s). Read the question again first."
        )
        % named
    )


def locked(question):
    """The item of its public answer too, so that a step here and a publication wait for each other."""
    rows = Question.objects.select_for_update(of=["self"]).select_related(
        "site", "field", "unit", "officer"
    )
    question = rows.get(pk=question.pk)
    if question.item_id:
        Item.objects.select_for_update(no_key=True).get(pk=question.item_id)
    return question


def log(question, act, *, by=None, at=None, note="", data=None):
    event = QuestionEvent.objects.create(
        question=question, act=act, by=by, at=at or timezone.now(), note=note, data=data or {}
    )
    letters.about(event, question)
    return event


def _moderate(question, *, by, at, subject, public_text, field=None, **_given):
    question.subject, question.public_text, question.field = (
        subject,
        public_text,
        field or question.field,
    )
    question.state = QuestionState.MODERATED
    question.save(update_fields=["subject", "public_text", "field", "state"])
    log(question, Act.MODERATED, by=by, at=at)
    route(question, by=by, at=at)


def _redact(question, *, by, at, subject, public_text, field=None, **_given):
    question.subject, question.public_text, question.field = (
        subject,
        public_text,
        field or question.field,
    )
    question.save(update_fields=["subject", "public_text", "field"])
    _carry_over(question, by)
    log(question, Act.REDACTED, by=by, at=at)


def _carry_over(question, by):
    """What readers must not see leaves the draft of the answer too; whoever took it out has worked on that text."""
    answer = question.answer_under_way
    if answer is None:
        return
    if answer.state != EditionState.DRAFT:
        raise Refused(
            _(
                "The public answer has left its writer. Return it to its writer first, then change the text."
            )
        )
    answer.title, answer.question_text, answer.field = (
        question.subject,
        question.public_text,
        question.field,
    )
    try:
        drafts.save_draft(answer, by=by, version=answer.version)
    except (drafts.Stale, drafts.NotAllowed) as refusal:
        raise Refused(refusal) from refusal


def route(question, *, by, at=None):
    """To the officer in charge of the field, or the one who stands in; where there is none the desk assigns."""
    first = (
        FieldOfficer.objects.in_force(timezone.localdate(at) if at else None)
        .of(question.field, question.site)
        .first()
    )
    if first:
        _give(question, Act.ASSIGNED, by=by, at=at, unit=first.unit, officer=first.user)


def _assign(question, *, by, at, unit, officer=None, note="", **_given):
    _give(question, Act.ASSIGNED, by=by, at=at, unit=unit, officer=officer, note=note)


def _transfer(question, *, by, at, unit, note, officer=None, **_given):
    _give(question, Act.TRANSFERRED, by=by, at=at, unit=unit, officer=officer, note=note)


def _give(question, act, *, by, at, unit, officer, note=""):
    if officer and not has_role(officer, unit.site, Role.RESPONDER):
        raise Refused(
            _("%(name)s does not answer questions at this unit.") % {"name": officer.display_name}
        )
    if (
        unit.site_id not in {question.site_id, question.site.parent_id}
        and not question.site.is_main
    ):
        raise Refused(_("This unit belongs to another site."))
    before = question.unit.name if question.unit else ""
    question.unit, question.officer, question.state = unit, officer, QuestionState.ASSIGNED
    question.save(update_fields=["unit", "officer", "state"])
    _give_back_private_answer(question, at)
    data = {"unit": unit.name, "before": before, "officer": officer.display_name if officer else ""}
    log(question, act, by=by, at=at, note=note, data=data)


def _return(question, *, by, at, note, **_given):
    question.state, question.officer = QuestionState.MODERATED, None
    question.save(update_fields=["state", "officer"])
    _give_back_private_answer(question, at)
    log(question, Act.RETURNED, by=by, at=at, note=note)


def _extend(question, *, by, at, days, note, **_given):
    question.extended_days += days
    move(question)
    log(
        question,
        Act.EXTENDED,
        by=by,
        at=at,
        note=note,
        data={"days": days, "due_on": question.due_on.isoformat()},
    )


def _wait(question, *, by, at, note, **_given):
    question.paused_on = timezone.localdate(at)
    question.save(update_fields=["paused_on"])
    log(question, Act.WAITING, by=by, at=at, note=note)


def _resume(question, *, by, at, note, **_given):
    run_again(question, by=by, at=at, note=note)


def run_again(question, *, by, at=None, note=""):
    """End the wait for the citizen: the working days it took are added to the deadline."""
    _end_pause(question, at)
    log(
        question, Act.RESUMED, by=by, at=at, note=note, data={"due_on": question.due_on.isoformat()}
    )


def _end_pause(question, at):
    today = timezone.localdate(at) if at else timezone.localdate()
    Pause.objects.create(
        question=question, from_on=question.paused_on, to_on=max(today, question.paused_on)
    )
    question.paused_on = None
    move(question)


def move(question, calendar=None):
    """Compute the deadlines anew and keep them."""
    calendar = calendar or CalendarDay.objects.calendar()
    question.due_on = due_on(question, calendar, pauses_of(question))
    question.forward_by = forward_by(question, calendar)
    question.save(update_fields=["extended_days", "paused_on", "due_on", "forward_by"])


def _write(question, *, by, at, **_given):
    """Begin the public answer, go on with the one that was begun, or begin anew after it was given up."""
    latest = question.latest_answer
    if latest and latest.state != EditionState.DISCARDED:
        return latest
    shown = {
        "title": question.subject,
        "question_text": question.public_text,
        "field": question.field,
        "unit": question.unit,
        "author": by,
        "author_name": "",
    }
    if latest:
        return drafts.begin_again(
            latest, by=by, reason=str(_("Begun anew after a draft was discarded.")), **shown
        )
    answer = Answer(**shown)
    drafts.begin(answer, site=question.site, by=by)
    question.item = answer.item
    question.save(update_fields=["item"])
    return answer


def _answer_privately(question, *, by, at, text, note, **_given):
    """Write it, or write it anew; it is not sent before a second person has read it."""
    written = {"text": text, "reason": note, "by": by, "at": at, "returned_at": None}
    PrivateAnswer.objects.update_or_create(question=question, defaults=written)
    letters.to_second_person(log(question, Act.PRIVATE_WRITTEN, by=by, at=at), question)


def _send_privately(question, *, by, at, **_given):
    answer = question.waiting_private_answer
    answer.sent_by, answer.sent_at = by, at
    answer.save(update_fields=["sent_by", "sent_at"])
    question.answer_kind, question.answered_at, question.decision = (
        AnswerKind.PRIVATE,
        at,
        answer.reason,
    )
    close(question, QuestionState.ANSWERED, at=at)
    log(question, Act.ANSWERED_PRIVATELY, by=by, at=at, note=answer.reason)


def _return_privately(question, *, by, at, remark, **_given):
    event = log(question, Act.PRIVATE_RETURNED, by=by, at=at, note=remark)
    letters.to_writer(event, question.waiting_private_answer.by)
    _give_back_private_answer(question, at)


def _give_back_private_answer(question, at):
    """It is no longer to be sent, until whoever answers now writes it anew."""
    unsent = PrivateAnswer.objects.filter(question=question, sent_at=None, returned_at=None)
    unsent.update(returned_at=at or timezone.now())


def _forward(question, *, by, at, authority, note, **_given):
    question.forwarded_to, question.decision = authority, note
    close(question, QuestionState.FORWARDED, at=at)
    log(question, Act.FORWARDED, by=by, at=at, note=note, data={"authority": authority})


def _reject(question, *, by, at, note, **_given):
    question.decision = note
    close(question, QuestionState.REJECTED, at=at)
    log(question, Act.REJECTED, by=by, at=at, note=note)


def close(question, state, *, at=None):
    """A wait for the citizen that is still on ends with the question, and its days are given back."""
    if question.paused_on:
        _end_pause(question, at)
    question.state, question.closed_at = state, at or timezone.now()
    question.save(
        update_fields=[
            "state",
            "closed_at",
            "answer_kind",
            "answered_at",
            "decision",
            "forwarded_to",
        ]
    )


RECEIVED, MODERATED, ASSIGNED = (
    QuestionState.RECEIVED,
    QuestionState.MODERATED,
    QuestionState.ASSIGNED,
)
# In the order of their buttons: what is done most comes first.
STEPS = {
    "moderate": QuestionStep(_("Accept"), (RECEIVED,), _moderate, ("subject", "public_text")),
    "send_privately": QuestionStep(
        _("Send the private answer"), (ASSIGNED,), _send_privately, privately=True, instead=True
    ),
    "return_privately": QuestionStep(
        _("Send the private answer back"),
        (ASSIGNED,),
        _return_privately,
        ("remark",),
        privately=True,
    ),
    "write": QuestionStep(_("Write the answer"), (ASSIGNED,), _write, who=BOTH),
    "answer_privately": QuestionStep(
        _("Write a private answer"),
        (ASSIGNED,),
        _answer_privately,
        ("text", "note"),
        who=BOTH,
        instead=True,
    ),
    "redact": QuestionStep(
        _("Change the text for readers"),
        (MODERATED, ASSIGNED),
        _redact,
        ("subject", "public_text"),
    ),
    "assign": QuestionStep(_("Assign"), (MODERATED, ASSIGNED), _assign, ("unit",)),
    "transfer": QuestionStep(_("Transfer"), (ASSIGNED,), _transfer, ("unit", "note"), who=BOTH),
    "return": QuestionStep(_("Return to the desk"), (ASSIGNED,), _return, ("note",), who=BOTH),
    "extend": QuestionStep(
        _("Extend the time limit"), (MODERATED, ASSIGNED), _extend, ("days", "note")
    ),
    "wait": QuestionStep(
        _("Ask the citizen, stop the clock"),
        (ASSIGNED,),
        _wait,
        ("note",),
        who=BOTH,
        paused=False,
    ),
    "resume": QuestionStep(
        _("Let the time run on"), (ASSIGNED,), _resume, ("note",), who=BOTH, paused=True
    ),
    "forward": QuestionStep(
        _("Forward: out of scope"),
        (RECEIVED, MODERATED, ASSIGNED),
        _forward,
        ("authority", "note"),
        instead=True,
    ),
    "reject": QuestionStep(
        _("Do not accept"), (RECEIVED, MODERATED), _reject, ("note",), instead=True
    ),
}
