from __future__ import annotations

from celery import shared_task

from visits.counter import tally
from visits.models import VisitDay


@shared_task
def flush() -> None:
    """Carry the counts from Redis to the database."""
    tally.flush(VisitDay.objects.add)
