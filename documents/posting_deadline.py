"""Working days from signing, or from receipt where it came from above, to posting, counted against the office's limits."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from common.workdays import Calendar
from documents.models.catalogue import PostingLimit
from editorial.models.calendars import CalendarDay


@dataclass(frozen=True)
class Posting:
    """`days` working days until the first publication, or until now where there was none; `limit` None: no rule."""

    days: int
    limit: int | None
    done: bool

    @property
    def is_late(self):
        return self.limit is not None and self.days > self.limit

    def __str__(self):
        words = (
            _("late: %(days)d of %(limit)d days")
            if self.is_late
            else _("%(days)d of %(limit)d days")
        )
        return (words if self.limit is not None else _("%(days)d days")) % {
            "days": self.days,
            "limit": self.limit,
        }


@dataclass(frozen=True)
class Clock:
    """Calendar and limits, read once for a whole list."""

    calendar: Calendar
    limits: tuple

    @classmethod
    def read(cls):
        return cls(
            CalendarDay.objects.calendar(), tuple(PostingLimit.objects.order_by("-valid_from"))
        )

    def of(self, document, at=None):
        """None before the day is known from which it counts."""
        if not document.at_hand_from:
            return None
        posted = document.first_published_at
        until = timezone.localdate(posted or at)
        days = self.calendar.between(document.at_hand_from, until)
        return Posting(days, self._limit(document), posted is not None)

    def _limit(self, document):
        fitting = [
            row.working_days
            for row in self.limits
            if row.posting_class == document.posting_class
            and row.is_in_force(document.at_hand_from)
        ]
        return fitting[0] if fitting else None


def posting_of(document, at=None):
    return Clock.read().of(document, at)
