"""What is counted of a year for the annual report, and the words in which it is told.

The report names no section. It asks each part (`YearFigures`) for its numbers, sets them beside
those of the year before, and prints the rules, sentences and tables that the part declares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from editorial.models import Edition

# The rule of most figures.
ONCE = _(
    "Counted once, in the year (Vietnam time) in which it was first public, on all sites together."
)


@dataclass(frozen=True)
class Figure:
    """Chỉ tiêu: a number of the report, with the rule by which it is counted."""

    # In the published JSON, so it never changes.
    name: str
    label: str | Promise
    rule: str | Promise
    # Rises whenever the rule changes.
    version: int = 1
    # Of a median or mean: under which name stands how many it was measured on; of none it is unknown.
    measured: str = ""
    # Of a part: under which name stands the whole.
    out_of: str = ""
    # Counted for every site too, in `Counted.by_site`.
    by_site: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; a compared one is shown with the year before and the change."""

    key: str
    label: str | Promise = ""
    is_compared: bool = False


@dataclass(frozen=True)
class Table:
    """Rows beside the figures; the first column names the row, the others hold numbers."""

    # In the published JSON, so it never changes.
    key: str
    title: str | Promise
    # Name of its page in the spreadsheet.
    sheet: str | Promise
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Counted:
    """What a part counted of one year."""

    # By the names of its figures, and by those in their `measured` and `out_of`.
    numbers: Mapping[str, float]
    # Rows by the keys of its tables, each {key of a column: name or number}.
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    # By name of a figure and primary key of a site; what is missing is none.
    by_site: Mapping[tuple[str, int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A number as sentences write it: {it}, {it.before} in the year before, {it.change} since then."""

    value: float
    previous: float = 0

    def __str__(self) -> str:
        return number(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def before(self) -> str:
        return number(self.previous)

    @property
    def change(self) -> str:
        change = round(self.value - self.previous, 1)
        if change == 0:
            return "bằng năm trước"
        return f"{'tăng' if change > 0 else 'giảm'} {number(abs(change))} so với năm trước"


@dataclass(frozen=True)
class Clause:
    """Words of the narrative without the full stop. Neighbours with one opening and joint share a sentence.

    The words are a text to fill in, or a function of what is filled in: the `year` and the
    `last_year`, every number as `Told` by its name, every table by its key as rows with numbers `Told`.
    The language of an official document is Vietnamese by law: they are not translated.
    """

    words: str | Callable[[Mapping[str, Any]], str]
    opening: str = ""
    # What stands between the clauses of a sentence; "" for one that is a sentence by itself.
    joint: str = ""

    def filled(self, told: Mapping[str, Any]) -> str:
        return self.words.format_map(told) if isinstance(self.words, str) else self.words(told)


@dataclass(frozen=True)
class YearFigures:
    """A part of the report: its figures with their rules, and what is said of them."""

    # Its place among the parts, in the list of figures as in the narrative.
    position: int
    figures: tuple[Figure, ...]
    # Asked once for neighbouring years at a moment; answers for each of them, in a fixed number of queries.
    count: Callable[[Sequence[int], datetime], Mapping[int, Counted]]
    clauses: tuple[Clause, ...] = ()
    tables: tuple[Table, ...] = ()
    # Kinds whose later editions are no corrections, because this part counts them: {kind: what they are}.
    changes: Mapping[type[Edition], str | Promise] = field(default_factory=dict)


def of_years(numbers: Mapping[int, Mapping[str, float]]) -> dict[int, Counted]:
    """What a part counted that has numbers only."""
    return {year: Counted(of_year) for year, of_year in numbers.items()}


def number(value: float, *, signed: bool = False) -> str:
    """1450635 → "1.450.635"; 17.5 → "17,5"; a change carries its sign, a minus as long as a plus."""
    text = f"{abs(value):,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    text = text.removesuffix(",0")
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + text
