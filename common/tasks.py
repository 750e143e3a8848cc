from celery import shared_task

from common import outbox


@shared_task
def send_letters():
    """Send the letters that wait; one that fails stays and is tried in the next round."""
    outbox.send_waiting()
