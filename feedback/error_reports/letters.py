"""The result by mail, to whoever left an address."""

from common import outbox
from feedback.error_reports.states import TOLD
from feedback.models.error_reports import ReportLetter, address_of


def about(event):
    """A letter to whoever left an e-mail address, in the transaction of the event itself."""
    if event.act in TOLD and address_of(event.report_id):
        ReportLetter.objects.create(event=event)
        outbox.send_soon()
