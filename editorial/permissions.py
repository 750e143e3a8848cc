"""`may()`: the one answer to "may this person do this to that edition?", with the reasons in words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import has_role, roles
from editorial import four_eyes
from editorial.models import Contribution, Edition
from editorial.querysets import given_to_answer
from editorial.states import EditionState
from editorial.transitions import TABLE, FourEyes

CLAIM_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Verdict:
    """True when allowed; otherwise `reasons` are sentences for the person who asked.

    `applies` tells whether the transition makes sense in this state at all (else no button is shown).
    """

    reasons: tuple = ()
    applies: bool = True

    def __bool__(self):
        return not self.reasons


def may_see(user, edition):
    site = edition.item.site
    if has_role(user, site, Role.WRITER):
        return True
    return (
        has_role(user, site, Role.CONTRIBUTOR) and _contributed_to_item(user, edition)
    ) or answers(user, edition)


def answers(user, edition):
    """Whether this is the answer to a question that `user` was given as a responder."""
    given = given_to_answer(user)
    return given is not None and Edition.objects.filter(given, pk=edition.pk).exists()


def may_edit(user, edition, contributors=None):
    """Whether `user` may change the text now: a draft, by its site's writers and up, its contributor or its responder."""
    if edition.state != EditionState.DRAFT or edition.item.site.is_archived:
        return False
    site = edition.item.site
    if has_role(user, site, Role.WRITER):
        return True
    own = user.pk in (four_eyes.contributors(edition) if contributors is None else contributors)
    return (has_role(user, site, Role.CONTRIBUTOR) and own) or answers(user, edition)


def may_create(user, site):
    return not site.is_archived and has_role(user, site, Role.CONTRIBUTOR)


def may(user, name, edition, *, contributors=None, at=None):
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


def claimant(edition, at=None):
    """Who is looking at this edition now, or None; a claim lapses after half an hour."""
    fresh = edition.claimed_at and edition.claimed_at > (at or timezone.now()) - CLAIM_LASTS
    return edition.claimed_by if fresh else None


def _archived(edition):
    return (
        _("This site is archived: it can only be read.") if edition.item.site.is_archived else None
    )


def _role(user, transition, edition, contributors):
    if transition.role == Role.CONTRIBUTOR:
        allowed = may_edit(user, edition, contributors)
    else:
        allowed = has_role(user, edition.item.site, transition.role)
    if allowed or (transition.authors_too and _own_draft(user, edition, contributors)):
        return None
    return _("Your role on this site does not allow this.")


def _own_draft(user, edition, contributors):
    own = edition.state == EditionState.DRAFT and user.pk in contributors
    return own and roles(user, edition.item.site)


def _four_eyes(user, transition, edition, contributors):
    rule = transition.four_eyes
    if rule is None:
        return None
    bound = contributors if rule == FourEyes.CONTRIBUTORS else four_eyes.people(rule, edition)
    return rule.label if user.pk in bound else None


def _claimed(user, transition, edition, at):
    holder = claimant(edition, at)
    if transition.heeds_claim and holder and holder.pk != user.pk:
        return _("%(name)s is looking at this now.") % {"name": holder.display_name}
    return None


def _contributed_to_item(user, edition):
    return Contribution.objects.filter(user=user, edition__item=edition.item_id).exists()
