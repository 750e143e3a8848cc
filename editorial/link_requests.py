"""The worker is asked to look at the links of a text when it is submitted, or by the button of the review screen."""

import logging

from django.dispatch import receiver

from editorial.links import addresses
from editorial.signals import moved
from editorial.tasks import check_links
from editorial.transitions import TABLE

log = logging.getLogger(__name__)


@receiver(moved)
def after_submission(edition=None, event=None, **_signal):
    if event and TABLE[event.action].checks_links and addresses(edition):
        check_soon(edition)


def check_soon(edition):
    """False when the broker is away: nobody is kept from submitting by that."""
    try:
        check_links.apply_async([edition.pk], retry=False)
    except Exception:  # the broker's client raises many kinds
        log.warning("Broker not reachable; the links of edition %s are not checked.", edition.pk)
        return False
    return True
