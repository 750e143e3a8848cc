"""Anything overdue, as figures for /healthz and as sentences for the first screen of the desk."""

from django.db import Error
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis import RedisError

from accounts.models import Role
from accounts.rights import has_role_somewhere, sites_with
from editorial import overdue
from editorial.models.files import StoredFile
from visits import counter

FLUSHED_WITHIN_MINUTES = 15
UNKNOWN = {"reviews": None, "signatures": None, "notices": None}


def figures(at=None):
    """Numbers, or None where one cannot be asked for now."""
    late = figure(lambda: overdue.counts(at=at)) or UNKNOWN
    return late | {"visit_minutes": figure(lambda: _late_minutes(at))}


def figure(ask):
    try:
        return ask()
    except (Error, RedisError):
        return None


def warnings(user, at=None):
    """[(sentence, address or None)] for editors and chiefs, of their own sites only."""
    if not has_role_somewhere(user, Role.EDITOR):
        return []
    late = overdue.counts(sites_with(user, Role.EDITOR), at)
    lines = _of_editions(late) + _of_notices(late["notices"])
    if user.has_perm("editorial.view_storedfile"):
        lines += _of_files(StoredFile.objects.not_matching().count()) + _of_visits(
            figure(lambda: _late_minutes(at))
        )
    return lines


def _of_editions(late):
    queue = f"{reverse('admin:review_queue')}?deadline=late"
    reviews = ngettext(
        "%(count)d text waits for review longer than its site allows.",
        "%(count)d texts wait for review longer than their site allows.",
        late["reviews"],
    )
    signatures = ngettext(
        "%(count)d urgent act has not been signed for a day.",
        "%(count)d urgent acts have not been signed for a day.",
        late["signatures"],
    )
    board = reverse("admin:exception_board")
    return _line(reviews, late["reviews"], queue) + _line(signatures, late["signatures"], board)


def _of_notices(count):
    sentence = ngettext(
        "%(count)d e-mail notice could not be sent for an hour. Tell the system administrator.",
        "%(count)d e-mail notices could not be sent for an hour. Tell the system administrator.",
        count,
    )
    return _line(sentence, count)


def _of_files(count):
    sentence = ngettext(
        "%(count)d stored file no longer matches its digest.",
        "%(count)d stored files no longer match their digest.",
        count,
    )
    return _line(sentence, count, reverse("admin:file_board"))


def _of_visits(minutes):
    sentence = _(
        "Visits have not been stored for %(count)d minutes. Tell the system administrator."
    )
    return _line(sentence, minutes)


def _line(sentence, count, address=None):
    return [(sentence % {"count": count}, address)] if count else []


def _late_minutes(at):
    minutes = counter.waiting_minutes(at)
    return minutes if minutes > FLUSHED_WITHIN_MINUTES else 0
