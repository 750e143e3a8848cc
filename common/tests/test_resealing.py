"""A sealing key is changed: the new one in front, everything sealed anew, the old one given up."""

from io import StringIO

import pytest
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command
from django.db import connection

from common import resealing
from feedback.models import ErrorReport, ReportContact
from feedback.models.ratings import PortalRating
from feedback.tests import factories as reports
from qa import intake
from qa.models import Addition, Contact, Question, digest_of
from qa.tests import factories as questions
from site_transfer.models import Export
from tests.factories import main_site, person

pytestmark = pytest.mark.django_db
OLD, NEW = "khóa cũ của cổng này", "khóa mới của cổng này"


@pytest.fixture
def rows(settings):
    """One row of most kinds that hold something sealed, under the old key."""
    settings.SEALING_KEYS = [OLD]
    question = questions.received()
    intake.add(question, "Tôi bổ sung giấy tờ.")
    reports.reported(phone=reports.PHONE)
    PortalRating.objects.create(site=main_site(), looks=5, remark="Trang dễ đọc")
    Export.objects.create(site=main_site(), asked_by=person("chief"), passphrase="mật khẩu dài")
    return question


def reseal():
    out = StringIO()
    call_command("reseal", verbosity=0, stdout=out)
    return out.getvalue()


def stored(model, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table}")
        return [row[0] for row in cursor.fetchall()]


class RotationTests:
    def test_leaves_everything_open_to_the_new_key_alone(self, rows, settings):
        settings.SEALING_KEYS = [NEW, OLD]
        told = reseal()
        assert "qa.Contact: 1 rows sealed anew" in told
        assert "\n7 rows sealed anew; the first key alone opens everything now." in told
        settings.SEALING_KEYS = [NEW]
        assert Contact.objects.get().name == questions.NAME
        assert Question.objects.get().text == questions.TEXT
        assert Addition.objects.get().text == "Tôi bổ sung giấy tờ."
        assert ReportContact.objects.get().email == reports.EMAIL
        assert ErrorReport.objects.get().passage == reports.PASSAGE
        assert PortalRating.objects.get().remark == "Trang dễ đọc"
        assert Export.objects.get().passphrase == "mật khẩu dài"

    def test_leaves_a_question_to_be_found_by_its_code(self, rows, settings):
        settings.SEALING_KEYS = [NEW, OLD]
        reseal()
        settings.SEALING_KEYS = [NEW]
        assert Question.objects.on_tracking(main_site(), digest_of(rows.code)) == rows

    def test_leaves_what_is_empty_empty(self, settings):
        settings.SEALING_KEYS = [OLD]
        questions.received(phone="")
        settings.SEALING_KEYS = [NEW, OLD]
        reseal()
        assert stored(Contact, "phone") == [""]

    def test_passes_over_what_an_earlier_run_has_done(self, rows, settings, monkeypatch):
        monkeypatch.setattr(resealing, "BATCH", 1)
        for number in range(3):
            questions.received(text=f"Câu hỏi thứ {number} về đất")
        settings.SEALING_KEYS = [NEW, OLD]
        batches = resealing.reseal(Contact, resealing.sealed_models()[Contact])
        next(batches), next(batches)
        assert "qa.Contact: 2 rows sealed anew" in reseal()
        assert "\n0 rows sealed anew" in reseal()

    def test_goes_on_past_a_row_that_no_key_opens_and_says_so(self, rows, settings):
        settings.SEALING_KEYS = ["khóa đã mất"]
        questions.received(name="Người đến sau")
        settings.SEALING_KEYS = [NEW, OLD]
        with pytest.raises(CommandError, match="^2 rows are opened by none"):
            reseal()
        settings.SEALING_KEYS = [NEW]
        assert Contact.objects.earliest("pk").name == questions.NAME
        with pytest.raises(InvalidToken):
            Contact.objects.latest("pk")
