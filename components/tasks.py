import logging

from celery import shared_task
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from components.models import ReminderLetter

BATCH = 200
log = logging.getLogger(__name__)


@shared_task
def send_reminders():
    """Send waiting letters; one that fails stays and is tried in the next round."""
    for pk in ReminderLetter.objects.waiting().order_by("pk").values_list("pk", flat=True)[:BATCH]:
        try:
            _send(pk)
        except OSError as error:  # of the mail server; Django's own errors of mail are among them
            log.warning("A reminder could not be sent: %s", error)


@transaction.atomic
def _send(pk):
    waiting = ReminderLetter.objects.waiting().select_for_update(skip_locked=True, of=["self"])
    letter = waiting.select_related("reminder").filter(pk=pk).first()
    if letter is None:
        return
    subject = " ".join(letter.reminder.subject.split())
    send_mail(subject, letter.reminder.text, None, [letter.address])
    letter.sent_at = timezone.now()
    letter.save(update_fields=["sent_at"])
