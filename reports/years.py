"""Years that a report can be asked for, and their bounds in the office's own time."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

FIRST_YEAR = 2000


class BadYear(ValueError):
    pass


def checked(year, at=None):
    """The year as a number; BadYear with a clear sentence otherwise."""
    last = timezone.localdate(at).year
    text = str(year).strip()
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= last):
        raise BadYear(
            _("“%(year)s” is not a year with a report: give a year from %(first)s to %(last)s.")
            % {"year": text[:20], "first": FIRST_YEAR, "last": last}
        )
    return int(text)


def last_day(year):
    return date(year, 12, 31)
