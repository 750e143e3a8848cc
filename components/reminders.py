"""Letters from the district to the people of a site about what is missing there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User
from common import outbox
from components.lights import Light
from components.measurement import ComponentState
from components.models import Component, Reminder, ReminderLetter
from components.places import wanted
from member_sites.models import Site


class NotSent(Exception):
    """A sentence for the person who wanted to remind."""


class RemindedToday(NotSent):
    """The site had a letter today; another one has to be confirmed."""


def people_of(site: Site) -> QuerySet[User]:
    """The site's own editors and chiefs who can be written to."""
    held = Membership.objects.in_force().filter(site=site, role__in=[Role.EDITOR, Role.CHIEF])
    return User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(email="")


def reminded_today(site: Site, at: datetime | None = None) -> Reminder | None:
    """Today's last reminder of the site, or None."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Reminder.objects.since(midnight).filter(site=site).select_related("by").first()


def letter(site: Site, states: Mapping[Component, ComponentState]) -> dict[str, str]:
    """{subject, text} as the form is filled in before anybody has changed a word."""
    lacking = [
        state for state in states.values() if state.light not in {Light.FULL, Light.UNMEASURED}
    ]
    context = {
        "site": site,
        "lacking": [(state, wanted(state)) for state in lacking],
        "address": f"{settings.PORTAL_ADDRESS}{reverse('admin:index')}",
    }
    subject = _("%(count)d components to complete on the site of %(site)s") % {
        "count": len(lacking),
        "site": site.full_name,
    }
    return {"subject": subject, "text": render_to_string("components/reminder.txt", context)}


@transaction.atomic
def remind(
    site: Site,
    *,
    by: User,
    subject: str,
    text: str,
    again: bool = False,
    at: datetime | None = None,
) -> Reminder:
    """Keep the letter and let the worker send it after commit; raises NotSent."""
    # Two presses at once must not both find that nothing was sent today.
    Site.objects.select_for_update().get(pk=site.pk)
    if reminded_today(site, at) and not again:
        raise RemindedToday(
            _("This site was reminded today already. Confirm that it should get another letter.")
        )
    people = list(people_of(site))
    if not people:
        raise NotSent(
            _(
                "Nobody of this site has an e-mail address: add one to the account of its editor or chief."
            )
        )
    reminder = Reminder.objects.create(
        site=site, by=by, at=at or timezone.now(), subject=subject, text=text
    )
    ReminderLetter.objects.bulk_create(
        ReminderLetter(reminder=reminder, to=person, address=person.email) for person in people
    )
    outbox.send_soon()
    return reminder
