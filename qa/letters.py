"""Mail about questions: it waits in the database until the worker sends it, so that a dead broker loses none."""

from accounts.models import Membership, Role
from accounts.rights import has_role
from common import outbox
from qa.models import Letter
from qa.models.routing import FieldOfficer
from qa.states import TOLD, Act

# The citizen did it and sees it on the page already.
OWN_ACTS = {Act.ADDED, Act.RATED}
TO_OFFICER = {Act.ASSIGNED, Act.TRANSFERRED, Act.RESUMED, Act.MOVED, Act.EXTENDED}


def about(event, question):
    """Letters to the one who asked and to the officer whose turn it is, in the transaction of the event itself."""
    told = [Letter(event=event)] if event.act in TOLD and event.act not in OWN_ACTS else []
    if event.act in TO_OFFICER and question.officer_id and question.officer_id != event.by_id:
        told.append(Letter(event=event, to_id=question.officer_id))
    if told:
        Letter.objects.bulk_create(told)
        outbox.send_soon()


def to_desk(question):
    """The officer hears of what the citizen added."""
    event = question.events.filter(act=Act.ADDED).last()
    if event and question.officer_id:
        Letter.objects.create(event=event, to_id=question.officer_id)
        outbox.send_soon()


def to_second_person(event, question):
    """A private answer waits for the eyes of somebody else."""
    others = _chiefs_of(question.site_id) - {event.by_id}
    Letter.objects.bulk_create(Letter(event=event, to_id=person) for person in others)
    outbox.send_soon()


def to_writer(event, writer):
    Letter.objects.create(event=event, to=writer)
    outbox.send_soon()


def remind(event, question, *, chiefs):
    """To the officer and who stands in; once it is late, to the chiefs of the site too. Without an officer, to the chiefs.

    An officer who left is none: whoever gave them the question has to hear of it.
    """
    people = {question.officer_id} if is_there(question.officer, question.unit) else set()
    people |= set(
        FieldOfficer.objects.in_force().standing_in_for(question).values_list("user_id", flat=True)
    )
    people |= _chiefs_of(question.site_id) if chiefs or not people else set()
    Letter.objects.bulk_create(Letter(event=event, to_id=person) for person in people)
    outbox.send_soon()


def is_there(officer, unit):
    return bool(officer and unit and has_role(officer, unit.site, Role.RESPONDER))


def _chiefs_of(site):
    heads = Membership.objects.in_force().filter(site=site, role=Role.CHIEF, user__is_active=True)
    return set(heads.values_list("user_id", flat=True))
