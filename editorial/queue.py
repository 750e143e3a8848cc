"""What the desk still has to act on, with whose turn it is: for the queue, the review screen and "My work"."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, Case, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role, User
from accounts.rights import sites_with
from common.text import fold
from editorial import four_eyes
from editorial.models import Edition, Event
from editorial.permissions import claimant, may
from editorial.querysets import (
    UNSIGNED_PUBLICATION,
    UNSIGNED_RETRACTION,
    late_in_review,
    late_unsigned,
)
from editorial.states import EditionState
from editorial.transitions import ROWS, FourEyes, Transition, next_approval


def for_user(user: User) -> QuerySet[Any, Any]:
    """The queue of a person: what waits for them first, then what has waited longest."""
    rows = Edition.objects.visible_to(user).in_queue()
    return with_turns(rows, user).order_by("-waits_for_me", "waiting_since", "pk")


def with_turns(rows: Any, user: User, at: datetime | None = None) -> Any:
    at = at or timezone.now()
    return (
        rows.annotate(worked=four_eyes.binds(FourEyes.CONTRIBUTORS, user))
        .annotate(
            # PostgreSQL orders by no bare constant, which the Case becomes for somebody without such roles.
            waits_for_me=Coalesce(
                Case(
                    When(_my_turn(user), then=True),
                    default=Value(False),
                    output_field=BooleanField(),
                ),
                Value(False),
            ),
            came_back=Case(
                When(worked=True, state=EditionState.DRAFT, submitted_at__isnull=False, then=True),
                default=Value(False),
                output_field=BooleanField(),
            ),
            overdue=Case(
                When(late_in_review(at) | late_unsigned(at), then=True),
                default=Value(False),
                output_field=BooleanField(),
            ),
            waiting_since=Case(
                When(state=EditionState.DRAFT, then=F("updated_at")),
                When(state=EditionState.SUBMITTED, then=F("submitted_at")),
                When(state=EditionState.EDITED, then=F("passed_at")),
                default=Coalesce("retraction__asked_at", "published_at"),
            ),
        )
        .select_related("item__site", "author", "claimed_by", "retraction")
        .defer("search_text", "search_vector")
    )


def narrowed(
    rows: Any,
    *,
    site: Any = None,
    state: str | None = None,
    kind: str | None = None,
    deadline: str | None = None,
    words: str = "",
) -> Any:
    rows = rows.of_site(site) if site else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.of_kind(kind) if kind else rows
    rows = rows.overdue() if deadline else rows
    for word in fold(words or "").split():
        rows = rows.filter(search_text__contains=word)
    return rows


def waiting_for(user: User) -> QuerySet[Any, Any]:
    return for_user(user).filter(waits_for_me=True)


def returned_to(user: User) -> QuerySet[Any, Any]:
    """Own drafts that a reviewer sent back."""
    return for_user(user).filter(came_back=True)


def drafts_of(user: User) -> QuerySet[Any, Any]:
    return for_user(user).filter(worked=True, state=EditionState.DRAFT, came_back=False)


def kinds() -> list[tuple[str, str | Promise]]:
    """[(label, name)] of every kind of content that is registered."""
    return [
        (model._meta.label_lower, model._meta.verbose_name_plural or "")
        for model in apps.get_models()
        if issubclass(model, Edition) and model is not Edition
    ]


def last_returns(editions: Iterable[Edition]) -> dict[int, Event]:
    """{edition pk: the event by which it came back}."""
    pks = [edition.pk for edition in editions]
    newest = (
        Event.objects.filter(edition__in=pks, action="return")
        .values("edition")
        .annotate(last=Max("pk"))
    )
    events = Event.objects.filter(pk__in=newest.values("last")).select_related("by")
    return {event.edition_id: event for event in events}


def _my_turn(user: User) -> Q:
    edits = Q(item__site__in=sites_with(user, Role.EDITOR))
    heads = Q(item__site__in=sites_with(user, Role.CHIEF))
    asked = Q(retraction__isnull=False, retraction__confirmed_at=None)
    asked &= ~Q(four_eyes.binds(FourEyes.ASKER, user))
    unsigned = UNSIGNED_PUBLICATION | UNSIGNED_RETRACTION
    unsigned &= ~Q(four_eyes.binds(FourEyes.URGENT_ACTORS, user))
    review = reduce(or_, (_may_start(user, row) for row in ROWS if row.approves))
    return (
        review & Q(worked=False)
        | Q(state=EditionState.PUBLISHED) & heads & asked
        | edits & unsigned
    ) & Q(item__site__archived_at=None)


def _may_start(user: User, transition: Transition) -> Q:
    """Condition: where it may start, on the sites where the person has its role."""
    one_step = Q(item__site__one_step_review=True)
    ordinary, short = transition.sources, transition.one_step_sources
    starts = Q(~one_step, state__in=ordinary) | Q(
        one_step, state__in=ordinary if short is None else short
    )
    return starts & Q(item__site__in=sites_with(user, transition.role))


@dataclass(frozen=True)
class Entry:
    """A row of the queue."""

    edition: Edition
    kind: str
    waited: str
    holder: User | None
    hint: str


def entries(editions: Any, user: User, at: datetime | None = None) -> list[Entry]:
    """Rows with whose turn it is in words; the same few queries for any number of them."""
    at, editions = at or timezone.now(), list(editions)
    people = four_eyes.contributors_of(editions)
    return [_entry(edition, user, people[edition.pk], at) for edition in editions]


def waited(since: datetime, at: datetime | None = None) -> str:
    """Time spent waiting in whole hours, or in days from the third on."""
    hours = int(((at or timezone.now()) - since).total_seconds() // 3600) if since else 0
    if hours < 0:
        return _("scheduled")
    if hours == 0:
        return _("under an hour")
    if hours < 72:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}


def neighbours(user: User, edition: Edition) -> dict[str, int | None]:
    """The entries before and after this one in the person's queue."""
    # The order's column is selected too: for a person without a turn anywhere it is a constant, which SQL cannot sort by.
    pks = [pk for pk, _mine in for_user(user).values_list("pk", "waits_for_me")]
    place = pks.index(edition.pk) if edition.pk in pks else None
    if place is None:
        return {"previous_pk": None, "next_pk": pks[0] if pks else None}
    return {
        "previous_pk": pks[place - 1] if place else None,
        "next_pk": pks[place + 1] if place + 1 < len(pks) else None,
    }


def _entry(edition: Any, user: User, people: Container[int], at: datetime | None) -> Entry:
    kind = apps.get_model(edition.item.kind)._meta.verbose_name
    return Entry(
        edition,
        kind,
        waited(edition.waiting_since, at),
        claimant(edition, at),
        _hint(edition, user, people, at),
    )


def _hint(edition: Any, user: User, people: Container[int], at: datetime | None) -> str:
    """Why the next approval is not this person's, in words."""
    approval = next_approval(edition)
    if edition.waits_for_me or not approval:
        return ""
    verdict = may(user, approval.name, edition, contributors=people, at=at)
    return " ".join(str(reason) for reason in verdict.reasons)
