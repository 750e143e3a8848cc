from celery import shared_task

from common import worker
from consultations import intake


@shared_task
def anonymise_comments():
    """Erase personal data whose period has run out; what is left over is the next task's."""
    if intake.anonymise_old() == intake.BATCH:
        worker.soon(anonymise_comments.name)
