"""Letters that wait: none holds up another, and the log tells nobody's address."""

import logging
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.apps import apps

from common import outbox
from common.models import WaitingLetter
from editorial.models import Notice
from tests.factories import person, submitted

ADDRESS = "nong.thi.mau@example.vn"


def refusing(*codes):
    def send(*_letter):
        raise SMTPRecipientsRefused(
            {f"{code}.{ADDRESS}": (code, f"no {ADDRESS}".encode()) for code in codes}
        )

    return send


class DeliveryTests:
    @pytest.mark.parametrize("code", [500, 550])
    def test_gives_up_what_the_server_will_never_take(self, monkeypatch, caplog, code):
        caplog.set_level(logging.WARNING)
        monkeypatch.setattr(outbox, "send_mail", refusing(code))
        outbox.deliver("Tin", "Nội dung", ADDRESS)
        assert caplog.records and ADDRESS not in caplog.text

    def test_keeps_what_may_be_taken_later(self, monkeypatch):
        monkeypatch.setattr(outbox, "send_mail", refusing(550, 451))
        with pytest.raises(SMTPRecipientsRefused):
            outbox.deliver("Tin", "Nội dung", ADDRESS)


@pytest.mark.django_db
class RoundTests:
    def test_sends_letters_of_every_kind(self):
        """Whoever adds a table of letters has them sent without a word elsewhere."""
        kinds = {model for model in apps.get_models() if issubclass(model, WaitingLetter)}
        assert {kind._meta.label for kind in kinds} == {
            "components.ReminderLetter",
            "editorial.Notice",
            "feedback.ReportLetter",
            "qa.Letter",
        }

    def test_goes_on_after_a_letter_that_fails(self, monkeypatch, caplog):
        caplog.set_level(logging.WARNING)
        person("editor"), person("chief")
        submitted()
        sent = []

        def post(_subject, _text, _sender, to):
            if not sent:
                sent.append(None)
                raise SMTPServerDisconnected(f"while talking to {to}")
            sent.append(to)

        monkeypatch.setattr(outbox, "send_mail", post)
        outbox.send_waiting()
        assert len(sent) == 2
        (left,) = Notice.objects.waiting()
        assert f"editorial.Notice {left.pk} waits" in caplog.text
        assert left.to.email not in caplog.text
        outbox.send_waiting()
        assert not Notice.objects.waiting().exists()

    def test_asks_the_worker_after_the_commit_only(
        self, monkeypatch, django_capture_on_commit_callbacks
    ):
        asked = []
        monkeypatch.setattr(outbox.worker, "soon", asked.append)
        with django_capture_on_commit_callbacks(execute=True):
            submitted()
            assert not asked
        assert set(asked) == {"common.tasks.send_letters"}
