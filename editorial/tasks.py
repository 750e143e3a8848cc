from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from common import worker
from editorial import file_texts, fixity, links
from editorial.models import Edition
from editorial.models.files import StoredFile

FILES_A_ROUND = 40
# A little less than a day, so that each night's round reaches what the last one did.
CHECKED_AGAIN_AFTER = timedelta(hours=20)


@shared_task
def check_files() -> None:
    """One bounded batch of the day's look at every stored file; what is left over is the next task's."""
    due = StoredFile.objects.unchecked_since(timezone.now() - CHECKED_AGAIN_AFTER)
    fixity.check(fixity.batch(due))
    if due.exists():
        worker.soon(check_files.name)


@shared_task(soft_time_limit=300, time_limit=330)
def check_links(pk: int) -> None:
    """Ask the links of one edition. A server that drips its answer is cut off; what was asked before it is kept."""
    links.check(Edition.objects.select_related("item").get(pk=pk).leaf())


@shared_task
def read_files() -> None:
    """The words of files that came in since the last round; bounded, so that other work gets its turn."""
    last = 0
    for _turn in range(FILES_A_ROUND):
        read = file_texts.read_next(last)
        if read is None:
            return
        last = read
