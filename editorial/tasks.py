from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from common import mail
from editorial import file_texts, fixity, links
from editorial.models import Edition, Notice
from editorial.models.files import StoredFile
from editorial.transitions import TABLE

BATCH = 200
FILES_A_ROUND = 40
# A little less than a day, so that each night's round reaches what the last one did.
CHECKED_AGAIN_AFTER = timedelta(hours=20)


@shared_task
def send_notices():
    """Send waiting notices; one that fails stays and is tried in the next round."""
    mail.send_each(
        _send,
        Notice.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)[:BATCH],
    )


@shared_task
def check_files():
    """One bounded batch of the day's look at every stored file; what is left over is the next task's."""
    due = StoredFile.objects.unchecked_since(timezone.now() - CHECKED_AGAIN_AFTER)
    fixity.check(fixity.batch(due))
    if due.exists():
        check_files.delay()


@shared_task(soft_time_limit=300, time_limit=330)
def check_links(pk):
    """Ask the links of one edition. A server that drips its answer is cut off; what was asked before it is kept."""
    links.check(Edition.objects.select_related("item").get(pk=pk).leaf())


@shared_task
def read_files():
    """The words of files that came in since the last round; bounded, so that other work gets its turn."""
    last = 0
    for _turn in range(FILES_A_ROUND):
        last = file_texts.read_next(last)
        if last is None:
            return


def _send(pk):
    with transaction.atomic(), override("vi"):
        waiting = Notice.objects.select_for_update(skip_locked=True, of=["self"]).filter(
            pk=pk, sent_at=None
        )
        notice = waiting.select_related(
            "to", "event__by", "event__edition", "event__item__site"
        ).first()
        if notice is None:
            return
        if notice.to.email:
            mail.deliver(_subject(notice.event), _body(notice), notice.to.email)
        notice.sent_at = timezone.now()
        notice.save(update_fields=["sent_at"])


def _subject(event):
    done = TABLE[event.action].done if event.action in TABLE else _("Changed")
    title = " ".join(event.edition.title.split())
    return _("%(done)s: %(title)s") % {"done": done, "title": title[:120]}


def _body(notice):
    address = (
        f"{settings.PORTAL_ADDRESS}/quan-tri/editorial/edition/{notice.event.edition_id}/xet-duyet/"
    )
    return render_to_string(
        "editorial/notice.txt", {"notice": notice, "event": notice.event, "address": address}
    )
