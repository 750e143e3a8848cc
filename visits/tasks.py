from celery import shared_task

from visits.counter import tally
from visits.models import VisitDay


@shared_task
def flush():
    """Carry the counts from Redis to the database."""
    tally.flush(VisitDay.objects.add)
