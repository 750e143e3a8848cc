"""Four eyes: whom the law keeps from deciding on an edition.

Each rule is one query for pairs of an edition (`bound`) and a user (`person`). The workflow asks it for the people of
the editions at hand, the queue lays it as a condition over editions: there is no second wording in Python or SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import User
from editorial.models import Contribution, Edition, Event, Retraction
from editorial.transitions import URGENT, FourEyes


def _contributors() -> QuerySet[Any, Any]:
    """Each piece of work for every edition of its item from then on until one is settled; later ones begin anew."""
    work = Contribution.objects.annotate(
        bound=F("edition__item__editions"),
        bound_number=F("edition__item__editions__number"),
        person=F("user"),
    )
    settled_between = Edition.objects.settled().filter(
        item=OuterRef("edition__item"),
        number__gte=OuterRef("edition__number"),
        number__lt=OuterRef("bound_number"),
    )
    return work.filter(~Exists(settled_between), edition__number__lte=F("bound_number"))


def _asker() -> QuerySet[Any, Any]:
    pending = Retraction.objects.filter(confirmed_at=None)
    return pending.annotate(bound=F("edition"), person=F("asked_by"))


def _urgent_actors() -> QuerySet[Any, Any]:
    acts = Event.objects.filter(action__in=URGENT)
    return acts.annotate(bound=F("edition"), person=F("by"))


PAIRS = {
    FourEyes.CONTRIBUTORS: _contributors,
    FourEyes.ASKER: _asker,
    FourEyes.URGENT_ACTORS: _urgent_actors,
}


def people(rule: FourEyes, edition: Edition) -> set[int]:
    """Keys of the users whom `rule` binds at `edition`."""
    return people_of(rule, [edition])[edition.pk]


def people_of(rule: FourEyes, editions: Iterable[Edition]) -> dict[int, set[int]]:
    """{edition pk: keys of the users whom `rule` binds}, in one query for any number of editions."""
    found = defaultdict(set)
    pairs = PAIRS[rule]().filter(bound__in=[edition.pk for edition in editions])
    for bound, person in pairs.values_list("bound", "person"):
        found[bound].add(person)
    return {edition.pk: found[edition.pk] for edition in editions}


def contributors(edition: Edition) -> set[int]:
    """Users who created, changed or submitted the item's text since its last published edition."""
    return people(FourEyes.CONTRIBUTORS, edition)


def contributors_of(editions: Iterable[Edition]) -> dict[int, set[int]]:
    return people_of(FourEyes.CONTRIBUTORS, editions)


def binds(rule: FourEyes, user: User) -> Exists:
    """Condition on editions: `rule` binds `user` there."""
    return Exists(PAIRS[rule]().filter(bound=OuterRef("pk"), person=user.pk))
