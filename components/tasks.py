from celery import shared_task
from django.db import transaction
from django.utils import timezone

from common import mail
from components.models import ReminderLetter

BATCH = 200


@shared_task
def send_reminders():
    """Send waiting letters; one that fails stays and is tried in the next round."""
    mail.send_each(
        _send, ReminderLetter.objects.waiting().order_by("pk").values_list("pk", flat=True)[:BATCH]
    )


@transaction.atomic
def _send(pk):
    waiting = ReminderLetter.objects.waiting().select_for_update(skip_locked=True, of=["self"])
    letter = waiting.select_related("reminder").filter(pk=pk).first()
    if letter is None:
        return
    subject = " ".join(letter.reminder.subject.split())
    mail.deliver(subject, letter.reminder.text, letter.address)
    letter.sent_at = timezone.now()
    letter.save(update_fields=["sent_at"])
