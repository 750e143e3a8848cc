"""What readers wrote in reports and remarks, and how they can be reached, is read at the desk and nowhere else."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.db import connection

from common.tasks import send_letters
from feedback.models.error_reports import ErrorReport
from feedback.tests.factories import EMAIL, PHONE, done, publish, reported, words
from reports.figures import report as year_report
from reports.pdf import pdf
from site_transfer.export_bundle import write
from tests.factories import browser, commune, main_site, published

pytestmark = pytest.mark.django_db
NAME = "Nông Thị Khuyên"
PLANTED = (NAME, EMAIL, PHONE, PHONE.replace(" ", ""))
TEXT = f"Sai ngày họp, {NAME} {PHONE} {EMAIL} báo"


def found(text):
    return [word for word in PLANTED if word in text]


@pytest.fixture
def run(log):
    """Reports in each state and a rating, sent through the real doors; the item."""
    main_site()
    commune()
    article, other = published(), published(title="Một tin khác")
    sent = {
        "text": TEXT,
        "passage": f"đoạn của {NAME}",
        "email": EMAIL,
        "phone": PHONE,
        "consent": "on",
    }
    browser().post(f"/bao-loi/{article.item_id}/", sent)
    browser().post(f"/bao-loi/{article.item_id}/", sent | {"email": "sai"})
    browser().post(
        "/danh-gia/", {"looks": "1", "content": "1", "quality": "1", "support": "1", "remark": TEXT}
    )
    browser().post("/danh-gia/", {"looks": "9", "remark": TEXT})
    publish(done("correct", ErrorReport.objects.get()))
    done("refuse", reported(other, text=TEXT, passage=NAME), reply="Không sai.")
    done("correct", reported(other, text=f"{TEXT} nữa"))
    return article


class PrivacyTests:
    def test_no_public_answer_feed_error_page_or_log_line_holds_a_planted_word(self, run, log):
        item, below = run.item_id, f"/tin-tuc/{run.item_id}"
        for path in (
            "/",
            "/danh-gia/",
            "/danh-gia/da-gui/",
            f"/bao-loi/{item}/",
            f"/bao-loi/{item}/da-gui/",
            run.get_absolute_url(),
            f"{below}/lich-su/",
            f"{below}/lich-su/so-sanh/",
            f"{below}/in/",
            "/tin-tuc/",
            "/tin-tuc/rss/",
            "/tin-tuc/atom/",
            "/hoi-dap/",
            "/hoi-dap/rss/",
            "/hoi-dap/?q=khuyen",
            "/healthz",
            "/khong-co/",
            "/don-vi/cao-son/danh-gia/",
        ):
            response = browser().get(path)
            assert not found(words(response) + str(response.headers)), path
        assert not found(log.getvalue())

    def test_no_exported_site_and_no_annual_report_holds_a_planted_word(self, run):
        stream = BytesIO()
        write(main_site(), stream)
        with ZipFile(stream) as archive:
            assert not [
                name
                for name in archive.namelist()
                if found(archive.read(name).decode(errors="replace"))
            ]
        figures = year_report(run.first_published_at.year)
        assert figures["figures"]["error_reports"]["value"] == 3
        assert not found(json.dumps(figures, ensure_ascii=False))
        assert pdf(figures)

    def test_no_letter_to_others_holds_a_planted_word(self, run):
        send_letters()
        send_letters()
        assert {EMAIL} < {letter.to[0] for letter in mail.outbox}
        assert not [letter for letter in mail.outbox if found(letter.subject + letter.body)]

    def test_database_holds_no_planted_word_in_the_clear(self, run):
        tables = (
            "feedback_errorreport",
            "feedback_reportcontact",
            "feedback_reportevent",
            "feedback_reportletter",
            "feedback_portalrating",
            "editorial_event",
        )
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT string_agg(row_to_json(t)::text, ' ') FROM {table} t")
                rows = cursor.fetchone()[0]
                assert rows
                assert not found(rows), table
