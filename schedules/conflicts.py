"""The same leader or the same place at overlapping times: a warning, never a refusal."""

from datetime import datetime, timedelta
from itertools import combinations

from django.utils.translation import gettext as _

from common.text import fold
from schedules.weeks import day_label

# How long something lasts whose end nobody wrote.
PRESUMED = timedelta(hours=1)


def period(line):
    """(begin, end) of a line on its day; None where day or time is not known."""
    if not (line.on and line.starts_at):
        return None
    begin = datetime.combine(line.on, line.starts_at)
    return begin, datetime.combine(line.on, line.ends_at) if line.ends_at else begin + PRESUMED


def within(lines):
    """Sentences about pairs of lines of one week."""
    numbered = [(number, line) for number, line in enumerate(lines, 1) if counts(line)]
    return [
        _("Rows %(one)d and %(other)d: %(what)s at the same time, %(when)s.")
        % {"one": one, "other": other, "what": what, "when": _when(first)}
        for (one, first), (other, second) in combinations(numbered, 2)
        for what in shared(first, second)
    ]


def across(lines, neighbours):
    """Sentences about lines that meet those of other bodies' weeks; what these do is not told."""
    told = [
        _("Row %(number)d: %(what)s at the same time in the schedule of %(body)s, %(when)s.")
        % {"number": number, "what": what, "body": other.schedule.body, "when": _when(other)}
        for number, line in enumerate(lines, 1)
        if counts(line)
        for other in neighbours
        if other.uid != line.uid
        for what in shared(line, other)
    ]
    return list(dict.fromkeys(told))


def counts(line):
    return bool(period(line)) and not line.is_postponed


def shared(one, other):
    """What two lines both need, if their times overlap."""
    if not overlap(period(one), period(other)):
        return
    mine, theirs = _people(one), _people(other)
    yield from (mine[key] for key in mine if key in theirs)
    place = _place(one)
    if place and place == _place(other):
        yield one.place_text


def overlap(one, other):
    return bool(one and other) and one[0] < other[1] and other[0] < one[1]


def _people(line):
    """{key: name} of those who must be there; a leader by record, a chair that is no record by their written name."""
    known = {leader.pk: leader.name for leader in present(line)}
    if line.chair_id:
        return known | {line.chair_id: line.chair.name}
    return known | ({fold(line.chair_text): line.chair_text} if line.chair_text else {})


def present(line):
    """Leaders among the participants: of a line still being typed those that its form found."""
    if line.named is not None:
        return line.named
    return line.leaders.all() if line.pk else []


def _place(line):
    return line.place_id or fold(line.place_text)


def _when(line):
    return f"{day_label(line.on)}, {line.hours()}"
