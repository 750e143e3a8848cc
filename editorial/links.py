"""What the links of a text answered when the desk last asked them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from common import link_probe
from editorial.models import Edition, LinkCheck
from editorial.models.link_checks import LONGEST

AT_MOST = 30


def addresses(edition: Edition) -> list[str]:
    """The first so many different addresses that may be asked, in the order of the text."""
    return list(
        dict.fromkeys(address for address in edition.linked_addresses() if len(address) <= LONGEST)
    )[:AT_MOST]


def check(edition: Edition, at: datetime | None = None) -> None:
    """Ask each link of `edition` and keep its answer in place of the earlier one."""
    for address in addresses(edition):
        answer = link_probe.ask(address)
        found = {
            "checked_at": at or timezone.now(),
            "status": answer.status,
            "problem": answer.problem,
        }
        LinkCheck.objects.update_or_create(edition_id=edition.pk, address=address, defaults=found)


def report(edition: Edition) -> dict[str, Any]:
    """{count of links, how many were asked, those broken, the latest moment} for the review screen."""
    linked = addresses(edition)
    checks = LinkCheck.objects.filter(edition=edition.pk, address__in=linked) if linked else []
    known = {row.address: row for row in checks}
    return {
        "count": len(linked),
        "unchecked": len(linked) - len(known),
        "broken": [
            known[address] for address in linked if address in known and known[address].is_broken
        ],
        "checked_at": max((row.checked_at for row in known.values()), default=None),
    }
