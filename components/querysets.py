from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from member_sites.models import Site


class ComponentSetQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class ReminderQuerySet(models.QuerySet):
    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)

    def of(self, site: Site) -> Self:
        return self.filter(site=site).select_related("by").prefetch_related("letters__to")

    def newest_of_each_site(self, sites: Iterable[Site]) -> Self:
        """The last reminder of each of the sites, with who wrote it."""
        last = self.filter(site__in=sites).order_by("site_id", "-at", "-pk").distinct("site_id")
        return last.select_related("by")
