"""The year's figures of readers' reports, for the annual report."""

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from feedback.error_reports.states import State
from feedback.models.error_reports import ErrorReport

# One error that many report is one: those merged into another are not counted.
MEASURES = {
    "received": Count("pk", filter=~Q(state=State.DUPLICATE)),
    "solved": Count("pk", filter=Q(state=State.SOLVED)),
}


def counts(years, at=None):
    """{year: {"received": …, "solved": …}} of the reports received in a year, in one query."""
    received = ErrorReport.objects.filter(sent_at__lte=at or timezone.now())
    rows = received.order_by().values(year=ExtractYear("sent_at")).annotate(**MEASURES)
    found = {row["year"]: {name: row[name] for name in MEASURES} for row in rows}
    return {year: found.get(year, dict.fromkeys(MEASURES, 0)) for year in years}
