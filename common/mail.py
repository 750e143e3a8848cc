"""Mail that waits in a table until it is sent: one letter after the other, none holding up another.

Logs name neither an address nor the server's answer, which repeats it.
"""

import logging
from smtplib import SMTPRecipientsRefused

from django.core.mail import send_mail

log = logging.getLogger(__name__)
# From here on a mail server's "no" is for good (RFC 5321, 4.2.1).
PERMANENT = 500


def send_each(send, keys):
    """Call `send` for each key; a letter that fails stays and is tried in the next round."""
    for key in keys:
        try:
            send(key)
        except (
            OSError
        ) as error:  # of the mail server; the library's own errors of mail are among them
            log.warning(
                "Letter %s of %s waits for the next round: %s",
                key,
                send.__module__,
                type(error).__name__,
            )


def deliver(subject, text, address):
    """Send one letter, or give it up where the server will never take it; OSError where a later try may help."""
    try:
        send_mail(subject, text, None, [address])
    except SMTPRecipientsRefused as refusal:
        if any(code < PERMANENT for code, _answer in refusal.recipients.values()):
            raise
        log.warning("A letter is given up: its address was refused for good.")
