from celery import shared_task

from feedback.error_reports import receivers


@shared_task
def settle_reports():
    """Ends what a scheduled correction, or a process that died after its commit, left open."""
    receivers.settle()
