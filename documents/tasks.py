from celery import shared_task

from documents.comments import receiving


@shared_task
def anonymise_comments():
    """Erase personal data whose period has run out; what is left over is the next task's."""
    if receiving.anonymise_old() == receiving.BATCH:
        anonymise_comments.delay()
