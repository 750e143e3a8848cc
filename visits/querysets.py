from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import models, transaction
from django.db.models import F, Q, Sum

from common.fields import key_of
from member_sites.transfer import transfer_of


class DayCountQuerySet(models.QuerySet):
    """Rows that count something day by day; the model's `transfer` names the key to what they count."""

    def add(self, lines: Mapping[tuple[int, date], Mapping[str, int]]) -> None:
        """Add {(number, day): {column: count}} to what is stored, leaving out what no longer exists."""
        key = key_of(self.model, transfer_of(self.model).counted)
        numbers = {number for number, _on in lines}
        counted = key.related_model._default_manager.filter(pk__in=numbers)
        known = set(counted.values_list("pk", flat=True))
        lines = {line: counts for line, counts in lines.items() if line[0] in known}
        with transaction.atomic():
            rows = [self.model(**{key.attname: number, "on": on}) for number, on in lines]
            self.bulk_create(rows, ignore_conflicts=True)
            for (number, on), counts in sorted(lines.items()):
                sums = {name: F(name) + count for name, count in counts.items()}
                self.filter(**{key.attname: number}, on=on).update(**sums)


class VisitDayQuerySet(DayCountQuerySet):
    def visits_until(self, *last_days: date) -> list[int]:
        """Visits counted up to and including each of the days, on all sites, as a list."""
        sums = {
            f"day_{index}": Sum("visits", filter=Q(on__lte=day))
            for index, day in enumerate(last_days)
        }
        return [count or 0 for count in self.aggregate(**sums).values()]
