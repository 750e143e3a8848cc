"""Tables for spreadsheet programs, as XLSX and as CSV.

Everything that leaves the portal as a table is written here and nowhere else, so that no cell is
taken for a formula, whatever people wrote into it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from common.text import nfc

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# What some spreadsheet program takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
# Excel opens no book with a longer name of a page.
TITLE_LENGTH = 31
HEADING = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Sheet:
    """A page of a book: the first row is its head; numbers and days stay numbers and days."""

    title: str
    # Of its columns, in characters.
    widths: Sequence[float]
    rows: Iterable[Sequence[Any]]
    # The first cell that moves when the page is scrolled.
    moves_from: str = "A2"
    # Whether long texts run over several lines of their cell.
    wraps: bool = False


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    stream = BytesIO()
    write_xlsx(sheets, stream)
    return stream.getvalue()


def write_xlsx(sheets: Iterable[Sheet], file: IO[bytes]) -> None:
    """Row by row, so that a long table is never in memory as a whole."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:TITLE_LENGTH])
        for column, width in enumerate(sheet.widths, 1):
            page.column_dimensions[get_column_letter(column)].width = width
        page.freeze_panes = sheet.moves_from
        for place, row in enumerate(sheet.rows):
            page.append([_cell(page, sheet, value, is_head=place == 0) for value in row])
    book.save(file)


def csv_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A line of CSV (RFC 4180) for each row; the mark in front lets Excel see that it is UTF-8.

    Every cell is quoted, so that `common.spreadsheet_import.read` is sure of what divides them.
    """
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    mark = "\ufeff"
    for row in rows:
        yield mark + writer.writerow([_harmless(value) for value in row])
        mark = ""


def csv_bytes(rows: Iterable[Sequence[Any]]) -> bytes:
    return "".join(csv_lines(rows)).encode()


def _cell(page: Any, sheet: Any, value: Any, *, is_head: bool) -> Any:
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(page, nfc(value) if is_text else value)
    if is_text:
        # Else openpyxl takes a text that begins with "=" for a formula.
        cell.data_type = "s"
    if is_head:
        cell.font = HEADING
    if sheet.wraps:
        cell.alignment = WRAPPED
    return cell


def _harmless(value: Any) -> Any:
    """Days as dd/mm/yyyy; an apostrophe before a text that a spreadsheet program would run."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, str):
        return value
    text = nfc(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Echo:
    """What the CSV writer writes to: gives back each line."""

    def write(self, line: str) -> str:
        return line
