"""The worker is asked to look at the links of a text when it is submitted, or by the button of the review screen."""

from django.dispatch import receiver

from common import worker
from editorial.links import addresses
from editorial.signals import moved
from editorial.tasks import check_links
from editorial.transitions import TABLE


@receiver(moved)
def after_submission(edition=None, event=None, **_signal):
    if event and TABLE[event.action].checks_links and addresses(edition):
        check_soon(edition)


def check_soon(edition):
    """False when the broker is away: nobody is kept from submitting by that."""
    return worker.soon(check_links.name, edition.pk)
