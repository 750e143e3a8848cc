"""Which days a register can name at all: what lies outside was mistyped."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The state whose documents these are was founded in 1945.
FIRST_YEAR = 1945
# Plans reach far ahead, but not further.
YEARS_AHEAD = 50


def plausible(day: date) -> None:
    """A validator: 0223 and 20233 are years of a hasty hand."""
    last = timezone.localdate().year + YEARS_AHEAD
    if not FIRST_YEAR <= day.year <= last:
        raise ValidationError(
            _("The year %(year)s cannot be right: it lies between %(first)d and %(last)d."),
            code="year",
            params={"year": f"{day.year:04}", "first": FIRST_YEAR, "last": last},
        )
