"""Years and months: those that a reader picks from an archive, those that are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone


@dataclass(frozen=True)
class Period:
    """A year, or a month of it, that a reader picked from an archive; both None: everything."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def picked(cls, query: Mapping[str, Any]) -> Self:
        year, month = _number(query.get("nam"), 1990, 2100), _number(query.get("thang"), 1, 12)
        return cls(year, month if year else None)

    def of(self, rows: QuerySet[Any, Any], moment: str = "first_published_at") -> Any:
        """As a range, because the index on the moment answers that."""
        if not self.year:
            return rows
        begins, ends = self._bounds(self.year)
        return rows.filter(**{f"{moment}__gte": begins, f"{moment}__lt": ends})

    @property
    def query(self) -> str:
        """The choice as it stands in an address; "" for everything."""
        picked = {"nam": self.year, "thang": self.month}
        return urlencode({name: value for name, value in picked.items() if value})

    def _bounds(self, year: int) -> tuple[datetime, datetime]:
        begins = date(year, self.month or 1, 1)
        if not self.month or self.month == 12:
            return _midnight(begins), _midnight(date(year + 1, 1, 1))
        return _midnight(begins), _midnight(date(year, self.month + 1, 1))


def in_years(rows: Any, years: Sequence[int], moment: str) -> Any:
    """Rows whose `moment` lies in one of the consecutive years (office's own time), with that `year`.

    As a range, because the index on the moment answers that.
    """
    begins, ends = (_midnight(date(year, 1, 1)) for year in (min(years), max(years) + 1))
    within = rows.filter(**{f"{moment}__gte": begins, f"{moment}__lt": ends})
    return within.annotate(year=ExtractYear(moment))


def by_year(rows: Any, years: Sequence[int], **measures: Any) -> dict[int, dict[str, Any]]:
    """{year: {name of an aggregate: what it finds}} of rows with a `year`; 0 in a year without rows."""
    found = {row.pop("year"): row for row in rows.order_by().values("year").annotate(**measures)}
    return {year: found.get(year) or dict.fromkeys(measures, 0) for year in years}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _number(text: Any, least: int, most: int) -> int | None:
    number = int(text) if (text or "").isdecimal() else 0
    return number if least <= number <= most else None
