from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, cast

from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone

if TYPE_CHECKING:
    from member_sites.models import Site

if TYPE_CHECKING:
    pass


class SiteQuerySet(models.QuerySet["Site"]):
    def main(self) -> Site:
        """The one main site; raises Site.DoesNotExist before units are loaded."""
        return self.get(parent=None)

    def members(self) -> Self:
        return self.exclude(parent=None)

    def in_force(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
        )

    def for_request(self, host: str, slug: str | None) -> Site | None:
        """The site that a request names by its host or, failing that, by the slug under /don-vi/."""
        named = Q(slug=slug) & ~Q(parent=None) if slug else Q(domain=host) | Q(parent=None)
        aliases = cast("type[Site]", self.model).aliases.rel.related_model
        moved = Exists(aliases._default_manager.filter(domain=host))
        return (
            self.select_related("parent", "successor")
            .annotate(host_has_moved=moved)
            .filter(named)
            .order_by(
                models.F("domain").asc(nulls_last=True)
                if slug
                else models.Case(models.When(domain=host, then=0), default=1)
            )
            .first()
        )

    def led_to(self, host: str, slug: str | None) -> Site | None:
        """The site that an old slug or host leads to now, or None."""
        old = Q(aliases__slug=slug) if slug else Q(aliases__domain=host)
        return self.select_related("parent").filter(old).first()


class SiteAliasQuerySet(models.QuerySet):
    def of_addresses_in_use(self, site: Site) -> Self:
        return self.filter(
            Q(slug=site.slug) | (Q(domain=site.domain) if site.domain else Q(pk=None))
        )
