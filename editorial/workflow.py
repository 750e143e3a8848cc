"""`perform()` is the only writer of an edition's state: lock, check, act, log, tell."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import drafts, notices
from editorial.models import Edition, Event, Item, Retraction
from editorial.permissions import contributor_ids, may
from editorial.queue import contributors_of
from editorial.signals import moved
from editorial.states import OPEN, RetractionKind, State
from editorial.transitions import TABLE

# What an edition goes back to when its moment is cancelled.
UNPUBLISHED = {"state": State.EDITED, "published_at": None, "first_published_at": None}


class Refused(Exception):
    """The law says no; `reasons` are sentences for the person who asked, `fields` what is missing where."""

    def __init__(self, *reasons, fields=None):
        self.reasons, self.fields = reasons, fields or {}
        super().__init__(" ".join(str(reason) for reason in reasons))


@transaction.atomic
def perform(action, edition, *, by, note="", at=None, version=None, **extra):
    """Move `edition` by `action` and return it (for "correct": the new draft).

    `at` is the moment of publication for "publish" (None or past: now). `version`, when given, must be the one
    the person looked at. `extra` are the retraction's fields. Raises Refused with sentences, having changed nothing.
    """
    now = timezone.now()
    edition = _lock(edition)
    people = contributor_ids(edition)
    _check(action, edition, by, note, version, people, now)
    before = edition.state
    result = ACTS[action](edition, by=by, note=note, now=now, at=at, **extra)
    event = _log(
        action, result, before if result.pk == edition.pk else "", by, note, now, extra, at
    )
    notices.prepare(event, result, people)
    transaction.on_commit(partial(moved.send, sender=type(result), edition=result, event=event))
    transaction.on_commit(notices.send_soon)
    return result


@transaction.atomic
def publish_many(editions, *, by):
    """First publications of one kind at once, by the same checks and with the same log as `perform`, but without mail.

    Returns {pk: Refused} of those that the law refuses; the others are public.
    """
    now = timezone.now()
    locked = _lock_first(editions)
    people = contributors_of(locked)
    refusals = {
        edition.pk: Refused(_("Later editions are published one by one."))
        for edition in editions
        if edition.number > 1
    }
    for edition in locked:
        try:
            _check("publish", edition, by, "", None, people[edition.pk], now)
            _check_end(edition, now)
        except Refused as refusal:
            refusals[edition.pk] = refusal
    _publish_first([edition for edition in locked if edition.pk not in refusals], by, now)
    return refusals


def claim(edition, *, by, at=None):
    """ "Tôi đang xem": holds the entry for half an hour, without moving it."""
    Edition.objects.filter(pk=edition.pk, state__in=OPEN).update(
        claimed_by=by, claimed_at=at or timezone.now()
    )


def release(edition, *, by):
    Edition.objects.filter(pk=edition.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)


def _lock(edition):
    """The item is locked first, so that two actions on two of its editions wait for each other too."""
    kind = edition.item.kind
    edition.item._meta.model.objects.select_for_update().get(pk=edition.item_id)
    model = Edition._meta.apps.get_model(kind)
    return model.objects.select_related("item__site", "retraction", "claimed_by").get(pk=edition.pk)


def _lock_first(editions):
    """Items first, as `_lock` does; in the order of their keys, so that two such acts do not wait for each other."""
    editions = [edition for edition in editions if edition.number == 1]
    items = Item.objects.filter(pk__in=[edition.item_id for edition in editions])
    list(items.select_for_update().order_by("pk"))
    model: type[Edition] = type(editions[0].leaf()) if editions else Edition
    rows = (
        model.objects.for_reading()
        .select_related("claimed_by")
        .prefetch_related(*model.content_rows)
    )
    return list(rows.filter(pk__in=[edition.pk for edition in editions]))


def _publish_first(editions, by, now):
    values = {
        "state": State.PUBLISHED,
        "published_at": now,
        "first_published_at": now,
        "claimed_by": None,
        "claimed_at": None,
    }
    events = []
    for edition in editions:
        events.append(
            Event(
                item_id=edition.item_id,
                edition_id=edition.pk,
                action="publish",
                from_state=edition.state,
                to_state=State.PUBLISHED,
                by=by,
                at=now,
            )
        )
    Edition.objects.filter(pk__in=[edition.pk for edition in editions]).update(**values)
    Event.objects.bulk_create(events)
    for edition, event in zip(editions, events):
        edition.__dict__.update(state=State.PUBLISHED, published_at=now, first_published_at=now)
        transaction.on_commit(
            partial(moved.send, sender=type(edition), edition=edition, event=event)
        )


def _check(action, edition, by, note, version, people, now):
    verdict = may(by, action, edition, contributors=people, at=now)
    if not verdict:
        raise Refused(*verdict.reasons)
    if version is not None and version != edition.version:
        raise Refused(_("This text was changed in the meantime. Read it again first."))
    if TABLE[action].needs_note and not note.strip():
        raise Refused(_("Give a reason."), fields={"note": _("Give a reason.")})
    if action in {"submit", "publish", "publish_urgently"}:
        _check_complete(edition)


def incomplete(edition):
    """{field name: sentence} of what the text still needs before it is submitted or published."""
    missing = dict(edition.missing())
    if edition.number > 1 and not edition.reason.strip():
        missing["reason"] = _("Say what changed.")
    return missing


def _check_complete(edition):
    missing = incomplete(edition)
    if missing:
        raise Refused(*missing.values(), fields=missing)


def _check_end(edition, moment):
    if edition.expires_at and edition.expires_at <= moment:
        raise Refused(_("The end of publication lies before its beginning."))


def _submit(edition, *, by, now, **_context):
    drafts.contribute(edition, by)
    return _set(edition, state=State.SUBMITTED, submitted_at=now)


def _return(edition, **_context):
    return _set(edition, state=State.DRAFT, claimed_by=None, claimed_at=None)


def _pass(edition, *, now, **_context):
    return _set(edition, state=State.EDITED, passed_at=now, claimed_by=None, claimed_at=None)


def _publish(edition, *, now, at=None, **context):
    if _is_retracted(edition):
        raise Refused(_("This item was retracted; write a new one instead."))
    if Retraction.objects.filter(edition__item=edition.item_id, confirmed_at=None).exists():
        raise Refused(_("A retraction of this item was asked for; decide on it first."))
    moment = max(at, now) if at else now
    _check_end(edition, moment)
    earlier = Edition.objects.filter(item=edition.item_id, state=State.PUBLISHED).first()
    if earlier and earlier.is_scheduled(now):
        raise Refused(_("Another edition is already scheduled; cancel its schedule first."))
    if earlier:
        _set(earlier, state=State.SUPERSEDED, superseded_at=moment)
    first = _first_published_at(edition) or moment
    return _set(
        edition,
        state=State.PUBLISHED,
        published_at=moment,
        first_published_at=first,
        claimed_by=None,
        claimed_at=None,
    )


def _publish_urgently(edition, *, now, **context):
    return _set(_publish(edition, now=now, at=None), urgent=True)


def _unschedule(edition, *, now, **_context):
    _set(edition, **UNPUBLISHED)
    replaced = Edition.objects.filter(
        item=edition.item_id, state=State.SUPERSEDED, superseded_at__gt=now
    ).first()
    if replaced:
        _set(replaced, state=State.PUBLISHED, superseded_at=None)
    return edition


def _correct(edition, *, by, note, **_context):
    if Edition.objects.open().filter(item=edition.item_id).exists():
        raise Refused(_("A correction of this item is already being written."))
    return drafts.clone(edition, by=by, reason=note)


def _ask_retraction(
    edition,
    *,
    by,
    now,
    note,
    kind=None,
    body="",
    replacement=None,
    stays_readable=False,
    **_context,
):
    if kind not in RetractionKind.values:
        raise Refused(
            _("Choose the kind of reason."), fields={"kind": _("Choose the kind of reason.")}
        )
    retraction = Retraction(
        edition_id=edition.pk,
        kind=kind,
        text=note,
        body=body,
        replacement=replacement,
        stays_readable=stays_readable,
        asked_by=by,
        asked_at=now,
    )
    retraction.save()
    edition.retraction = retraction
    return edition


def _retract(edition, *, by, now, **_context):
    Retraction.objects.filter(pk=edition.retraction.pk).update(confirmed_by=by, confirmed_at=now)
    _release_scheduled(edition, now)
    return _set(edition, state=State.RETRACTED, retracted_at=now, superseded_at=None)


def _retract_urgently(edition, *, by, now, note, **extra):
    Retraction.objects.filter(edition=edition.pk, confirmed_at=None).delete()
    _ask_retraction(edition, by=by, now=now, note=note, **extra)
    Retraction.objects.filter(edition=edition.pk).update(urgent=True)
    return _retract(edition, by=by, now=now)


def _refuse_retraction(edition, **_context):
    """The request goes; the event log keeps who asked, who refused, and why."""
    Retraction.objects.filter(edition=edition.pk, confirmed_at=None).delete()
    edition.refresh_from_db()
    return edition


def _discard(edition, **_context):
    return _set(edition, state=State.DISCARDED)


def _sign(edition, *, by, now, **_context):
    Retraction.objects.filter(edition=edition.pk, urgent=True, signed_at=None).update(
        signed_by=by, signed_at=now
    )
    if edition.urgent and not edition.urgent_signed_at:
        _set(edition, urgent_signed_by=by, urgent_signed_at=now)
    return edition


def _first_published_at(edition):
    settled = Edition.objects.settled().filter(item=edition.item_id)
    return settled.aggregate(first=Min("first_published_at"))["first"]


def _is_retracted(edition):
    return Edition.objects.retracted().filter(item=edition.item_id).exists()


def _release_scheduled(edition, now):
    """A correction that would appear later must not bring a retracted item back."""
    ahead = (
        Edition.objects.scheduled(now).filter(item=edition.item_id).exclude(pk=edition.pk).first()
    )
    if ahead:
        _set(ahead, **UNPUBLISHED)


def _set(edition, **values):
    Edition.objects.filter(pk=edition.pk).update(**values)
    for name, value in values.items():
        setattr(edition, name, value)
    return edition


def _log(action, edition, before, by, note, now, extra, at):
    data = {name: str(value) for name, value in extra.items() if value}
    if at:
        data["at"] = at.isoformat()
    return Event.objects.create(
        item_id=edition.item_id,
        edition_id=edition.pk,
        action=action,
        from_state=before,
        to_state=edition.state,
        by=by,
        at=now,
        note=note,
        data=data,
    )


ACTS: dict[str, Callable[..., Edition]] = {
    "submit": _submit,
    "return": _return,
    "pass": _pass,
    "publish": _publish,
    "unschedule": _unschedule,
    "correct": _correct,
    "ask_retraction": _ask_retraction,
    "retract": _retract,
    "refuse_retraction": _refuse_retraction,
    "retract_urgently": _retract_urgently,
    "discard": _discard,
    "publish_urgently": _publish_urgently,
    "sign": _sign,
}
