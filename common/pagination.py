"""Pages by key instead of by number: page 500 of an archive costs what page 1 costs."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, DateField, F, Func, Q, QuerySet, Value
from django.http import HttpRequest


def kept_query(request: HttpRequest, without: str) -> str:
    """The address's query for links that change only its part `without`."""
    kept = request.GET.copy()
    kept.pop(without, None)
    return kept.urlencode()


class KeysetPage:
    """A page of `queryset`, newest first by (moment, pk).

    `cursor` is what `.older` or `.newer` of another page said; None or nonsense is the first page.
    """

    def __init__(
        self,
        queryset: QuerySet[Any, Any],
        order: Sequence[str] = ("-first_published_at", "-pk"),
        cursor: str | None = None,
        size: int = 20,
    ) -> None:
        moment, key = order
        if not moment.startswith("-") or key != "-pk":
            raise ValueError("pages run from the newest: order by a moment descending, then -pk")
        self.field, self.size = moment[1:], size
        self.direction, self.key = _decode(cursor)
        self.queryset = queryset

    @cached_property
    def items(self) -> list[Any]:
        rows = self._rows[: self.size]
        return rows[::-1] if self.direction == "newer" else rows

    @cached_property
    def _rows(self) -> list[Any]:
        order = [self.field, "pk"] if self.direction == "newer" else [f"-{self.field}", "-pk"]
        return list(self._beyond().order_by(*order)[: self.size + 1])

    def _beyond(self) -> QuerySet[Any, Any]:
        if self.key is None:
            return self.queryset
        moment, pk = self.key
        side = "gt" if self.direction == "newer" else "lt"
        beyond = Q(**{f"{self.field}__{side}": moment}) | Q(
            **{self.field: moment, f"pk__{side}": pk}
        )
        # Implied by `beyond`, but the index can only start from a plain bound: an OR is read from the top.
        return self.queryset.filter(beyond, **{f"{self.field}__{side}e": moment})

    @property
    def has_more(self) -> bool:
        return len(self._rows) > self.size

    @property
    def older(self) -> str | None:
        """Cursor of the next older page; None on the last."""
        there = self.direction == "newer" or self.has_more
        return self._encode("older", self.items[-1]) if self.items and there else None

    @property
    def newer(self) -> str | None:
        """Cursor of the next newer page; None on the first."""
        there = self.key is not None and (self.direction == "older" or self.has_more)
        return self._encode("newer", self.items[0]) if self.items and there else None

    def _encode(self, direction: str, row: Any) -> str:
        text = f"{direction} {getattr(row, self.field).isoformat()} {row.pk}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class RowsPage(KeysetPage):
    """A page by several days or whole numbers, all of them falling: `columns` of the model's own table, then -pk.

    An index over exactly these columns answers every page alike, however many rows share the first of them.
    """

    def __init__(
        self,
        queryset: QuerySet[Any, Any],
        columns: Sequence[str],
        cursor: str | None = None,
        size: int = 20,
    ) -> None:
        self.columns, self.size, self.queryset = columns, size, queryset
        self.direction, self.key = _decode_row(
            cursor, [queryset.model._meta.get_field(name) for name in columns]
        )

    @cached_property
    def _rows(self) -> list[Any]:
        sign = "" if self.direction == "newer" else "-"
        order = [f"{sign}{name}" for name in (*self.columns, "pk")]
        return list(self._beyond().order_by(*order)[: self.size + 1])

    def _beyond(self) -> QuerySet[Any, Any]:
        if self.key is None:
            return self.queryset
        sign = ">" if self.direction == "newer" else "<"
        return self.queryset.filter(RowCompared((*self.columns, "pk"), sign, self.key))

    def _encode(self, direction: str, row: Any) -> str:
        values = [getattr(row, name) for name in (*self.columns, "pk")]
        told = [value.isoformat() if isinstance(value, date) else value for value in values]
        return urlsafe_b64encode(json.dumps([direction, *told]).encode()).decode().rstrip("=")


class GroupedPage(RowsPage):
    """A page of rows group after group, each group by `columns`, all of them falling, then -pk.

    `groups` are the keys of the groups in their order, as the column `group` of the model's own table holds them. Each group
    gives at most one page from its own index, so the order of groups may change without a stored rank.
    """

    def __init__(
        self,
        queryset: QuerySet[Any, Any],
        group: str,
        groups: Sequence[Any],
        columns: Sequence[str],
        cursor: str | None = None,
        size: int = 20,
    ) -> None:
        super().__init__(queryset, (group, *columns), cursor, size)
        self.group, self.groups = group, list(groups)
        if self.key and self.key[0] not in self.groups:
            self.direction, self.key = "older", None

    @cached_property
    def _rows(self) -> list[Any]:
        sign = "" if self.direction == "newer" else "-"
        order = [f"{sign}{name}" for name in (*self.columns[1:], "pk")]
        parts = [
            rows.annotate(place=Value(place))
            .order_by(*order)
            .values_list("pk", "place", *self.columns[1:])[: self.size + 1]
            for place, rows in self._parts()
        ]
        if not parts:
            return []
        # One part alone is no union: PostgreSQL would read its order twice.
        found = (
            parts[0].union(*parts[1:], all=True).order_by("place", *order)[: self.size + 1]
            if parts[1:]
            else parts[0]
        )
        places = {pk: place for place, (pk, *_rest) in enumerate(found)}
        return sorted(self.queryset.filter(pk__in=places), key=lambda row: places[row.pk])

    def _parts(self) -> list[tuple[int, QuerySet[Any, Any]]]:
        """(place, rows) of each group from the cursor on; places rise in the direction of reading."""
        groups = self.groups[::-1] if self.direction == "newer" else self.groups
        if self.key is None:
            return [(place, self._of(group)) for place, group in enumerate(groups)]
        group, *rest = self.key
        sign = ">" if self.direction == "newer" else "<"
        begun = self._of(group).filter(RowCompared((*self.columns[1:], "pk"), sign, rest))
        later = groups[groups.index(group) + 1 :]
        return [(0, begun), *((place, self._of(group)) for place, group in enumerate(later, 1))]

    def _of(self, group: Any) -> QuerySet[Any, Any]:
        return self.queryset.select_related(None).order_by().filter(**{self.group: group})


class RowCompared(Func):
    """(a, b) < (1, 2): the comparison of rows that an index over (a, b) starts from."""

    output_field = BooleanField()

    def __init__(self, names: Sequence[str], sign: str, values: Sequence[Any]) -> None:
        self.sign = sign
        super().__init__(*map(F, names), *map(Value, values))

    def as_sql(self, compiler: Any, connection: Any, *_names: Any, **_context: Any) -> Any:
        parts = [compiler.compile(source) for source in self.source_expressions]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"(({left}) {self.sign} ({right}))", [
            value for _, values in parts for value in values
        ]


def _decode_row(cursor: str | None, fields: Sequence[Any]) -> tuple[str, list[Any] | None]:
    """The direction and the key of a cursor; the first page for nonsense and for the cursor of another order."""
    try:
        direction, *told = json.loads(urlsafe_b64decode((cursor or "") + "=="))
        values = [_value(field, value) for field, value in zip([*fields, None], told, strict=True)]
    except (ValueError, TypeError):
        return "older", None
    return ("newer" if direction == "newer" else "older"), values


def _value(field: Any, value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(field, DateField) else _whole(value)


def _whole(value: Any) -> int:
    if type(value) is not int or abs(value) >= 1 << 31:
        raise ValueError("not a whole number of the table")
    return value


def _decode(cursor: str | None) -> tuple[str, Any]:
    try:
        text = urlsafe_b64decode((cursor or "") + "==").decode()
        direction, moment, pk = text.split(" ")
        return ("newer" if direction == "newer" else "older"), (_moment(moment), int(pk))
    except (ValueError, OverflowError):
        return "older", None


def _moment(value: str) -> datetime:
    """In UTC, because PostgreSQL refuses offsets that Python accepts."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC)
