"""The year's figures as a spreadsheet: one sheet for the totals, one for the sites."""

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from reports.rules import RULES, known


def sheet(figures):
    """Bytes of an .xlsx of `reports.figures.report(year)`; numbers stay numbers."""
    book = Workbook()
    book.remove(book.active)
    _fill(
        book.create_sheet(_("Figures")), [48, 14, 14, 14, 10, 90], [_head(figures), *_rows(figures)]
    )
    _fill(
        book.create_sheet(_("Directive documents")),
        [48, 14, 14, 14],
        [_issuers_head(figures), *_issuers_rows(figures)],
    )
    _fill(
        book.create_sheet(_("Questions by unit")),
        [48, *[14] * 5],
        [_units_head(), *_units_rows(figures)],
    )
    _fill(
        book.create_sheet(_("Sites")),
        [28, *[14] * 6],
        [_sites_head(figures), *_sites_rows(figures)],
    )
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(figures):
    year = figures["year"]
    columns = [pgettext("report", "Figure"), str(year - 1), str(year)]
    return [*columns, _("Change"), _("Rule version"), _("What is counted")]


def _rows(figures):
    for name, figure in figures["figures"].items():
        rule = RULES[name]
        numbers = [
            number if one else None
            for number, one in zip(_numbers(figure), known(name, figures), strict=True)
        ]
        yield [str(rule.label), *numbers, rule.version, str(rule.sentence)]


def _issuers_head(figures):
    return [_("Issuing body"), str(figures["year"] - 1), str(figures["year"]), _("Change")]


def _issuers_rows(figures):
    for body in figures["issuers"]:
        yield [body["name"], *_numbers(body["documents"])]


def _units_head():
    return [
        _("Unit"),
        pgettext("figure", "Received"),
        pgettext("figure", "Answered"),
        _("On time"),
        _("Late"),
        _("Median of working days"),
    ]


def _units_rows(figures):
    for unit in figures["question_units"]:
        yield [
            unit[name]
            for name in ("name", "received", "answered", "on_time", "late", "median_days")
        ]


def _sites_head(figures):
    years = (figures["year"] - 1, figures["year"])
    kinds = (pgettext("report", "News items"), pgettext("report", "Feature articles"))
    return [_("Site"), *(f"{kind} {one}" for kind in kinds for one in (*years, _("change")))]


def _sites_rows(figures):
    for site in figures["sites"]:
        yield [site["name"], *_numbers(site["tin"]), *_numbers(site["bai"])]


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
