"""A citizen's comment is taken in; who wrote it is kept apart, and given up in time."""

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
)

# Of the text in templates/documents/comments/_consent.html; a new text gets a new version.
CONSENT_VERSION = "2026-11"


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
