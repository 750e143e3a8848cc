"""A citizen's question is taken in; what they do with it later; how it is given up in time."""

from django.db import transaction
from django.utils import timezone

from citizens.deadlines import promised
from citizens.signatures import signature
from qa import letters
from qa.models import Addition, CitizenFile, Contact, Question
from qa.states import RUNNING, Act, Hold, QuestionState
from qa.workflow import close, locked, log, run_again

# Of the text in templates/qa/_consent.html; a new text gets a new version.
CONSENT_VERSION = "2026-11-28"
ADDITIONS_AT_MOST = 20


class NotPossible(Exception):
    """The question is no longer in a state for that."""


@transaction.atomic
def receive(site, *, field, text, person, residence="", files=(), holds=(), at=None):
    """Keep a question. `person` are fields of Contact, `residence` the unit for readers, `files` [(upload, Inspected)]."""
    at = at or timezone.now()
    question = Question.objects.create(
        site=site,
        field=field,
        text=text,
        sent_at=at,
        holds=[Hold(name).value for name in holds],
        signature=signature(person["name"], residence, shows_name=person["shows_name"]),
        **promised(at),
    )
    named = {"shows_name_at": at if person["shows_name"] else None} | person
    Contact.objects.create(
        question=question, consent_version=CONSENT_VERSION, consented_at=at, **named
    )
    CitizenFile.keep(files, question=question)
    log(question, Act.RECEIVED, at=at)
    return question


@transaction.atomic
def add(question, text, *, at=None):
    """More information from the citizen; the time runs on where the desk had waited for it."""
    question = locked(question)
    if question.state not in RUNNING or question.additions.count() >= ADDITIONS_AT_MOST:
        raise NotPossible
    Addition.objects.create(question=question, text=text, at=at or timezone.now())
    log(question, Act.ADDED, at=at)
    if question.paused_on:
        run_again(question, by=None, at=at)
    letters.to_desk(question)


@transaction.atomic
def withdraw(question, *, at=None):
    question = locked(question)
    if question.state not in RUNNING:
        raise NotPossible
    close(question, QuestionState.WITHDRAWN, at=at)
    log(question, Act.WITHDRAWN, at=at)


@transaction.atomic
def rate(question, rating, *, at=None):
    question = locked(question)
    if question.state != QuestionState.ANSWERED or question.rating:
        raise NotPossible
    question.rating, question.rated_at = rating, at or timezone.now()
    question.save(update_fields=["rating", "rated_at"])
    log(question, Act.RATED, at=at, data={"rating": rating})
