"""The year's figures as a spreadsheet: a page for the totals, for each table, and for the sites."""

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from editorial.figures import Column
from reports.figures import by_site, declared, known, tables


def sheet(figures):
    """Bytes of an .xlsx of `reports.figures.report(year)`; numbers stay numbers."""
    book = Workbook()
    book.remove(book.active)
    sheets = [_figures(figures), *(_table(one, figures) for one in tables()), _sites(figures)]
    for title, widths, rows in sheets:
        _fill(book.create_sheet(title), widths, rows)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _figures(figures):
    year = figures["year"]
    columns = [pgettext("report", "Figure"), str(year - 1), str(year)]
    head = [*columns, _("Change"), _("Rule version"), _("What is counted")]
    return _("Figures"), [48, 14, 14, 14, 10, 90], [head, *_rows(figures)]


def _rows(figures):
    for name, figure in declared().items():
        numbers = zip(_numbers(figures["figures"][name]), known(name, figures), strict=True)
        shown = [number if one else None for number, one in numbers]
        yield [str(figure.label), *shown, figure.version, str(figure.rule)]


def _table(table, figures):
    columns, rows = table.columns, figures[table.key]
    head = [cell for column in columns for cell in _head(column, figures["year"])]
    widths = [48, *[14] * (len(head) - 1)]
    return str(table.sheet), widths, [head, *_lines(columns, rows)]


def _sites(figures):
    compared = [Column(figure.name, figure.label, is_compared=True) for figure in by_site()]
    columns = [Column("name", _("Site")), *compared]
    head = [cell for column in columns for cell in _head(column, figures["year"])]
    widths = [28, *[14] * (len(head) - 1)]
    return _("Sites"), widths, [head, *_lines(columns, figures["sites"])]


def _head(column, year):
    """The years stand under the name of the column where it has one."""
    if not column.is_compared:
        return [str(column.label)]
    if not column.label:
        return [str(year - 1), str(year), _("Change")]
    return [f"{column.label} {one}" for one in (year - 1, year, _("change"))]


def _lines(columns, rows):
    for row in rows:
        yield [cell for column in columns for cell in _cells(row[column.key])]


def _cells(value):
    return _numbers(value) if isinstance(value, dict) else [value]


def _numbers(figure):
    return [figure["previous"], figure["value"], figure["change"]]


def _fill(page, widths, rows):
    for row in rows:
        page.append(row)
    for cell in page[1]:
        cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "B2"
