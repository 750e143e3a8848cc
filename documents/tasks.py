from celery import shared_task

from common import progress, worker
from documents.models.register_import import ImportRun
from documents.register_import import work


@shared_task
def work_on_import(pk):
    work.go_on(pk)


@shared_task
def resume_imports():
    """Runs whose worker has gone silent are taken up where they stopped."""
    for run in ImportRun.objects.busy():
        if progress.of(run) is None:
            worker.soon(work_on_import.name, run.pk)
