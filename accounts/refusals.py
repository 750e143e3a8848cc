"""What a form of the portal never offers but somebody sent: refused by the caller, and written to the log here."""

import logging

log = logging.getLogger("portal.refusals")


def note(user, tried, *, site=None, at=""):
    """`tried` says in a few words what was asked for; names of people and sites only, no text of theirs."""
    log.warning(
        "refused: %s by %s%s%s",
        tried,
        user.username if user else "?",
        f" on {site.slug}" if site else "",
        f" at {at}" if at else "",
    )
