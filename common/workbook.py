"""The sheets of a workbook, with what Excel knows of a cell and its value alone does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

NO_VALUE = "f"


@dataclass(frozen=True)
class SheetRow:
    """The values up to the last column that is shown, and the places of formulas that were never calculated."""

    number: int
    values: list
    uncalculated: frozenset[int]
    is_hidden: bool


@dataclass
class Sheet:
    """A sheet of a workbook that was opened to be read only.

    Once its rows were read it knows the columns that hold something and are hidden, and where cells are merged.
    """

    page: Any
    most_columns: int
    hidden_columns: set[str] = field(default_factory=set)
    merged: list = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def is_shown(self) -> bool:
        return self.page.sheet_state == "visible"

    def rows(self) -> Iterator[SheetRow]:
        book = self.page.parent
        with self.page._get_source() as source:
            parser = _Parser(
                source,
                self.page._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in parser.parse():
                hidden = _is_hidden(parser.row_dimensions.pop(str(number), {}))
                yield _row(number, hidden, self._shown(cells, parser.column_dimensions))
            self.merged = parser.merged_cells.mergeCell if parser.merged_cells else []

    def _shown(self, cells: list[dict], dimensions: dict) -> list[dict]:
        hidden = [
            range(int(one["min"]), int(one["max"]) + 1)
            for one in dimensions.values()
            if _is_hidden(one)
        ]
        found = []
        for cell in cells:
            if any(cell["column"] in columns for columns in hidden):
                if cell["value"] is not None:
                    self.hidden_columns.add(get_column_letter(cell["column"]))
            elif cell["column"] <= self.most_columns:
                found.append(cell)
        return found


class _Parser(WorkSheetParser):
    """openpyxl's own reader gives None for a formula without a stored value, as for an empty cell."""

    def parse_cell(self, element: Any) -> dict:
        cell = super().parse_cell(element)
        is_formula = element.find(FORMULA_TAG) is not None
        # An empty text is a value, and its cell says that it holds a text.
        if cell["value"] is None and is_formula and element.get("t") != "str":
            cell["data_type"] = NO_VALUE
        return cell


def _is_hidden(attributes: dict) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _row(number: int, is_hidden: bool, cells: list[dict]) -> SheetRow:
    values = [None] * max((cell["column"] for cell in cells), default=0)
    for cell in cells:
        values[cell["column"] - 1] = _plain(cell["value"])
    uncalculated = (cell["column"] - 1 for cell in cells if cell["data_type"] == NO_VALUE)
    return SheetRow(number, values, frozenset(uncalculated), is_hidden)


def _plain(value: Any) -> Any:
    """Texts carry signs that XML has no room for as _x000D_."""
    return unescape(value) if isinstance(value, str) else value
