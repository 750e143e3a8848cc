"""Tables that people keep in Excel, read into lines of text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from common import workbook
from common.files import BROKEN
from common.spreadsheet_export import FORMULA_STARTS
from common.text import fold, nfc

MOST_LINES = 20_000
MOST_COLUMNS = 60
MOST_BYTES = 20_000_000
# A register of 20,000 lines unpacks to some 20 MB.
UNPACKED_LIMIT = 120_000_000
DELIMITERS = ";,\t"
QUOTED = re.compile(r'"[^"]*"')
STRICT = b"purl.oclc.org/ooxml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
EXCEL_BEGINS = date(1899, 12, 30)
YEARS_OF_SERIALS = range(1950, 2100)
HEAD_WITHIN = 12
DAY_FIRST = re.compile(
    r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:\s+0{1,2}:00(?::00)?)?$"
)
YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
IN_WORDS = re.compile(r"^(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})$")
# What programs of tables write in place of a value that they could not find.
ERROR = re.compile(r"^(?:#N/A|#[A-Z0-9/_]+[!?]|#GETTING_DATA|#{3,}|(?:Err|Lỗi):\d{3})$")
SHORT_YEAR = re.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$")


@dataclass(frozen=True)
class Line:
    """A line that says something: its number as the spreadsheet program shows it, and its cells up to the last filled one.

    `doubts` say by place why what stands there cannot be taken for what was meant.
    """

    number: int
    cells: tuple
    doubts: dict[int, Any] = field(default_factory=dict, compare=False)
    is_hidden: bool = False

    @property
    def says_something(self) -> bool:
        return bool(self.cells or self.doubts)

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The lines, sentences about what was not read, and the day from which bare numbers of days count."""

    lines: list[Line]
    notes: list[str] = field(default_factory=list)
    begins: date = EXCEL_BEGINS


def read(
    upload: Any, most: int = MOST_LINES, is_head: Callable[[list[Line]], bool] = bool
) -> Table:
    """The table of an XLSX or CSV (a seekable file with .size); ValidationError speaks to the person.

    Of several sheets it is the first whose lines at the top satisfy `is_head`, else the first that is shown.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("The table is too large; the limit is %(limit)s MB."),
            code="size",
            params={"limit": MOST_BYTES // 1_000_000},
        )
    upload.seek(0)
    head = upload.read(4)
    upload.seek(0)
    if head == OLD_OFFICE:
        raise ValidationError(
            _(
                "This is an old .xls file or one locked with a password; save it as .xlsx without a password."
            ),
            code="old",
        )
    if head == b"PK\x03\x04":
        return _of_workbook(upload, most, is_head)
    return Table(_bounded(_lines_of_text(upload), most))


def _bounded(lines: Iterable[Line], most: int) -> list[Line]:
    found = list(islice((line for line in lines if line.says_something), most + 1))
    refuse_more(found, most)
    if not found:
        raise ValidationError(_("The table is empty."), code="empty")
    return found


def refuse_more(lines: Sized, most: int = MOST_LINES) -> None:
    if len(lines) > most:
        params = {"most": f"{most:,}".replace(",", ".")}
        raise ValidationError(
            _("The table has more than %(most)s lines; divide it."), code="lines", params=params
        )


def _of_workbook(upload: Any, most: int, is_head: Callable[[list[Line]], bool]) -> Table:
    _refuse_bomb(upload)
    try:
        book = load_workbook(upload, read_only=True, data_only=True, keep_links=False)
        sheets = [workbook.Sheet(page, MOST_COLUMNS) for page in book.worksheets]
        tops = [(sheet, _top(sheet)) for sheet in sheets]
        shown = [(sheet, top) for sheet, top in tops if sheet.is_shown]
        if not shown:
            raise ValidationError(_("The table is empty."), code="empty")
        chosen = next((sheet for sheet, top in shown if is_head(top)), shown[0][0])
        lines = _bounded(map(_line_of_sheet, chosen.rows()), most)
        _fill_merged(lines, chosen.merged)
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise _damaged() from error
    others = [sheet.title for sheet, top in tops if top and sheet is not chosen]
    return Table(lines, _notes(chosen, others), book.epoch.date())


def _top(sheet: workbook.Sheet) -> list[Line]:
    lines = map(_line_of_sheet, sheet.rows())
    return list(islice((line for line in lines if line.says_something), HEAD_WITHIN))


def _notes(chosen: workbook.Sheet, others: list[str]) -> list[str]:
    notes = []
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        sentence = _("Only the sheet “%(read)s” was read; sheets that were not read: %(names)s.")
        notes.append(sentence % {"read": chosen.title, "names": names})
    if chosen.hidden_columns:
        names = ", ".join(sorted(chosen.hidden_columns, key=lambda name: (len(name), name)))
        notes.append(_("Hidden columns were not read: %(names)s.") % {"names": names})
    return notes


def _fill_merged(lines: list[Line], merged: Iterable[Any]) -> None:
    """A cell that was merged downwards speaks for each of its lines, as people see it."""
    places = {line.number: place for place, line in enumerate(lines)}
    left = len(lines) * MOST_COLUMNS
    for area in merged:
        above = places.get(area.min_row)
        if above is None or area.min_col > MOST_COLUMNS:
            continue
        value = lines[above].cell(area.min_col - 1)
        for number in range(area.min_row + 1, min(area.max_row, lines[-1].number) + 1):
            left -= 1
            if left < 0:
                raise _damaged()
            if value and number in places:
                place = places[number]
                lines[place] = _with(lines[place], area.min_col - 1, value)


def _with(line: Line, place: int, value: str) -> Line:
    cells = [*line.cells, *[""] * (place + 1 - len(line.cells))]
    cells[place] = cells[place] or value
    return replace(line, cells=tuple(cells))


def _refuse_bomb(upload: Any) -> None:
    try:
        with zipfile.ZipFile(upload) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > UNPACKED_LIMIT:
                raise ValidationError(
                    _("The file unpacks to far more than its size and was refused."), code="bomb"
                )
            strict = any(
                STRICT in archive.open(entry).read(4_000)
                for entry in archive.infolist()
                if entry.filename == "xl/workbook.xml"
            )
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise _damaged() from error
    if strict:
        raise ValidationError(
            _("This workbook was saved as “Strict Open XML”; save it as an ordinary .xlsx."),
            code="strict",
        )
    upload.seek(0)


def _lines_of_text(upload: Any) -> Iterator[Line]:
    text = _decoded(upload.read())
    mark = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    widest = 0
    for number, row in _numbered(reader):
        widest = max(widest, len(row))
        if any(_holds_lines(cell, mark, widest) for cell in row):
            raise _unclosed(number)
        yield _line(number, row[:MOST_COLUMNS])


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """A cell may run over several lines; its row counts from the first of them."""
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _unclosed(begins) from error


def _holds_lines(cell: str, mark: str, width: int) -> bool:
    """Whether whole lines of the table seem to lie within a cell: its quotation mark was closed by chance."""
    inner = cell.splitlines()[1:]
    return width > 3 and any(line.count(mark) >= width - 2 for line in inner)


def _unclosed(number: int) -> ValidationError:
    return ValidationError(
        _(
            'Line %(line)d: a quotation mark (") that opens a cell is not closed at its end; correct this line and upload again.'
        ),
        code="quote",
        params={"line": number},
    )


def _line_of_sheet(row: workbook.SheetRow) -> Line:
    line = _line(row.number, row.values, row.is_hidden)
    line.doubts.update(
        dict.fromkeys(
            row.uncalculated,
            _(
                "The formula of this cell has no stored value; open the file in Excel, save it and upload it again."
            ),
        )
    )
    return line


def _line(number: int, row: Iterable[Any], is_hidden: bool = False) -> Line:
    cells = [as_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    wrong = _("“%(text)s” is the error of a formula and no value; correct it in the file.")
    doubts = {
        place: wrong % {"text": text} for place, text in enumerate(cells) if ERROR.match(text)
    }
    return Line(number, tuple(cells), doubts, is_hidden)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    elif data[:200].count(0) * 3 > len(data[:200]):
        codecs = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    else:
        codecs = ["utf-8-sig", "cp1258"]
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(
        _("This is not a table that can be read; save it as .xlsx or as CSV in UTF-8."), code="kind"
    )


def _delimiter(text: str) -> str:
    """The one that stands most often in the first lines, between the quoted texts."""
    head = QUOTED.sub("", "\n".join(text.split("\n", 20)[:20]))
    return max(DELIMITERS, key=head.count)


def _damaged() -> ValidationError:
    return ValidationError(_("The table cannot be read; it may be damaged."), code="damaged")


def as_text(value: Any) -> str:
    """What a cell says: composed, without the spaces of typing; days as dd/mm/yyyy, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time(0) else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = nfc(str(value)).strip()
    # The guard of our own export, and of those who type it to keep a number as text.
    if text.startswith("'") and text[1:].startswith(FORMULA_STARTS):
        text = text[1:]
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def is_written_day(text: str) -> bool:
    """Whether the text has the form in which days are written, so that it is hardly anything else."""
    return bool(DAY_FIRST.match(text) or YEAR_FIRST.match(text))


def serial_day(text: str, begins: date = EXCEL_BEGINS) -> date | None:
    """The day that a number of five digits means to Excel; None when it is hardly one."""
    if not (text.isdecimal() and text.isascii() and len(text) == 5):
        return None
    day = begins + timedelta(days=int(text))
    return day if day.year in YEARS_OF_SERIALS else None


def as_day(text: str) -> date | None:
    """The day that a cell names; ValidationError says why it is none."""
    text = " ".join(text.split())
    if SHORT_YEAR.match(text):
        raise ValidationError(
            _("Write the year of “%(text)s” in four digits."), code="day", params={"text": text}
        )
    if day := serial_day(text):
        return day
    found = DAY_FIRST.match(text) or IN_WORDS.match(fold(text))
    parts = found.groups()[::-1] if found else (YEAR_FIRST.match(text) or _NOTHING).groups()
    try:
        return date(*map(int, parts))
    except (TypeError, ValueError) as error:
        raise ValidationError(
            _("“%(text)s” is not a day of the calendar; write it as 31/12/2023."),
            code="day",
            params={"text": text[:40]},
        ) from error


class _Nothing:
    def groups(self) -> tuple[str, ...]:
        return ()


_NOTHING = _Nothing()
