"""Mail to those who acted on an edition and to those whose turn it is, on that site only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from accounts.rights import at_least
from common import outbox
from editorial.models import Edition, Event, Notice
from editorial.transitions import next_approval


def prepare(event: Event, edition: Edition, contributors: Iterable[int]) -> None:
    """Write one waiting notice per person, in the transaction of the event itself."""
    acted = {*contributors, *edition.events.exclude(by=None).values_list("by_id", flat=True)}
    told = Q(pk__in=acted) | Q(pk__in=_whose_turn(edition))
    people = User.objects.filter(told, ~Q(pk=event.by_id), is_active=True)
    Notice.objects.bulk_create([Notice(to=person, event=event) for person in people])
    outbox.send_soon()


def _whose_turn(edition: Edition) -> QuerySet[Any, Any]:
    approval = next_approval(edition)
    wanted = at_least(approval.role) if approval else set()
    return (
        Membership.objects.in_force()
        .filter(site=edition.item.site_id, role__in=wanted)
        .values("user")
    )
