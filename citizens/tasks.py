from celery import shared_task

from citizens import retention
from common import worker


@shared_task
def erase_old():
    """Erase personal data whose time has run out; what is left over is the next task's."""
    if retention.erase_old() >= retention.BATCH:
        worker.soon(erase_old.name)
