import logging

from celery import shared_task
from django.utils import timezone

from common import progress, worker
from site_transfer import import_runs
from site_transfer.export_bundle import write
from site_transfer.models import Export, ExportState, SiteImport

log = logging.getLogger(__name__)


@shared_task
def export(pk):
    """Write one export; whoever presses twice or restarts the worker finds it taken."""
    taken = Export.objects.filter(pk=pk, state=ExportState.WAITING).update(
        state=ExportState.RUNNING
    )
    if not taken:
        return
    asked = Export.objects.select_related("site").get(pk=pk)
    try:
        _write(asked)
    except Exception:  # whatever went wrong: the desk must not wait for ever
        log.exception("The export of %s failed.", asked.site.slug)
        asked.path.unlink(missing_ok=True)
        Export.objects.filter(pk=pk).update(
            state=ExportState.FAILED, finished_at=timezone.now(), passphrase=""
        )
    progress.forget(asked)


def _write(asked):
    rows = Export.objects.filter(pk=asked.pk)

    def tell(done, total):
        progress.report(asked, done, total)
        rows.update(done_count=done, item_count=total)

    progress.report(asked, 0, 0)
    asked.path.parent.mkdir(parents=True, exist_ok=True)
    with asked.path.open("wb") as stream:
        write(asked.site, stream, tell, passphrase=asked.passphrase)
    rows.update(state=ExportState.DONE, size=asked.path.stat().st_size, finished_at=timezone.now())


@shared_task
def work_on_import(pk):
    import_runs.go_on(pk)


@shared_task
def resume():
    """Exports and imports whose worker has gone silent are taken up again; files that lay about for long are removed."""
    for asked in Export.objects.under_way():
        if progress.of(asked) is None:
            Export.objects.filter(pk=asked.pk, state=ExportState.RUNNING).update(
                state=ExportState.WAITING
            )
            worker.soon(export.name, asked.pk)
    for found in SiteImport.objects.busy():
        if progress.of(found) is None:
            worker.soon(work_on_import.name, found.pk)
    for old in Export.objects.past_their_time():
        old.path.unlink(missing_ok=True)
        Export.objects.filter(pk=old.pk).update(state=ExportState.GONE, passphrase="")
    for old in SiteImport.objects.past_their_time():
        import_runs.give_up(old.pk)
