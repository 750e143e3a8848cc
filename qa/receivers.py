"""A public answer ends its question: told by the editorial floor at once, and found again by the worker's round."""

from django.db import transaction
from django.db.models import Min
from django.dispatch import receiver
from django.utils import timezone

from editorial.models import Item
from editorial.signals import moved
from qa.models import Answer, Question
from qa.states import RUNNING, Act, AnswerKind, QuestionState
from qa.workflow import close, locked, log


@receiver(moved)
def after_move(edition=None, event=None, **_signal):
    if isinstance(edition, Answer) and event and event.action in {"publish", "publish_urgently"}:
        settle(Item.objects.filter(pk=edition.item_id))


def settle(items=None, at=None):
    """End the running questions whose answer is public by now, with the moment at which it appeared."""
    at = at or timezone.now()
    public = Answer.objects.published(at).filter(item__question__state__in=RUNNING)
    public = public if items is None else public.filter(item__in=items)
    first = public.order_by().values("item__question").annotate(first=Min("first_published_at"))
    for row in first.values_list("item__question", "first"):
        _end(*row)


@transaction.atomic
def _end(pk, published_at):
    question = locked(Question(pk=pk))
    if question.state not in RUNNING:
        return
    question.answer_kind, question.answered_at = AnswerKind.PUBLIC, published_at
    close(question, QuestionState.ANSWERED, at=published_at)
    log(question, Act.ANSWERED, at=published_at)
