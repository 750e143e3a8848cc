"""Báo lỗi: what readers may report, from where, and where it lands."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from banners.tests.factories import banner_published
from broadcasts.tests import factories as radio
from citizens import proof_of_work
from documents.tests import factories as register
from editorial import sharing
from editorial.models import Edition
from editorial.workflow import perform as move
from feedback.error_reports.states import ReportState
from feedback.models.error_reports import ErrorReport, ReportContact
from feedback.tests.factories import EMAIL
from pages.tests.factories import published_page
from qa.tests.factories import answered
from schedules.tests import factories as weeks
from tests.factories import (
    browser,
    commune,
    draft,
    main_site,
    person,
    published,
    retracted,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sites():
    main_site()
    commune()


def path(edition, below=""):
    return f"/bao-loi/{edition.item_id}/{below}"


def send(edition, address=None, client=None, **changed):
    sent = {
        "text": "Ngày họp ghi sai, phải là 12/5.",
        "passage": "",
        "email": "",
        "phone": "",
    } | changed
    return (client or browser()).post(address or path(edition), sent)


def solved():
    task = proof_of_work.new()
    return {
        "task": task,
        "solution": next(
            str(number) for number in count() if proof_of_work.is_solved(task, str(number))
        ),
    }


class DoorTests:
    @pytest.mark.parametrize(
        "make",
        [
            published,
            answered,
            register.published,
            radio.published,
            weeks.published_week,
            published_page,
            banner_published,
        ],
    )
    def test_stands_as_a_plain_link_on_the_page_of_every_kind_and_opens(self, make):
        register.types_again()
        edition = make()
        page = browser().get(edition.get_absolute_url()).content.decode()
        assert f'href="{path(edition)}"' in page
        assert edition.title in browser().get(path(edition)).content.decode()
        assert send(edition).status_code == 302

    def test_stands_beside_print_in_the_week_too(self):
        week = weeks.published_week()
        assert (
            f'href="{path(week)}"'
            in browser().get("/lich-lam-viec/?tuan=2026-W47").content.decode()
        )

    def test_names_the_item_and_leads_back(self):
        article = published()
        page = browser().get(path(article)).content.decode()
        assert page.count(f'href="{article.get_absolute_url()}"') == 3
        assert article.title in page

    @pytest.mark.parametrize("make", [draft, submitted, retracted])
    def test_is_closed_for_what_is_not_public(self, make):
        edition = make()
        assert browser().get(path(edition)).status_code == 404
        assert send(edition).status_code == 404
        assert not ErrorReport.objects.exists()

    def test_is_closed_for_what_is_scheduled_and_open_for_the_text_it_will_replace(self):
        assert send(published(at=timezone.now() + timedelta(days=1))).status_code == 404

    def test_is_closed_for_an_item_of_another_site(self):
        assert send(published(commune("Vũ Muộn"))).status_code == 404
        assert browser().get("/bao-loi/999999/").status_code == 404

    def test_works_on_a_member_site_and_under_its_own_host(self):
        article = published(commune())
        assert (
            send(article, f"/don-vi/cao-son{path(article)}")["Location"]
            == f"/don-vi/cao-son{path(article, 'da-gui/')}"
        )
        commune(domain="caoson.example.vn")
        guest = browser(HTTP_HOST="caoson.example.vn")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.ALLOWED_HOSTS", ["*"])
            assert guest.get(path(article)).status_code == 200
            assert send(article, client=guest, text="Một lỗi khác hẳn.")["Location"] == path(
                article, "da-gui/"
            )
        assert {report.seen_on.slug for report in ErrorReport.objects.all()} == {"cao-son"}

    def test_of_a_shared_item_lands_at_the_site_that_keeps_it(self):
        article, here = published(), commune()
        sharing.offer(article, [here], by=person("editor"))
        send(article, f"/don-vi/cao-son{path(article)}")
        report = ErrorReport.objects.get()
        assert (report.item.site, report.seen_on) == (main_site(), here)
        assert not ErrorReport.objects.seen_by(person("chief", here)).exists()
        assert ErrorReport.objects.seen_by(person("editor")).exists()

    def test_is_closed_on_an_archived_site(self):
        article = published(commune())
        commune(archived_at=timezone.now())
        assert browser().get(f"/don-vi/cao-son{path(article)}").status_code == 410
        assert "bao-loi" not in browser().get(article.get_absolute_url()).content.decode()

    def test_a_withdrawn_text_that_stays_readable_offers_no_link(self):
        edition = published()
        move(
            "ask_retraction",
            edition,
            by=person("editor"),
            note="Sai.",
            kind="wrong",
            stays_readable=True,
        )
        gone = move("retract", Edition.objects.get(pk=edition.pk), by=person("chief"))
        assert "bao-loi" not in browser().get(gone.get_absolute_url()).content.decode()


class SendingTests:
    def test_needs_nothing_but_the_words(self):
        article = published()
        answer = send(article)
        assert answer["Location"] == path(article, "da-gui/")
        report = ErrorReport.objects.get()
        assert (report.edition_id, report.text, report.state) == (
            article.pk,
            "Ngày họp ghi sai, phải là 12/5.",
            ReportState.OPEN,
        )
        assert not ReportContact.objects.exists()

    def test_thanks_and_says_what_happens_next(self):
        article = published()
        page = browser().get(path(article, "da-gui/")).content.decode()
        assert article.title in page
        assert "người thứ hai" in page

    def test_keeps_a_contact_only_with_the_consent_its_version_and_moment(self):
        article = published()
        answer = send(article, email=EMAIL)
        assert answer.status_code == 400
        assert not ErrorReport.objects.exists()
        send(article, email=EMAIL, consent="on")
        contact = ReportContact.objects.get()
        assert (contact.email, contact.phone) == (EMAIL, "")
        assert contact.consent_version
        assert timezone.now() - contact.consented_at < timedelta(minutes=1)

    def test_ticks_nothing_beforehand(self):
        assert "checked" not in browser().get(path(published())).content.decode()

    def test_loses_nothing_that_was_typed(self):
        page = send(
            published(),
            text="Sai tên thôn",
            passage="thôn Nà Lìu",
            email="không phải thư",
            phone="0912 345 678",
        )
        assert page.status_code == 400
        for typed in (
            "Sai tên thôn",
            "thôn Nà Lìu",
            "không phải thư",
            "0912 345 678",
            'aria-invalid="true"',
        ):
            assert typed in page.content.decode()

    @pytest.mark.parametrize(
        "bad",
        [
            {"text": ""},
            {"text": "\u200b\u200f      "},
            {"text": "x" * 1_000_000},
            {"passage": "x" * 5000},
            {"phone": "<script>"},
            {"website": "http://spam.example"},
        ],
    )
    def test_refuses_what_it_cannot_use_with_a_sentence(self, bad):
        answer = send(published(), **bad)
        assert answer.status_code == 400
        assert not ErrorReport.objects.exists()

    @pytest.mark.parametrize("text", ["lo\u0302\u0303i", "ab\u200b\u200b\u200b"])
    def test_refuses_what_is_short_once_its_signs_are_joined(self, text):
        answer = send(published(), text=text)
        assert answer.status_code == 400 and "Xin viết thêm một chút" in answer.content.decode()

    def test_is_kept_by_no_cache(self):
        assert browser().get(path(published()))["Cache-Control"] == "private, no-store"

    def test_of_one_source_stops_early_and_keeps_what_was_typed(self):
        article, client = published(), browser()
        for number in range(11):
            answer = send(article, client=client, text=f"Lỗi thứ {number} của chương trình")
        assert answer.status_code == 429
        assert "Lỗi thứ 10" in answer.content.decode()
        assert ErrorReport.objects.count() == 10

    def test_leaves_a_shared_office_room_for_those_who_prove_work(self, monkeypatch):
        article, client = published(), browser()
        monkeypatch.setattr(proof_of_work, "BITS", 4)
        for number in range(20):
            assert (
                send(
                    article, client=client, text=f"Người dân thứ {number} báo", **solved()
                ).status_code
                == 302
            )
        assert not ErrorReport.objects.filter(is_proved=False).exists()

    def test_of_one_text_on_one_item_from_many_addresses_stops_too(self):
        article, other = published(), published(title="Một tin khác")
        guests = [browser(REMOTE_ADDR=f"203.0.113.{number}") for number in range(4)]
        assert [send(article, client=guest).status_code for guest in guests[:3]] == [302, 302, 429]
        assert send(other, client=guests[3]).status_code == 302
