"""Letters that wait: none holds up another, and the log tells nobody's address."""

import logging
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest

from common import mail

ADDRESS = "nong.thi.mau@example.vn"


def refusing(*codes):
    def send(*_letter):
        raise SMTPRecipientsRefused(
            {f"{code}.{ADDRESS}": (code, f"no {ADDRESS}".encode()) for code in codes}
        )

    return send


class DeliveryTests:
    def test_gives_up_what_the_server_will_never_take(self, monkeypatch, caplog):
        caplog.set_level(logging.WARNING)
        monkeypatch.setattr(mail, "send_mail", refusing(550))
        mail.deliver("Tin", "Nội dung", ADDRESS)
        assert caplog.records and ADDRESS not in caplog.text

    def test_keeps_what_may_be_taken_later(self, monkeypatch):
        monkeypatch.setattr(mail, "send_mail", refusing(550, 451))
        with pytest.raises(SMTPRecipientsRefused):
            mail.deliver("Tin", "Nội dung", ADDRESS)


class RoundTests:
    def test_goes_on_after_a_letter_that_fails(self, caplog):
        caplog.set_level(logging.WARNING)
        sent = []

        def send(key):
            if key == 1:
                raise SMTPServerDisconnected(f"while talking to {ADDRESS}")
            sent.append(key)

        mail.send_each(send, [1, 2, 3])
        assert sent == [2, 3]
        assert "Letter 1" in caplog.text and ADDRESS not in caplog.text
