"""The board as a spreadsheet: the sites on one page, what each component asks for on another."""

from django.utils import timezone
from django.utils.translation import gettext as _

from common.spreadsheet_export import Sheet


def sheets(board):
    rows = [*_sites(board), [], *_foot(board)]
    widths = [28, *[14] * (len(rows[0]) - 1)]
    components = [*_components(board)]
    return [
        Sheet(_("Sites"), widths, rows, moves_from="B2", wraps=True),
        Sheet(_("Components"), [28, 60, 60], components, moves_from="B2", wraps=True),
    ]


def _sites(board):
    yield [
        _("Site"),
        _("Filled"),
        *(one.short_name for one in board.components),
        _("Last update"),
        _("Items this month"),
        _("Items this year"),
        _("Waiting reviews"),
        *(str(one.label) for one in board.columns),
    ]
    for row in board.rows:
        yield _site(row, board)


def _site(row, board):
    words = [str(row.states[one].word) if one in row.states else "" for one in board.components]
    figures = [_day(row.updated_at), row.month_count, row.year_count, row.waiting_count]
    return [
        row.site.full_name,
        row.filled,
        *words,
        *figures,
        *(_value(cell["text"]) for cell in row.extra),
    ]


def _value(told):
    return told if isinstance(told, int) else str(told)


def _foot(board):
    yield [_("Complete"), f"{board.complete}/{len(board.rows)}"]
    yield [_("Measured at"), _day(board.at)]
    yield [_("Measured by"), str(board.asked or "")]


def _components(board):
    yield [_("Component"), _("Legal article"), _("Legal basis")]
    for one in board.components:
        yield [one.name, one.legal_article, board.asked.basis]


def _day(moment):
    """In the office's own time: spreadsheets know no zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None
