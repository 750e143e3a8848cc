import logging

from celery import shared_task
from django.utils import timezone

from site_life.models import Export, ExportState
from site_life.writing import write

log = logging.getLogger(__name__)


@shared_task
def export(pk):
    """Write one export; whoever presses twice or restarts the worker finds it taken."""
    taken = Export.objects.filter(pk=pk, state=ExportState.WAITING).update(state=ExportState.RUNNING)
    if not taken:
        return
    asked = Export.objects.select_related("site").get(pk=pk)
    try:
        _write(asked)
    except Exception:  # whatever went wrong: the desk must not wait for ever
        log.exception("The export of %s failed.", asked.site.slug)
        asked.path.unlink(missing_ok=True)
        Export.objects.filter(pk=pk).update(state=ExportState.FAILED, finished_at=timezone.now())


def _write(asked):
    rows = Export.objects.filter(pk=asked.pk)
    asked.path.parent.mkdir(parents=True, exist_ok=True)
    with asked.path.open("wb") as stream:
        write(asked.site, stream, lambda done, total: rows.update(done_count=done, item_count=total))
    rows.update(state=ExportState.DONE, size=asked.path.stat().st_size, finished_at=timezone.now())
