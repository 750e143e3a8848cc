"""The year's figures as a spreadsheet: a page for the totals, for each table, and for the sites."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.spreadsheet_export import Sheet, xlsx
from editorial.figures import Column
from reports.figures import by_site, declared, known, tables


def sheet(figures):
    """Bytes of an .xlsx of `reports.figures.report(year)`; numbers stay numbers."""
    own = (_table(table.sheet, table.columns, figures[table.key], figures) for table in tables())
    return xlsx([_figures(figures), *own, _sites(figures)])


def _figures(figures):
    year = figures["year"]
    columns = [pgettext("report", "Figure"), str(year - 1), str(year)]
    rows = [[*columns, _("Change"), _("Rule version"), _("What is counted")], *_rows(figures)]
    return Sheet(_("Figures"), [48, 14, 14, 14, 10, 90], rows, moves_from="B2")


def _rows(figures):
    for name, figure in declared().items():
        numbers = zip(_numbers(figures["figures"][name]), known(name, figures), strict=True)
        shown = [number if one else None for number, one in numbers]
        yield [str(figure.label), *shown, figure.version, str(figure.rule)]


def _sites(figures):
    compared = [Column(figure.name, figure.label, is_compared=True) for figure in by_site()]
    columns = [Column("name", _("Site")), *compared]
    return _table(_("Sites"), columns, figures["sites"], figures, wide=28)


def _table(title, columns, rows, figures, wide=48):
    head = [cell for column in columns for cell in _head(column, figures["year"])]
    widths = [wide, *[14] * (len(head) - 1)]
    return Sheet(str(title), widths, [head, *_lines(columns, rows)], moves_from="B2")


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
