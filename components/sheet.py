"""The board as a spreadsheet: the sites on one sheet, what each component asks for on another."""

from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

HEADING = Font(bold=True)


def sheet(board):
    """Bytes of an .xlsx; numbers and days stay numbers and days."""
    book = Workbook()
    _sites(book.active, board)
    _components(book.create_sheet(_("Components")), board)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sites(page, board):
    page.title = _("Sites")
    head = [_("Site"), _("Filled"), *(one.short_name for one in board.components), _("Last update")]
    head += [
        _("Items this month"),
        _("Items this year"),
        _("Waiting reviews"),
        *(str(one.label) for one in board.columns),
    ]
    _write(page, [head, *(_site(row, board) for row in board.rows)])
    page.append([])
    page.append([_("Complete"), f"{board.complete}/{len(board.rows)}"])
    page.append([_("Measured at"), _day(board.at)])
    page.append([_("Measured by"), str(board.asked or "")])


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


def _components(page, board):
    rows = [[_("Component"), _("Legal article"), _("Legal basis")]]
    _write(
        page,
        rows + [[one.name, one.legal_article, board.asked.basis] for one in board.components],
        wide=60,
    )


def _write(page, rows, wide=14):
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place, value)
            # A name that begins with "=" is a name.
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
            if number == 1:
                cell.font = HEADING
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place in range(1, len(rows[0]) + 1):
        page.column_dimensions[get_column_letter(place)].width = 28 if place == 1 else wide
    page.freeze_panes = "B2"


def _day(moment):
    """In the office's own time: spreadsheets know no zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None
