"""Pages by key instead of by number: page 500 of an archive costs what page 1 costs."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from functools import cached_property

from django.db.models import Q


class KeysetPage:
    """A page of `queryset`, newest first by (moment, pk).

    `cursor` is what `.older` or `.newer` of another page said; None or nonsense is the first page.
    """

    def __init__(self, queryset, order=("-first_published_at", "-pk"), cursor=None, size=20):
        moment, key = order
        if not moment.startswith("-") or key != "-pk":
            raise ValueError("pages run from the newest: order by a moment descending, then -pk")
        self.field, self.size = moment[1:], size
        self.direction, self.key = _decode(cursor)
        self.queryset = queryset

    @cached_property
    def items(self):
        rows = self._rows[: self.size]
        return rows[::-1] if self.direction == "newer" else rows

    @cached_property
    def _rows(self):
        order = [self.field, "pk"] if self.direction == "newer" else [f"-{self.field}", "-pk"]
        return list(self._beyond().order_by(*order)[: self.size + 1])

    def _beyond(self):
        if self.key is None:
            return self.queryset
        moment, pk = self.key
        side = "gt" if self.direction == "newer" else "lt"
        beyond = Q(**{f"{self.field}__{side}": moment}) | Q(**{self.field: moment, f"pk__{side}": pk})
        # Implied by `beyond`, but the index can only start from a plain bound: an OR is read from the top.
        return self.queryset.filter(beyond, **{f"{self.field}__{side}e": moment})

    @property
    def has_more(self):
        return len(self._rows) > self.size

    @property
    def older(self):
        """Cursor of the next older page; None on the last."""
        there = self.direction == "newer" or self.has_more
        return self._encode("older", self.items[-1]) if self.items and there else None

    @property
    def newer(self):
        """Cursor of the next newer page; None on the first."""
        there = self.key is not None and (self.direction == "older" or self.has_more)
        return self._encode("newer", self.items[0]) if self.items and there else None

    def _encode(self, direction, row):
        text = f"{direction} {getattr(row, self.field).isoformat()} {row.pk}"
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


def _decode(cursor):
    try:
        text = urlsafe_b64decode((cursor or "") + "==").decode()
        direction, moment, pk = text.split(" ")
        return ("newer" if direction == "newer" else "older"), (_moment(moment), int(pk))
    except (ValueError, OverflowError):
        return "older", None


def _moment(value):
    """In UTC, because PostgreSQL refuses offsets that Python accepts."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC)
