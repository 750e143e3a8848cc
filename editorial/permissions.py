"""`may()`: the one answer to "may this person do this to that edition?", with the reasons in words."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rights import has_role, roles
from editorial import four_eyes
from editorial.models import Contribution, Edition
from editorial.querysets import given_to_answer
from editorial.states import EditionState
from editorial.transitions import TABLE, FourEyes, Transition
from member_sites.models import Site

CLAIM_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Verdict:
    """True when allowed; otherwise `reasons` are sentences for the person who asked.

    `applies` tells whether the transition makes sense in this state at all (else no button is shown).
    """

    reasons: tuple = ()
    applies: bool = True

    def __bool__(self) -> bool:
        return not self.reasons


def may_see(user: User, edition: Edition) -> bool:
    site = edition.item.site
    if has_role(user, site, Role.WRITER):
        return True
    return (
        has_role(user, site, Role.CONTRIBUTOR) and _contributed_to_item(user, edition)
    ) or answers(user, edition)


def answers(user: User, edition: Edition) -> bool:
    """Whether this is the answer to a question that `user` was given as a responder."""
    given = given_to_answer(user)
    return given is not None and Edition.objects.filter(given, pk=edition.pk).exists()


def may_edit(user: User, edition: Edition, contributors: Container[int] | None = None) -> bool:
    """Whether `user` may change the text now: a draft, by its site's writers and up, its contributor or its responder."""
    if edition.state != EditionState.DRAFT or edition.item.site.is_archived:
        return False
    site = edition.item.site
    if has_role(user, site, Role.WRITER):
        return True
    own = user.pk in (four_eyes.contributors(edition) if contributors is None else contributors)
    return (has_role(user, site, Role.CONTRIBUTOR) and own) or answers(user, edition)


def may_create(user: User, site: Site) -> bool:
    return not site.is_archived and has_role(user, site, Role.CONTRIBUTOR)


def may(
    user: User,
    name: str,
    edition: Edition,
    *,
    contributors: Container[int] | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Verdict on the transition `name` of the table. Pass `contributors` to spare a query in lists."""
    transition, at = TABLE[name], at or timezone.now()
    if not transition.applies(edition, at):
        return Verdict((_("This step is not possible in the present state."),), applies=False)
    people = four_eyes.contributors(edition) if contributors is None else contributors
    checks = [
        _archived(edition),
        _role(user, transition, edition, people),
        _four_eyes(user, transition, edition, people),
        _claimed(user, transition, edition, at),
    ]
    return Verdict(tuple(reason for reason in checks if reason))


def claimant(edition: Edition, at: datetime | None = None) -> User | None:
    """Who is looking at this edition now, or None; a claim lapses after half an hour."""
    fresh = edition.claimed_at and edition.claimed_at > (at or timezone.now()) - CLAIM_LASTS
    return edition.claimed_by if fresh else None


def _archived(edition: Edition) -> str | Promise | None:
    return (
        _("This site is archived: it can only be read.") if edition.item.site.is_archived else None
    )


def _role(
    user: User, transition: Transition, edition: Edition, contributors: Container[int]
) -> str | Promise | None:
    if transition.role == Role.CONTRIBUTOR:
        allowed = may_edit(user, edition, contributors)
    else:
        allowed = has_role(user, edition.item.site, transition.role)
    if allowed or (transition.authors_too and _own_draft(user, edition, contributors)):
        return None
    return _("Your role on this site does not allow this.")


def _own_draft(user: User, edition: Edition, contributors: Container[int]) -> bool:
    own = edition.state == EditionState.DRAFT and user.pk in contributors
    return own and bool(roles(user, edition.item.site))


def _four_eyes(
    user: User, transition: Transition, edition: Edition, contributors: Container[int]
) -> str | Promise | None:
    rule = transition.four_eyes
    if rule is None:
        return None
    bound = contributors if rule == FourEyes.CONTRIBUTORS else four_eyes.people(rule, edition)
    return rule.label if user.pk in bound else None


def _claimed(
    user: User, transition: Transition, edition: Edition, at: datetime | None
) -> str | Promise | None:
    holder = claimant(edition, at)
    if transition.heeds_claim and holder and holder.pk != user.pk:
        return _("%(name)s is looking at this now.") % {"name": holder.display_name}
    return None


def _contributed_to_item(user: User, edition: Edition) -> bool:
    return Contribution.objects.filter(user=user, edition__item=edition.item_id).exists()
