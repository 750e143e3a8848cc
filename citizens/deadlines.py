"""What the office promises to whoever sends something today."""

from django.utils import timezone

from citizens.models import OfficeRule
from editorial.models.calendars import CalendarDay


def promised(at=None):
    """What is due when for what is sent now."""
    today = timezone.localdate(at) if at else timezone.localdate()
    rule, calendar = OfficeRule.now(), CalendarDay.objects.calendar()
    return {
        "starts_on": today,
        "limit_days": rule.answer_days,
        "due_on": calendar.add(today, rule.answer_days),
        "forward_by": calendar.add(today, rule.forward_days),
        "forward_days": rule.forward_days,
    }
