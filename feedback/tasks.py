from celery import shared_task

from common import worker
from feedback.error_reports import receivers, workflow
from feedback.ratings import intake


@shared_task
def settle_reports():
    """Ends what a scheduled correction, or a process that died after its commit, left open."""
    receivers.settle()


@shared_task
def anonymise_old():
    """One bounded batch of what the period of retention has run out for; what is left over is the next task's."""
    intake.erase_old()
    if workflow.anonymise_old() >= workflow.BATCH:
        worker.soon(anonymise_old.name)
