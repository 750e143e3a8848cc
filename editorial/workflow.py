"""`perform()` is the only writer of an edition's state: lock, check, act, log, tell."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from editorial import drafts, four_eyes, notices
from editorial.models import Edition, Event, Item, Retraction
from editorial.permissions import may
from editorial.signals import moved
from editorial.states import OPEN, EditionState, RetractionKind
from editorial.transitions import TABLE, Transition

NO_MOMENT = {"published_at": None, "first_published_at": None}
NO_CLAIM = {"claimed_by": None, "claimed_at": None}


class Refused(Exception):
    """The law says no; `reasons` are sentences for the person who asked, `fields` what is missing where."""

    def __init__(
        self, *reasons: str | Promise, fields: Mapping[str, str | Promise] | None = None
    ) -> None:
        self.reasons, self.fields = reasons, fields or {}
        super().__init__(" ".join(str(reason) for reason in reasons))


@transaction.atomic
def perform(
    name: str,
    edition: Edition,
    *,
    by: User,
    note: str = "",
    at: datetime | None = None,
    version: int | None = None,
    **extra: Any,
) -> Edition:
    """Move `edition` by the transition `name` and return it (for "correct": the new draft).

    `at` is the moment of publication for "publish" (None or past: now). `version`, when given, must be the one
    the person looked at. `extra` are the retraction's fields. Raises Refused with sentences, having changed nothing.
    """
    transition, now = TABLE[name], timezone.now()
    edition = _lock(edition)
    people = four_eyes.contributors(edition)
    _check(transition, edition, by, note, version, people, now)
    before = edition.state
    result = HANDLERS[name](transition, edition, by=by, note=note, now=now, at=at, **extra)
    if transition.contributes:
        drafts.contribute(result, by)
    event = _log(name, result, before if result.pk == edition.pk else "", by, note, now, extra, at)
    notices.prepare(event, result, people)
    transaction.on_commit(partial(moved.send, sender=type(result), edition=result, event=event))
    return result


@transaction.atomic
def publish_many(editions: Iterable[Edition], *, by: User) -> dict[int, Refused]:
    """First publications of one kind at once, by the same checks and with the same log as `perform`, but without mail.

    Returns {pk: Refused} of those that the law refuses; the others are public.
    """
    transition, now = TABLE["publish"], timezone.now()
    locked = _lock_first(editions)
    people = four_eyes.contributors_of(locked)
    refusals = {
        edition.pk: Refused(_("Later editions are published one by one."))
        for edition in editions
        if edition.number > 1
    }
    for edition in locked:
        try:
            _check(transition, edition, by, "", None, people[edition.pk], now)
            _check_end(edition, now)
        except Refused as refusal:
            refusals[edition.pk] = refusal
    allowed = [edition for edition in locked if edition.pk not in refusals]
    _publish_first(transition, allowed, by, now)
    return refusals


def claim(edition: Edition, *, by: User, at: datetime | None = None) -> None:
    """ "Tôi đang xem": holds the entry for half an hour, without moving it."""
    Edition.objects.filter(pk=edition.pk, state__in=OPEN).update(
        claimed_by=by, claimed_at=at or timezone.now()
    )


def release(edition: Edition, *, by: User) -> None:
    Edition.objects.filter(pk=edition.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)


def _lock(edition: Edition) -> Edition:
    """The item is locked first, so that two transitions of two of its editions wait for each other too."""
    kind = edition.item.kind
    Item.objects.select_for_update().get(pk=edition.item_id)
    model = Edition._meta.apps.get_model(kind)
    return model.objects.select_related("item__site", "retraction", "claimed_by").get(pk=edition.pk)


def _lock_first(editions: Iterable[Edition]) -> list[Edition]:
    """Items first, as `_lock` does; in the order of their keys, so that two such requests do not wait for each other."""
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


def _publish_first(
    transition: Transition, editions: list[Edition], by: User, now: datetime
) -> None:
    moved_to = {"state": transition.target, "published_at": now, "first_published_at": now}
    events = []
    for edition in editions:
        events.append(
            Event(
                item_id=edition.item_id,
                edition_id=edition.pk,
                action=transition.name,
                from_state=edition.state,
                to_state=transition.target or edition.state,
                by=by,
                at=now,
            )
        )
    Edition.objects.filter(pk__in=[edition.pk for edition in editions]).update(
        **moved_to, **NO_CLAIM
    )
    Event.objects.bulk_create(events)
    for edition, event in zip(editions, events):
        edition.__dict__.update(moved_to)
        transaction.on_commit(
            partial(moved.send, sender=type(edition), edition=edition, event=event)
        )


def _check(
    transition: Transition,
    edition: Edition,
    by: User,
    note: str,
    version: int | None,
    people: Container[int],
    now: datetime,
) -> None:
    verdict = may(by, transition.name, edition, contributors=people, at=now)
    if not verdict:
        raise Refused(*verdict.reasons)
    if version is not None and version != edition.version:
        raise Refused(_("This text was changed in the meantime. Read it again first."))
    if transition.needs_note and not note.strip():
        raise Refused(_("Give a reason."), fields={"note": _("Give a reason.")})
    if transition.needs_all:
        _check_complete(edition)


def incomplete(edition: Edition) -> dict[str, str | Promise]:
    """{field name: sentence} of what the text still needs before it is submitted or published."""
    missing = dict(edition.missing())
    if edition.number > 1 and not edition.reason.strip():
        missing["reason"] = _("Say what changed.")
    return missing


def _check_complete(edition: Edition) -> None:
    missing = incomplete(edition)
    if missing:
        raise Refused(*missing.values(), fields=missing)


def _check_end(edition: Edition, moment: datetime) -> None:
    if edition.expires_at and edition.expires_at <= moment:
        raise Refused(_("The end of publication lies before its beginning."))


def _submit(transition: Transition, edition: Edition, *, now: datetime, **_given: Any) -> Edition:
    return _move(transition, edition, submitted_at=now)


def _return(transition: Transition, edition: Edition, **_given: Any) -> Edition:
    return _move(transition, edition, **NO_CLAIM)


def _pass(transition: Transition, edition: Edition, *, now: datetime, **_given: Any) -> Edition:
    return _move(transition, edition, passed_at=now, **NO_CLAIM)


def _publish(
    transition: Transition,
    edition: Edition,
    *,
    now: datetime,
    at: datetime | None = None,
    **_given: Any,
) -> Edition:
    if _is_retracted(edition):
        raise Refused(_("This item was retracted; write a new one instead."))
    if Retraction.objects.filter(edition__item=edition.item_id, confirmed_at=None).exists():
        raise Refused(_("A retraction of this item was asked for; decide on it first."))
    moment = max(at, now) if at else now
    _check_end(edition, moment)
    earlier = Edition.objects.filter(item=edition.item_id, state=EditionState.PUBLISHED).first()
    if earlier and earlier.is_scheduled(now):
        raise Refused(_("Another edition is already scheduled; cancel its schedule first."))
    if earlier:
        _set(earlier, state=transition.other_becomes, superseded_at=moment)
    first = _first_published_at(edition) or moment
    return _move(transition, edition, published_at=moment, first_published_at=first, **NO_CLAIM)


def _publish_urgently(
    transition: Transition, edition: Edition, *, now: datetime, **_given: Any
) -> Edition:
    return _set(_publish(transition, edition, now=now), urgent=True)


def _unschedule(
    transition: Transition, edition: Edition, *, now: datetime, **_given: Any
) -> Edition:
    _move(transition, edition, **NO_MOMENT)
    replaced = Edition.objects.filter(
        item=edition.item_id, state=EditionState.SUPERSEDED, superseded_at__gt=now
    ).first()
    if replaced:
        _set(replaced, state=transition.other_becomes, superseded_at=None)
    return edition


def _correct(_transition: Transition, edition: Edition, *, note: str, **_given: Any) -> Edition:
    if Edition.objects.open().filter(item=edition.item_id).exists():
        raise Refused(_("A correction of this item is already being written."))
    return drafts.clone(edition, reason=note)


def _ask_retraction(
    _transition: Transition,
    edition: Edition,
    *,
    by: User,
    now: datetime,
    note: str,
    kind: str | None = None,
    body: str = "",
    replacement: Item | None = None,
    stays_readable: bool = False,
    **_given: Any,
) -> Edition:
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


def _retract(
    transition: Transition, edition: Edition, *, by: User, now: datetime, **_given: Any
) -> Edition:
    Retraction.objects.filter(pk=edition.retraction.pk).update(confirmed_by=by, confirmed_at=now)
    _release_scheduled(transition, edition, now)
    return _move(transition, edition, retracted_at=now, superseded_at=None)


def _retract_urgently(
    transition: Transition, edition: Edition, *, by: User, now: datetime, note: str, **extra: Any
) -> Edition:
    Retraction.objects.filter(edition=edition.pk, confirmed_at=None).delete()
    _ask_retraction(transition, edition, by=by, now=now, note=note, **extra)
    Retraction.objects.filter(edition=edition.pk).update(urgent=True)
    return _retract(transition, edition, by=by, now=now)


def _refuse_retraction(_transition: Transition, edition: Edition, **_given: Any) -> Edition:
    """The request goes; the event log keeps who asked, who refused, and why."""
    Retraction.objects.filter(edition=edition.pk, confirmed_at=None).delete()
    edition.refresh_from_db()
    return edition


def _discard(transition: Transition, edition: Edition, **_given: Any) -> Edition:
    return _move(transition, edition)


def _sign(
    _transition: Transition, edition: Edition, *, by: User, now: datetime, **_given: Any
) -> Edition:
    Retraction.objects.filter(edition=edition.pk, urgent=True, signed_at=None).update(
        signed_by=by, signed_at=now
    )
    if edition.urgent and not edition.urgent_signed_at:
        _set(edition, urgent_signed_by=by, urgent_signed_at=now)
    return edition


def _first_published_at(edition: Edition) -> datetime | None:
    settled = Edition.objects.settled().filter(item=edition.item_id)
    return settled.aggregate(first=Min("first_published_at"))["first"]


def _is_retracted(edition: Edition) -> bool:
    return Edition.objects.retracted().filter(item=edition.item_id).exists()


def _release_scheduled(transition: Transition, edition: Edition, now: datetime) -> None:
    """A correction that would appear later must not bring a retracted item back."""
    ahead = (
        Edition.objects.scheduled(now).filter(item=edition.item_id).exclude(pk=edition.pk).first()
    )
    if ahead:
        _set(ahead, state=transition.other_becomes, **NO_MOMENT)


def _move(transition: Transition, edition: Edition, **values: Any) -> Edition:
    return _set(edition, state=transition.target, **values)


def _set(edition: Edition, **values: Any) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(**values)
    for name, value in values.items():
        setattr(edition, name, value)
    return edition


def _log(
    name: str,
    edition: Edition,
    before: str,
    by: User,
    note: str,
    now: datetime,
    extra: Mapping[str, Any],
    at: datetime | None,
) -> Event:
    data = {key: str(value) for key, value in extra.items() if value}
    if at:
        data["at"] = at.isoformat()
    return Event.objects.create(
        item_id=edition.item_id,
        edition_id=edition.pk,
        action=name,
        from_state=before,
        to_state=edition.state,
        by=by,
        at=now,
        note=note,
        data=data,
    )


HANDLERS: dict[str, Callable[..., Edition]] = {
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
