from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.utils import timezone

from accounts.models import Role
from accounts.rights import has_role_somewhere, sites_with
from common.periods import in_years
from editorial.sections import sections
from editorial.states import OPEN, SETTLED, EditionState

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models import Item
    from member_sites.models import Site


SIGNED_WITHIN = timedelta(hours=24)
# An edition with which its item first became public.
IS_FIRST = Q(published_at=F("first_published_at"))
# Conditions: done urgently, and not yet signed by a second person.
UNSIGNED_PUBLICATION = Q(urgent=True, urgent_signed_at=None, state__in=SETTLED)
UNSIGNED_RETRACTION = Q(retraction__urgent=True, retraction__signed_at=None)


def behind(model: type[models.Model], *relations: str) -> Any:
    """The model that relations lead to, for what that model itself is built on and cannot import it."""
    found: Any = model
    for name in relations:
        found = found._meta.get_field(name).related_model
    return found


def late_in_review(at: datetime) -> Q:
    """Condition: a text waits for its approval longer than the site allows. On an archived site nothing moves."""
    hours = ExpressionWrapper(
        F("item__site__review_hours") * timedelta(hours=1), output_field=DurationField()
    )
    latest = ExpressionWrapper(
        Value(at, models.DateTimeField()) - hours, output_field=models.DateTimeField()
    )
    waits = Q(state=EditionState.SUBMITTED, submitted_at__lt=latest) | Q(
        state=EditionState.EDITED, passed_at__lt=latest
    )
    return waits & Q(item__site__archived_at=None)


def late_unsigned(at: datetime) -> Q:
    """Condition: an urgent act that nobody has signed for a day."""
    before = at - SIGNED_WITHIN
    return UNSIGNED_PUBLICATION & Q(published_at__lt=before) | UNSIGNED_RETRACTION & Q(
        retraction__confirmed_at__lt=before
    )


def given_to_answer(user: User) -> Q | None:
    """Condition: an item that its section gives this responder to answer; None when there is none to look for."""
    if not has_role_somewhere(user, Role.RESPONDER):
        return None
    given = [section.items_of_responder(user) for section in sections()]
    return reduce(or_, (Q(item__in=items) for items in given if items is not None), Q(pk__in=[]))


class EditionQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """What the public may read at a moment (now, if none is given). The only door to the public.

        A condition on time: an edition that a scheduled one will replace stays until that moment comes.
        """
        at = at or timezone.now()
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=at),
            Q(expires_at=None) | Q(expires_at__gt=at),
            state__in=[EditionState.PUBLISHED, EditionState.SUPERSEDED],
            published_at__lte=at,
        )

    def public_at(self, at: datetime) -> Self:
        """What was public at a moment that may be past, also where it was taken down since: for figures only."""
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=at),
            Q(expires_at=None) | Q(expires_at__gt=at),
            Q(retracted_at=None) | Q(retracted_at__gt=at),
            state__in=SETTLED,
            published_at__lte=at,
        )

    def of_site(self, site: Site) -> Self:
        """What a site keeps: its own pages, its queue, its counts."""
        return self.filter(item__site=site)

    def on_site(self, site: Site) -> Self:
        """What a site shows: what it keeps and what another site shares with it."""
        return self.filter(Q(item__site=site) | Q(item__in=self._items_shown_on(site)))

    def shared_with(self, site: Site) -> Self:
        return self.filter(item__in=self._items_shown_on(site))

    def _items_shown_on(self, site: Site) -> models.QuerySet[Any, Any]:
        return behind(self.model, "item", "shares").objects.shown_on(site).values("item")

    def of_items(self, items: Iterable[Item] | Iterable[int]) -> Self:
        return self.filter(item__in=items)

    def of_kind(self, kind: str) -> Self:
        return self.filter(item__kind=kind)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def settled(self) -> Self:
        return self.filter(state__in=SETTLED)

    def scheduled(self, at: datetime | None = None) -> Self:
        return self.filter(state=EditionState.PUBLISHED, published_at__gt=at or timezone.now())

    def awaiting_review(self) -> Self:
        return self.filter(state__in=[EditionState.SUBMITTED, EditionState.EDITED])

    def unsigned(self) -> Self:
        """Published urgently and not yet signed by a second person."""
        return self.filter(UNSIGNED_PUBLICATION)

    def retracted(self) -> Self:
        return self.filter(state=EditionState.RETRACTED)

    def readable_though_retracted(self) -> Self:
        return self.retracted().filter(retraction__stays_readable=True)

    def ever_public(self, at: datetime | None = None) -> Self:
        """Editions that are or were readable by the public: the public history."""
        return self.settled().filter(published_at__lte=at or timezone.now())

    def public_in(self, years: Sequence[int], at: datetime | None = None) -> Self:
        """Editions that became public in one of the consecutive years, with that `year`."""
        return in_years(self.ever_public(at), years, "published_at")

    def first_public_in(self, years: Sequence[int], at: datetime | None = None) -> Self:
        """Per item the edition with which it first was public, whatever became of it."""
        return self.public_in(years, at).filter(IS_FIRST)

    def newest_first(self) -> Self:
        """By the item's first publication: a corrected item keeps its place."""
        return self.order_by("-first_published_at", "-pk")

    def for_reading(self) -> Self:
        """All that one item's page shows of the edition itself, in one query; sections add theirs."""
        return self.select_related("item__site", "cover", "retraction").defer(
            "search_text", "search_vector"
        )

    def visible_to(self, user: User) -> Self:
        """Editions a person at the desk may see: the site's staff all of it, a contributor what is theirs, a responder
        the answers to the questions that they were given.
        """
        given = given_to_answer(user)
        if not has_role_somewhere(user, "contributor"):
            return self.none() if given is None else self.filter(given)
        own = self._contributions(user=user, edition__item=OuterRef("item"))
        seen = Q(item__site__in=sites_with(user, "writer")) | Q(
            Exists(own), item__site__in=sites_with(user, "contributor")
        )
        return self.filter(seen if given is None else seen | given)

    def _contributions(self, **conditions: Any) -> models.QuerySet[Any, Any]:
        return behind(self.model, "contributions").objects.filter(**conditions)

    def in_queue(self, at: datetime | None = None) -> Self:
        """Everything the desk still has to act on: open, ahead of time, unsigned, or asked to be retracted."""
        # A draft that nobody has touched (a new site's starter kit) waits for nobody.
        touched = Exists(self._contributions(edition=OuterRef("pk")))
        every = self.model._base_manager.all
        parts = [
            every().filter(touched, state__in=OPEN),
            every().filter(state=EditionState.PUBLISHED, published_at__gt=at or timezone.now()),
            every().filter(UNSIGNED_PUBLICATION),
            every().filter(retraction__isnull=False, retraction__confirmed_at=None),
            every().filter(UNSIGNED_RETRACTION),
        ]
        # Each part has an index of its own; their OR would be looked for in every edition there ever was.
        first, *others = [part.order_by().values("pk") for part in parts]
        return self.filter(pk__in=first.union(*others))

    def overdue(self, at: datetime | None = None) -> Self:
        """What somebody should have read or signed by now."""
        at = at or timezone.now()
        return self.in_queue(at).filter(late_in_review(at) | late_unsigned(at))

    def next_change_at(self, at: datetime | None = None) -> datetime | None:
        """The next moment at which time alone changes what `published()` answers; None when none is ahead."""
        at = at or timezone.now()
        public = self.filter(state__in=[EditionState.PUBLISHED, EditionState.SUPERSEDED])
        # The first of each by its own index; one aggregate over all three would read every edition.
        first, *others = [
            public.filter(**{f"{name}__gt": at}).order_by(name).values_list(name, flat=True)[:1]
            for name in ("published_at", "expires_at", "superseded_at")
        ]
        return min(first.union(*others, all=True), default=None)


class ValidityQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.in_force_between(on, on)

    def in_force_between(self, first: date | None, last: date | None) -> Self:
        """Valid on at least one day of the time."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=last), Q(valid_to=None) | Q(valid_to__gte=first)
        )
