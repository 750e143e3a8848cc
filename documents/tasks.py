from celery import shared_task

from common import progress
from documents.comments import intake
from documents.register_import import work
from documents.register_import.models import ImportRun


@shared_task
def work_on_import(pk):
    work.go_on(pk)


@shared_task
def resume_imports():
    """Runs whose worker has gone silent are taken up where they stopped."""
    for run in ImportRun.objects.busy():
        if progress.of(run) is None:
            work_on_import.delay(run.pk)


@shared_task
def anonymise_comments():
    """Erase personal data whose period has run out; what is left over is the next task's."""
    if intake.anonymise_old() == intake.BATCH:
        anonymise_comments.delay()
