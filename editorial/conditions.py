"""What a transition needs besides the state it starts from: each condition answers `(edition, at)`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from editorial.states import EditionState

if TYPE_CHECKING:
    from editorial.models import Edition


def is_ahead(edition: Edition, at: datetime) -> bool:
    return edition.is_scheduled(at)


def has_appeared(edition: Edition, at: datetime) -> bool:
    return not edition.is_scheduled(at)


def is_to_be_replaced(edition: Edition, at: datetime) -> bool:
    """Superseded from a moment ahead, so still what the public reads: it can be taken down like any other."""
    moment = edition.superseded_at
    return edition.state == EditionState.SUPERSEDED and moment is not None and moment > at


def may_be_asked_back(edition: Edition, at: datetime) -> bool:
    """What the public reads, and no retraction of it waits for an answer."""
    return has_appeared(edition, at) and not retraction_is_asked(edition, at)


def retraction_is_asked(edition: Edition, at: datetime) -> bool:
    retraction = edition.retraction_if_any
    return bool(retraction and not retraction.confirmed_at)


def is_unsigned(edition: Edition, at: datetime) -> bool:
    """Published or retracted urgently, and no second person has signed that yet."""
    retraction = edition.retraction_if_any
    published = edition.urgent and not edition.urgent_signed_at
    return bool(published or (retraction and retraction.urgent and not retraction.signed_at))
