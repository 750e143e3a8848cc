"""The result by mail: it waits in the database until the worker sends it, as the letters about questions do."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from common import mail, worker
from editorial.models import Edition
from feedback.error_reports.states import TOLD
from feedback.models.error_reports import ReportContact, ReportLetter

BATCH = 200


def about(event):
    """A letter to whoever left an e-mail address, in the transaction of the event itself."""
    if event.act in TOLD and address_of(event.report_id):
        ReportLetter.objects.create(event=event)
        transaction.on_commit(lambda: worker.soon("feedback.tasks.send_letters"))


def address_of(report):
    contact = ReportContact.objects.filter(report=report).first()
    return contact.email if contact else ""


def send_waiting():
    """Send waiting letters; one that fails stays and is tried in the next round."""
    mail.send_each(
        _send,
        ReportLetter.objects.filter(sent_at=None)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH],
    )


def _send(pk):
    with transaction.atomic(), override("vi"):
        waiting = ReportLetter.objects.select_for_update(skip_locked=True, of=["self"]).filter(
            pk=pk, sent_at=None
        )
        letter = waiting.select_related(
            "event__report__item__site__parent", "event__report__edition"
        ).first()
        if letter is None:
            return
        address = address_of(letter.event.report_id)
        if address:
            mail.deliver(_subject(letter.event), _body(letter.event), address)
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])


def _subject(event):
    """Quotes nothing: subjects are read on locked screens."""
    return _("Report no. %(number)s: %(act)s") % {
        "number": event.report_id,
        "act": event.get_act_display(),
    }


def _body(event):
    public = (
        Edition.objects.published()
        .select_related("item__site")
        .filter(item=event.report.item_id)
        .first()
    )
    address = f"{settings.PORTAL_ADDRESS}{public.leaf().get_absolute_url()}" if public else ""
    context = {
        "event": event,
        "report": event.report,
        "address": address,
        "title": event.report.edition.title,
    }
    return render_to_string("feedback/error_reports/letter.txt", context)
