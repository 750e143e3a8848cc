"""What people type and paste into a week: days, times, tables of Word and Excel. Understood here and nowhere else."""

import csv
import io
import re
from datetime import date, time
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from common.text import fold, nfc
from schedules.weeks import Session, day_label, days_of, span, weekday

# In the order in which the grid shows them.
COLUMNS = (
    "day",
    "session",
    "begins",
    "ends",
    "content",
    "chair_text",
    "participants",
    "place_text",
    "prepared_by",
    "note",
)
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 200, 20, 400_000

CLOCK = re.compile(r"^(\d{1,2})\s*(?:[:.hg]|gio)?\s*(?:(\d{2})\s*(?:phut|p|')?)?$")
BARE_CLOCK = re.compile(r"^(\d{2})(\d{2})$")
BETWEEN = re.compile(r"\s*(?:-|–|—|den|toi(?=\s*\d))\s*")
DATE = re.compile(r"(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})(?:\s*(?:[/.-]|nam)\s*(\d{4}|\d{2}))?")
NAMED_DAY = re.compile(
    r"\b(?:t|thu)\s*(2|3|4|5|6|7|hai|ba|tu|nam|sau|bay)\b|\b(cn|chu nhat)\b|^([2-7])$|^(hai|ba|tu|nam|sau|bay)$"
)
DAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {
    str(number): number - 2 for number in range(2, 8)
}
SESSIONS = {"sang": Session.MORNING, "chieu": Session.AFTERNOON, "toi": Session.EVENING}
# "8h00: Họp giao ban": the time stands before the words in many an office's table.
LEADING_CLOCK = re.compile(
    r"^\s*(\d{1,2}\s*(?:h|g|:|giờ)\s*\d{0,2})(?!\d)\s*[:.,–-]?\s*(?=\D)", re.I
)
SESSION_WORD = re.compile(r"\b(?:buoi\s+)?(sang|chieu|toi)\b")
HEADINGS = (
    ("content", ("noi dung", "cong viec")),
    ("chair_text", ("chu tri",)),
    ("place_text", ("dia diem", "noi hop")),
    ("participants", ("thanh phan", "tham du", "du hop")),
    ("prepared_by", ("chuan bi",)),
    ("note", ("ghi chu",)),
    ("ends", ("ket thuc", "den gio")),
    ("day", ("ngay", "thu")),
    ("session", ("buoi",)),
    ("begins", ("gio", "thoi gian", "bat dau")),
)


class NotUnderstood(ValueError):
    """What was typed cannot be read; the text is a sentence for the person who typed it."""


class BrokenTable(ValueError):
    """A pasted table that is not taken, with a sentence."""


def read_time(text):
    """08:00 of "8h", "8h00", "8 giờ", "8 giờ 30 phút", "08:00", "8.00", "0800"; None of nothing."""
    folded = fold(text)
    if not folded:
        return None
    found = BARE_CLOCK.match(folded) or CLOCK.match(folded)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except (TypeError, ValueError) as error:
        raise _no_time(text) from error


def read_span(text):
    """(begin, end) of "8h00 - 10h30" or "từ 8 giờ đến 10 giờ"; the end is None where only a beginning is named."""
    parts = [part for part in BETWEEN.split(fold(text).removeprefix("tu ")) if part]
    if len(parts) > 2:
        raise _no_time(text)
    times = [read_time(part) for part in parts]
    return (*times, None, None)[:2]


def read_session(text):
    """The part of the day that a text names; "" of nothing."""
    folded = fold(text)
    if not folded or folded in SESSIONS:
        return SESSIONS.get(folded, "")
    found = SESSION_WORD.search(folded)
    if not found:
        raise NotUnderstood(
            _("“%(text)s” is no part of the day; write Sáng, Chiều or Tối.")
            % {"text": _short(text)}
        )
    return SESSIONS[found[1]]


def read_day(text, monday):
    """The day of the week beginning on `monday` that a text names; None of nothing."""
    folded = fold(text)
    if not folded:
        return None
    dated, named = DATE.search(folded), NAMED_DAY.search(folded)
    if dated:
        day = _dated(dated, monday)
        _check_name(day, named)
        return day
    if named:
        return days_of(monday)[_place(named)]
    raise NotUnderstood(
        _("The day “%(text)s” is not understood; write it like Thứ 2 or 16/11.")
        % {"text": _short(text)}
    )


def _dated(found, monday):
    years = {day.year for day in days_of(monday)}
    if found[3]:
        years = {int(found[3]) + (2000 if len(found[3]) == 2 else 0)}
    days = [day for year in sorted(years) if (day := _date(year, int(found[2]), int(found[1])))]
    if not days:
        raise NotUnderstood(_("There is no day %(day)s.") % {"day": _date_as_typed(found)})
    inside = [day for day in days if day in days_of(monday)]
    if not inside:
        raise NotUnderstood(
            _("%(day)s is not in this week (%(span)s).")
            % {"day": _date_as_typed(found), "span": span(monday)}
        )
    return inside[0]


def _date(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_as_typed(found):
    return "/".join(part for part in found.groups() if part)


def _check_name(day, named):
    # The day of the month in "16/11" must not be taken for a name, so only names with their word count.
    if named and (named[1] or named[2]) and _place(named) != day.weekday():
        raise NotUnderstood(
            _("%(date)s is %(weekday)s.") % {"date": f"{day:%d/%m}", "weekday": weekday(day)}
        )


def _place(named):
    return 6 if named[2] else DAYS[named[1] or named[3] or named[4]]


def _no_time(text):
    return NotUnderstood(
        _("The time “%(text)s” is not understood; write it like 8h00 or 08:00.")
        % {"text": _short(text)}
    )


def _short(text):
    words = " ".join(str(text).split())
    return words if len(words) <= 40 else f"{words[:40]}…"


def pasted(html, text, *, column, monday):
    """Rows ({column: text}) of a table copied from Word or Excel, begun at the cell of `column`; raises BrokenTable."""
    if len(html) + len(text) > MOST_LETTERS:
        raise BrokenTable(_("This table is too large; copy a part of it."))
    table = _table_of(html) or _table_of_text(text)
    if not table:
        raise BrokenTable(_("There is no table in what was pasted."))
    columns, table = _columns(table, column)
    if len(table) > MOST_ROWS:
        raise BrokenTable(_("A week has at most %(count)d lines.") % {"count": MOST_ROWS})
    widest = max(map(len, table), default=0)
    if widest > len(columns):
        raise BrokenTable(
            _(
                "The table has %(has)d columns, but from this cell on there are %(room)d; begin further left or copy it "
                "with its heading."
            )
            % {"has": widest, "room": len(columns)}
        )
    return _rows(table, columns, monday)


def _table_of(html):
    reader = _Table()
    reader.feed(html or "")
    reader.close()
    return _trimmed(reader.grid())


def _table_of_text(text):
    try:
        rows = list(csv.reader(io.StringIO(nfc(text or ""), newline=""), delimiter="\t"))
    except csv.Error as error:
        raise BrokenTable(_("The table is damaged and cannot be read.")) from error
    return _trimmed(rows)


def _trimmed(rows):
    """Without empty rows and without empty columns at the right."""
    rows = [[_cell(cell) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows]


def _cell(text):
    lines = [" ".join(line.split()) for line in nfc(text).splitlines()]
    return "\n".join(line for line in lines if line)


def _columns(table, column):
    """(names of the columns, the rows below the heading)."""
    headed = [_heading(cell) for cell in table[0]]
    if sum(bool(name) for name in headed) >= 2 and "content" in headed:
        return headed, table[1:]
    return list(COLUMNS[COLUMNS.index(column) :]), table


def _heading(cell):
    folded = fold(cell)
    if not folded or len(folded) > 40:
        return None
    return next(
        (
            name
            for name, words in HEADINGS
            if any(re.search(rf"\b{word}\b", folded) for word in words)
        ),
        None,
    )


def _rows(table, columns, monday):
    rows, problems, above = [], [], {}
    for number, cells in enumerate(table, 1):
        try:
            row = _row(dict(_named(columns, cells)), monday)
        except NotUnderstood as error:
            problems.append(
                _("Row %(number)d of the table: %(error)s") % {"number": number, "error": error}
            )
            continue
        rows.append(_filled_from_above(row, above))
        above = {name: rows[-1].get(name, "") for name in ("day", "session")}
    if problems:
        raise BrokenTable(" ".join(problems[:5]))
    return [
        row
        for row in rows
        if any(value for name, value in row.items() if name not in {"day", "session"})
    ]


def _named(columns, cells):
    return ((name, cell) for name, cell in zip(columns, cells) if name)


def _row(texts, monday):
    """Days and times as the grid writes them; what is neither stays as it was copied."""
    row = dict(texts)
    if "day" in row:
        day, session = read_day(row["day"], monday), SESSION_WORD.search(fold(row["day"]))
        row["day"] = day_label(day) if day else ""
        if session and not row.get("session"):
            row["session"] = session[1]
    if not row.get("begins") and (leading := LEADING_CLOCK.match(row.get("content", ""))):
        row |= {"begins": leading[1], "content": row["content"][leading.end() :]}
    if row.get("begins"):
        row |= _when(row["begins"], row)
    if "session" in row:
        row["session"] = str(read_session(row["session"]) or "")
    for name in ("begins", "ends"):
        if row.get(name):
            row[name] = f"{read_time(row[name]):%H:%M}"
    return row


def _when(text, row):
    """A cell of time may name the part of the day and an end too: "Sáng, 8h00 - 10h00"."""
    folded = fold(text)
    session = SESSION_WORD.match(folded)
    begin, end = read_span(folded[session.end() :].strip(" ,.:;") if session else folded)
    found = {"begins": f"{begin:%H:%M}" if begin else ""}
    if end:
        found["ends"] = f"{end:%H:%M}"
    if session and not row.get("session"):
        found["session"] = session[1]
    return found


def _filled_from_above(row, above):
    """Merged cells: a day stands once for all its lines, a part of the day for those of the same day."""
    if "day" not in row and "session" not in row:
        return row
    same_day = not row.get("day") or row["day"] == above.get("day")
    filled = {"day": row.get("day") or above.get("day", "")} if "day" in row else {}
    if same_day and not row.get("session") and not row.get("begins") and above.get("session"):
        filled["session"] = above["session"]
    return row | filled


class _Table(HTMLParser):
    """The cells of the first table of a page, each repeated over the rows and columns that it covers."""

    def __init__(self):
        super().__init__()
        self.rows, self.cell, self.depth, self.done = [], None, 0, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.depth += 1
        if self.done or self.depth != 1:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._begin(dict(attrs))
        elif tag in {"br", "p", "div", "li"} and self.cell is not None:
            self.cell["text"] += "\n"

    def handle_endtag(self, tag):
        if tag == "table" and self.depth:
            self.depth -= 1
            self.done = self.done or not self.depth
        elif tag in {"td", "th"} and self.depth == 1:
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None and not self.done:
            self.cell["text"] += re.sub(r"\s+", " ", data)

    def _begin(self, attrs):
        if not self.rows:
            self.rows.append([])
        self.cell = {
            "text": "",
            "down": _count(attrs.get("rowspan"), MOST_ROWS),
            "across": _count(attrs.get("colspan"), MOST_COLUMNS),
        }
        self.rows[-1].append(self.cell)

    def grid(self):
        taken = {}
        for down, cells in enumerate(self.rows[: MOST_ROWS + 2]):
            across = 0
            for cell in cells[:MOST_COLUMNS]:
                while (down, across) in taken:
                    across += 1
                self._cover(taken, down, across, cell)
        width = max((across + 1 for _down, across in taken), default=0)
        return [
            [taken.get((down, across), "") for across in range(width)]
            for down in range(len(self.rows))
        ]

    def _cover(self, taken, down, across, cell):
        for row in range(down, min(down + cell["down"], len(self.rows))):
            for column in range(across, across + cell["across"]):
                # What lies to the right in the same row is one cell; below, it stands for each of the rows.
                taken[row, column] = cell["text"] if column == across else ""


def _count(text, most):
    return min(max(int(text), 1), most) if (text or "").isdecimal() else 1
