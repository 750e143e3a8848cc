"""The filtered register as a spreadsheet or as CSV, row by row, for people who go on working with it."""

import csv

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

# A district issues some thousand documents a year; whoever wants more picks a year.
MOST_ROWS = 20_000
CHUNK = 1000
# A cell that begins like this is run by spreadsheet programs as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
WIDTHS = (18, 20, 34, 14, 70, 14, 14, 24, 26, 60)


def headings():
    return [
        _("Number and symbol"),
        _("Type"),
        _("Issuing body"),
        _("Day of issue"),
        _("Subject line"),
        _("In effect from"),
        _("In effect until"),
        _("Effect"),
        _("Signer"),
        _("Address"),
    ]


def rows(documents, address_of):
    for document in documents[:MOST_ROWS].iterator(chunk_size=CHUNK):
        yield [
            document.reference,
            str(document.type or ""),
            str(document.issuer or ""),
            _day(document.issued_on),
            " ".join(document.summary.split()),
            _day(document.in_effect_from),
            _day(document.effective_until_on),
            str(document.effect_label),
            document.signer_name,
            address_of(document),
        ]


def as_csv(documents, address_of):
    """Pieces of text; the mark in front lets Excel see that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings())
    for row in rows(documents, address_of):
        yield writer.writerow([harmless(cell) for cell in row])


def as_xlsx(documents, address_of, file):
    """Writes the spreadsheet into `file` and goes back to its beginning."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Directive documents")[:31])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJ"[number]].width = width
    sheet.append([_text(sheet, heading, bold=True) for heading in headings()])
    for row in rows(documents, address_of):
        sheet.append([_text(sheet, cell) for cell in row])
    book.save(file)
    file.seek(0)
    return file


def harmless(cell):
    """The cell with an apostrophe before what a spreadsheet program would run."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _text(sheet, value, *, bold=False):
    cell = WriteOnlyCell(sheet, value)
    # Said to be text, so that no program takes it for a formula.
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _day(day):
    return date_format(day, "d/m/Y") if day else ""


class _Echo:
    """What the CSV writer writes to: gives back each line."""

    def write(self, line):
        return line
