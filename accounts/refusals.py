"""What a form of the portal never offers but somebody sent: refused by the caller, and written to the log here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from member_sites.models import Site


log = logging.getLogger("portal.refusals")


def note(user: User | None, tried: str, *, site: Site | None = None, at: str = "") -> None:
    """`tried` says in a few words what was asked for; names of people and sites only, no text of theirs."""
    log.warning(
        "refused: %s by %s%s%s",
        tried,
        user.username if user else "?",
        f" on {site.slug}" if site else "",
        f" at {at}" if at else "",
    )
