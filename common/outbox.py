"""Letters that wait in the database until they are sent: one after the other, none holding up another.

Every table of them is found by its class, so that one round of the worker sends all. Logs name neither an address
nor the server's answer, which repeats it.
"""

from __future__ import annotations

import logging
from smtplib import SMTPRecipientsRefused

from django.apps import apps
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from common import worker
from common.models import WaitingLetter

log = logging.getLogger(__name__)
# From here on a mail server's "no" is for good (RFC 5321, 4.2.1).
PERMANENT = 500
BATCH = 200


def send_soon() -> None:
    """After the commit of what the letters tell of."""
    transaction.on_commit(lambda: worker.soon("common.tasks.send_letters"))


def send_waiting() -> None:
    """Send what waits, of each kind a bounded batch; a letter that fails stays for the next round."""
    for model in apps.get_models():
        if issubclass(model, WaitingLetter):
            waiting = model.objects.waiting().order_by("pk")
            for key in waiting.values_list("pk", flat=True)[:BATCH]:
                _try(model, key)


def _try(model: type[WaitingLetter], key: int) -> None:
    try:
        _send(model, key)
    # Of the mail server; the library's own errors of mail are among them.
    except OSError as error:
        kind = type(error).__name__
        log.warning("%s %s waits for the next round: %s", model._meta.label, key, kind)


def _send(model: type[WaitingLetter], key: int) -> None:
    with transaction.atomic(), override("vi"):
        waiting = model.objects.waiting().select_for_update(skip_locked=True, of=["self"])
        letter = waiting.select_related(*model.read_with).filter(pk=key).first()
        if letter is None:
            return
        address = letter.receiver()
        if address:
            deliver(" ".join(letter.subject().split()), letter.body(), address)
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])


def deliver(subject: str, text: str, address: str) -> None:
    """Send one letter, or give it up where the server will never take it; OSError where a later try may help."""
    try:
        send_mail(subject, text, None, [address])
    except SMTPRecipientsRefused as refusal:
        if any(code < PERMANENT for code, _answer in refusal.recipients.values()):
            raise
        log.warning("A letter is given up: its address was refused for good.")
