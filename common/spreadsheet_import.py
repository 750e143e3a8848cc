"""Tables that people keep in Excel, read into lines of text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
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
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
EXCEL_BEGINS = date(1899, 12, 30)
SERIALS = range(18264, 73051)  # 1950 to 2099
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

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


def read(upload: Any, most: int = MOST_LINES) -> list[Line]:
    """Lines of an XLSX or CSV (a seekable file with .size); ValidationError speaks to the person."""
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
    lines = _lines_of_excel(upload) if head == b"PK\x03\x04" else _lines_of_text(upload)
    return _bounded((line for line in lines if line.cells or line.doubts), most)


def _bounded(lines: Iterable[Line], most: int) -> list[Line]:
    found = list(islice(lines, most + 1))
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


def _lines_of_excel(upload: Any) -> Iterator[Line]:
    _refuse_bomb(upload)
    try:
        book = load_workbook(upload, read_only=True, data_only=True, keep_links=False)
        for page in book.worksheets:
            if page.sheet_state == "visible":
                yield from map(_line_of_sheet, workbook.rows(page, MOST_COLUMNS))
                return
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise _damaged() from error


def _refuse_bomb(upload: Any) -> None:
    try:
        unpacked = sum(entry.file_size for entry in zipfile.ZipFile(upload).infolist())
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise _damaged() from error
    if unpacked > UNPACKED_LIMIT:
        raise ValidationError(
            _("The file unpacks to far more than its size and was refused."), code="bomb"
        )
    upload.seek(0)


def _lines_of_text(upload: Any) -> Iterator[Line]:
    text = _decoded(upload.read())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from (_line(number, row) for number, row in _numbered(reader))
    except csv.Error as error:
        raise _damaged() from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """A cell may run over several lines; its row counts from the first of them."""
    begins = 1
    for row in reader:
        yield begins, row[:MOST_COLUMNS]
        begins = reader.line_num + 1


def _line_of_sheet(row: workbook.SheetRow) -> Line:
    line = _line(row.number, row.values)
    line.doubts.update(
        dict.fromkeys(
            row.uncalculated,
            _(
                "The formula of this cell has no stored value; open the file in Excel, save it and upload it again."
            ),
        )
    )
    return line


def _line(number: int, row: Iterable[Any]) -> Line:
    cells = [as_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    wrong = _("“%(text)s” is the error of a formula and no value; correct it in the file.")
    doubts = {
        place: wrong % {"text": text} for place, text in enumerate(cells) if ERROR.match(text)
    }
    return Line(number, tuple(cells), doubts)


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


def as_day(text: str) -> date | None:
    """The day that a cell names; ValidationError says why it is none."""
    text = " ".join(text.split())
    if SHORT_YEAR.match(text):
        raise ValidationError(
            _("Write the year of “%(text)s” in four digits."), code="day", params={"text": text}
        )
    if text.isdecimal() and text.isascii() and len(text) == 5 and int(text) in SERIALS:
        return EXCEL_BEGINS + timedelta(days=int(text))
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
