"""The sheets of a workbook, with what Excel knows of a cell and its value alone does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

NO_VALUE = "f"


@dataclass(frozen=True)
class SheetRow:
    """The values up to the last column asked for, and the places of formulas that were never calculated."""

    number: int
    values: list
    uncalculated: frozenset[int]


class _Parser(WorkSheetParser):
    """openpyxl's own reader gives None for a formula without a stored value, as for an empty cell."""

    def parse_cell(self, element: Any) -> dict:
        cell = super().parse_cell(element)
        is_formula = element.find(FORMULA_TAG) is not None
        # An empty text is a value, and its cell says that it holds a text.
        if cell["value"] is None and is_formula and element.get("t") != "str":
            cell["data_type"] = NO_VALUE
        return cell


def rows(page: Any, most_columns: int) -> Iterator[SheetRow]:
    """Rows of a sheet of a workbook that was opened to be read only."""
    book = page.parent
    with page._get_source() as source:
        parser = _Parser(
            source,
            page._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            yield _row(number, [cell for cell in cells if cell["column"] <= most_columns])


def _row(number: int, cells: list[dict]) -> SheetRow:
    values = [None] * max((cell["column"] for cell in cells), default=0)
    for cell in cells:
        values[cell["column"] - 1] = _plain(cell["value"])
    uncalculated = (cell["column"] - 1 for cell in cells if cell["data_type"] == NO_VALUE)
    return SheetRow(number, values, frozenset(uncalculated))


def _plain(value: Any) -> Any:
    """Texts carry signs that XML has no room for as _x000D_."""
    return unescape(value) if isinstance(value, str) else value
