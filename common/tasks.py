from __future__ import annotations

from celery import shared_task

from common import outbox


@shared_task
def send_letters() -> None:
    """Send the letters that wait; one that fails stays and is tried in the next round."""
    outbox.send_waiting()
