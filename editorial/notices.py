"""Mail to those who acted on an edition and to those whose turn it is, on that site only."""

from django.db.models import Q

from accounts.models import Membership, User
from accounts.rights import at_least
from common import outbox
from editorial.models import Event, Notice
from editorial.transitions import next_approval


def prepare(event, edition, contributors):
    """Write one waiting notice per person, in the transaction of the event itself."""
    acted = (
        set(Event.objects.filter(edition=edition.pk).values_list("by_id", flat=True)) | contributors
    )
    people = User.objects.filter(
        Q(pk__in=acted) | Q(pk__in=_whose_turn(edition)), is_active=True
    ).exclude(pk=event.by_id)
    Notice.objects.bulk_create([Notice(to=person, event=event) for person in people])
    outbox.send_soon()


def _whose_turn(edition):
    approval = next_approval(edition)
    wanted = at_least(approval.role) if approval else set()
    return (
        Membership.objects.in_force()
        .filter(site=edition.item.site_id, role__in=wanted)
        .values("user")
    )
