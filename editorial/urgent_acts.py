"""Every exception from the law of four eyes: what was published or retracted urgently, by whom, why, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from editorial.models import Edition, Event
from editorial.states import EditionState
from editorial.transitions import TABLE, URGENT
from member_sites.models import Site

# A retraction bears its own signature, a publication that of its edition.
RETRACTIONS = [name for name in URGENT if TABLE[name].target == EditionState.RETRACTED]


@dataclass(frozen=True)
class Used:
    """An exception with its second signature, if it has one."""

    event: Event
    done: str | Promise
    signed_by: User | None
    signed_at: datetime | None


def visible_to(user: User) -> QuerySet[Event]:
    """Urgent acts on texts that the person may see at the desk."""
    seen = Edition.objects.visible_to(user)
    return Event.objects.filter(action__in=URGENT, edition__in=seen.values("pk"))


def narrowed(
    events: QuerySet[Event], *, site: Site | None = None, year: int | None = None
) -> QuerySet[Event]:
    events = events.filter(item__site=site) if site else events
    return events.filter(at__year=year) if year else events


def unsigned(events: QuerySet[Event]) -> QuerySet[Event]:
    retraction = Q(action__in=RETRACTIONS)
    return events.filter(
        ~retraction & Q(edition__urgent_signed_at=None)
        | retraction & Q(edition__retraction__signed_at=None)
    )


def years(events: QuerySet[Event]) -> list[int]:
    """Years in which there were any, the latest first."""
    return [day.year for day in events.order_by().datetimes("at", "year", order="DESC")]


def with_people(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.select_related(
        "by", "edition__item__site", "edition__urgent_signed_by", "edition__retraction__signed_by"
    ).defer("edition__search_text", "edition__search_vector")


def used(event: Event) -> Used:
    """`event` of `with_people` as a row of the board: no further query."""
    edition = event.edition
    if event.action in RETRACTIONS:
        signed = edition.retraction.signed_by, edition.retraction.signed_at
    else:
        signed = edition.urgent_signed_by, edition.urgent_signed_at
    return Used(event, TABLE[event.action].done, *signed)
