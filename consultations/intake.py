"""A citizen's comment is taken in; who wrote it is kept apart, and given up in time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from citizens.signatures import signature
from consultations.models import (
    Comment,
    CommentAct,
    CommentEvent,
    CommentFile,
    CommentPerson,
    CommentState,
    RetentionRule,
)

# Of the text in templates/documents/comments/_consent.html; a new text gets a new version.
CONSENT_VERSION = "2026-11"
BATCH = 200
# Rounded up: nobody's data are erased before the day that was promised for keeping them.
DAYS_OF_A_MONTH = 31


@transaction.atomic
def receive(item, *, text, person, files=(), is_proved=True, at=None):
    """Keep a comment. `person` are the fields of CommentPerson, `files` [(upload, Inspected)]."""
    at = at or timezone.now()
    shown = signature(person["name"], person["residence"], shows_name=person["shows_name"])
    comment = Comment.objects.create(
        item=item, text=text, signature=shown, is_proved=is_proved, received_at=at
    )
    named = {"shows_name_at": at if person["shows_name"] else None} | person
    CommentPerson.objects.create(
        comment=comment, consent_version=CONSENT_VERSION, consented_at=at, **named
    )
    CommentFile.keep(files, comment=comment)
    return comment


@transaction.atomic
def decide(comment, state, *, by, public_text="", reason="", at=None):
    """Approve with the text that readers will see, or keep back with a reason. The original stays as it came."""
    at = at or timezone.now()
    kept = Comment.objects.select_for_update().get(pk=comment.pk)
    kept.state, kept.decided_by, kept.decided_at = state, by, at
    kept.public_text, kept.reason = public_text if state == CommentState.APPROVED else "", reason
    kept.save()
    CommentEvent.objects.create(comment=kept, act=CommentAct(state), by=by, at=at, note=reason)
    return kept


def note_reading(comment, act, *, by):
    CommentEvent.objects.create(comment=comment, act=act, by=by)


@transaction.atomic
def anonymise(comment, *, by=None, note="", at=None):
    """Erase who wrote it, the files, and words of the original that readers never saw."""
    kept = Comment.objects.select_for_update().get(pk=comment.pk)
    person = CommentPerson.objects.filter(comment=kept).first()
    if person:
        kept.signature = signature(person.name, person.residence, shows_name=False)
        person.delete()
    for row in kept.files.all():
        row.delete()
    kept.text, kept.anonymised_at = kept.public_text, at or timezone.now()
    kept.save()
    CommentEvent.objects.create(comment=kept, act=CommentAct.ANONYMISED, by=by, note=note)


def anonymise_old(at=None):
    """What the period in the admin has run out for; returns how many."""
    until = (at or timezone.now()) - timedelta(days=DAYS_OF_A_MONTH * RetentionRule.months_now())
    old = list(Comment.objects.past_retention(until)[:BATCH])
    for comment in old:
        anonymise(comment, at=at)
    return len(old)
