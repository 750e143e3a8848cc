"""What a transition needs besides the state it starts from: each condition answers `(edition, at)`."""

from editorial.states import EditionState


def is_ahead(edition, at):
    return edition.is_scheduled(at)


def has_appeared(edition, at):
    return not edition.is_scheduled(at)


def is_to_be_replaced(edition, at):
    """Superseded from a moment ahead, so still what the public reads: it can be taken down like any other."""
    return edition.state == EditionState.SUPERSEDED and edition.superseded_at > at


def may_be_asked_back(edition, at):
    """What the public reads, and no retraction of it waits for an answer."""
    return has_appeared(edition, at) and not retraction_is_asked(edition, at)


def retraction_is_asked(edition, at):
    retraction = edition.retraction_if_any
    return bool(retraction and not retraction.confirmed_at)


def is_unsigned(edition, at):
    """Published or retracted urgently, and no second person has signed that yet."""
    retraction = edition.retraction_if_any
    published = edition.urgent and not edition.urgent_signed_at
    return bool(published or (retraction and retraction.urgent and not retraction.signed_at))
