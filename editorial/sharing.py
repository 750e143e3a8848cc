"""Sharing: one published item shown on other sites too, under the name of the site that keeps it.

The item stays one record with one address: corrections, retraction and files hold everywhere at once, and it is counted
once, where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import refusals
from accounts.models import Role, User
from accounts.rights import at_least, has_role, memberships
from editorial.models import Edition, Event, Item, Share
from member_sites.models import Site


class NotShared(Exception):
    """Refused; says why in a sentence for the person who asked."""


def receivers(user: User, item: Item) -> QuerySet[Site]:
    """Sites to which this person may offer the item: of the main site its members, of a member the main site."""
    if item.site.is_archived or not has_role(user, item.site, Role.EDITOR):
        return Site.objects.none()
    main = Site.objects.filter(members=item.site)
    near = Site.objects.filter(parent=item.site) if item.site.is_main else main
    return near.filter(archived_at=None)


def may_take(user: User, share: Share) -> bool:
    """Whoever edits the receiving site decides what it shows."""
    return not share.site.is_archived and has_role(user, share.site, Role.EDITOR)


def may_end(user: User, share: Share) -> bool:
    """Either side: the site that keeps the item takes it back, the one that shows it hides it."""
    return may_take(user, share) or has_role(user, share.item.site, Role.EDITOR)


@transaction.atomic
def offer(
    edition: Edition, sites: Iterable[Site], *, by: User, at: datetime | None = None
) -> list[Site]:
    """Offer a public item to sites. The district's stands there at once, a commune's waits for the district's editor."""
    if not (edition.shareable and _is_public(edition, at)):
        raise NotShared(_("Only what is public now can be shared."))
    allowed = set(receivers(by, edition.item))
    for site in set(sites) - allowed:
        refusals.note(by, "share an item", site=site)
    if not sites or set(sites) - allowed:
        raise NotShared(_("You may not share this item there."))
    at = at or timezone.now()
    taken = {"accepted_by": by, "accepted_at": at} if edition.item.site.is_main else {}
    rows = [
        Share(item=edition.item, site=site, offered_by=by, offered_at=at, **taken) for site in sites
    ]
    before = set(Share.objects.not_ended().filter(item=edition.item).values_list("site", flat=True))
    Share.objects.bulk_create(rows, ignore_conflicts=True)
    new = [site for site in sites if site.pk not in before]
    if new:
        _log("share", edition, by, at, ", ".join(site.full_name for site in new))
    return new


@transaction.atomic
def take(share: Share, *, by: User, at: datetime | None = None) -> Share:
    """Show an item that was offered, or again one that was hidden."""
    at, share = at or timezone.now(), _locked(share)
    _require(may_take(by, share), by, "take a shared item", share)
    edition = _public_edition(share.item, at)
    if edition is None:
        raise NotShared(_("Only what is public now can be shared."))
    if share.ended_at:
        return _take_again(share, edition, by, at)
    Share.objects.filter(pk=share.pk, accepted_at=None).update(accepted_by=by, accepted_at=at)
    _log("take_share", edition, by, at, share.site.full_name)
    return share


def _take_again(share: Share, edition: Edition, by: User, at: datetime) -> Share:
    if not share.hidden_there:
        raise NotShared(_("The site that keeps this item has taken it back."))
    fields = {
        "offered_by": share.offered_by,
        "offered_at": at,
        "accepted_by": by,
        "accepted_at": at,
    }
    again, new = Share.objects.not_ended().get_or_create(
        item=share.item, site=share.site, defaults=fields
    )
    if new:
        _log("take_share", edition, by, at, share.site.full_name)
    return again


@transaction.atomic
def end(share: Share, *, by: User, at: datetime | None = None) -> Share:
    at, share = at or timezone.now(), _locked(share)
    _require(may_end(by, share), by, "end the sharing of an item", share)
    if Share.objects.not_ended().filter(pk=share.pk).update(**_ending(share, by, at)):
        _log("end_share", _last_edition(share.item), by, at, share.site.full_name)
    return share


def _ending(share: Share, by: User, at: datetime) -> dict[str, Any]:
    """The district's editors hold their role on every member site: there they act for the district."""
    there = any(
        row.site_id == share.site_id for row in memberships(by) if row.role in at_least(Role.EDITOR)
    )
    return {"ended_by": by, "ended_at": at, "hidden_there": there}


def of_interest_to(user: User) -> QuerySet[Share]:
    """Shares that a person decides on: those offered to sites they edit themselves, not by the district's help."""
    own = [row.site_id for row in memberships(user) if row.role in at_least(Role.EDITOR)]
    return Share.objects.offered_to(own)


def _require(allowed: bool, by: User, what: str, share: Share) -> None:
    if not allowed:
        refusals.note(by, what, site=share.site)
        raise NotShared(_("Your role on this site does not allow this."))


def _locked(share: Share) -> Share:
    rows = Share.objects.select_for_update(of=["self"]).select_related(
        "item__site", "site", "ended_by"
    )
    return rows.get(pk=share.pk)


def _is_public(edition: Edition, at: datetime | None) -> bool:
    return Edition.objects.published(at).filter(item=edition.item_id).exists()


def _public_edition(item: Item, at: datetime) -> Edition | None:
    return Edition.objects.published(at).filter(item=item).first()


def _last_edition(item: Item) -> Edition:
    return Edition.objects.filter(item=item).latest("number")


def _log(action: str, edition: Edition, by: User, at: datetime, note: str) -> None:
    Event.objects.create(
        item_id=edition.item_id,
        edition_id=edition.pk,
        action=action,
        from_state=edition.state,
        to_state=edition.state,
        by=by,
        at=at,
        note=note,
    )
