"""Drafts for comment: what a citizen sees and sends, what the desk may do with it, and what nobody gets to see."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from citizens import proof_of_work, retention
from citizens.models import OfficeRule
from citizens.tasks import erase_old
from citizens.tests.test_gate import solved
from consultations import intake
from consultations.models import (
    Comment,
    CommentAct,
    CommentEvent,
    CommentFile,
    CommentPerson,
    CommentState,
    Consultation,
)
from consultations.tests.factories import comment, consultation, consultation_draft, typed
from documents.tests.factories import pdf
from editorial.workflow import Refused, perform
from tests.factories import (
    again,
    browser,
    commune,
    correction,
    main_site,
    person,
    picture,
    reviewed,
)

pytestmark = pytest.mark.django_db


def address(edition, name="detail"):
    slug = {"slug": edition.slug} if name == "detail" else {}
    return reverse(f"consultations:{name}", kwargs={"item_id": edition.item_id, **slug})


def send(edition, client=None, **fields):
    return (client or browser()).post(address(edition, "send"), typed(**fields))


def page(edition, client=None):
    return (client or browser()).get(address(edition)).content.decode()


def approve(row, text=None):
    chief = person("chief", row.item.site)
    return intake.decide(row, CommentState.APPROVED, by=chief, public_text=text or row.text)


class PublicPageTests:
    def test_an_open_draft_shows_its_files_its_time_and_a_form(self):
        edition = consultation()
        html = page(edition)
        assert "Dự thảo" in html
        assert f"{edition.closes_on:%d/%m/%Y}" in html
        assert 'name="text"' in html

    def test_nothing_is_ticked_beforehand(self):
        assert " checked" not in page(consultation())

    def test_a_closed_draft_has_no_form_and_takes_nothing(self):
        edition = consultation(opens=-30, closes=-1)
        assert 'name="text"' not in page(edition)
        assert send(edition).status_code == 302
        assert not Comment.objects.exists()

    def test_a_draft_that_opens_later_has_no_form(self):
        assert 'name="text"' not in page(consultation(opens=2))

    def test_the_last_day_still_counts(self):
        send(consultation(closes=0))
        assert Comment.objects.count() == 1

    def test_an_unpublished_draft_has_no_page_and_takes_nothing(self):
        edition = consultation_draft()
        assert browser().get(address(edition)).status_code == 404
        assert send(edition).status_code == 404

    def test_the_outcome_comes_by_a_correction_and_shows(self, django_capture_on_commit_callbacks):
        edition = consultation(opens=-30, closes=-1)
        assert "sẽ được đăng tại đây" in page(edition)
        new = reviewed(correction(edition, outcome="<p>Tiếp thu 3 ý kiến.</p>"))
        with django_capture_on_commit_callbacks(execute=True):
            perform("publish", new, by=person("chief"))
        assert "Tiếp thu 3 ý kiến." in page(again(new))

    def test_the_list_tells_open_and_closed_apart(self, django_assert_num_queries):
        consultation()
        consultation(opens=-30, closes=-1)
        browser().get("/tin-tuc/")
        for page_number, count in enumerate((1, 3)):
            with django_assert_num_queries(4):
                html = (
                    browser()
                    .get(reverse("consultations:list"), {"x": page_number})
                    .content.decode()
                )
            assert html.count("label--open") == count
            assert html.count("asked__entry") == 2 * count
            for _number in range(2):
                consultation()
                consultation(opens=-30, closes=-1)

    def test_a_member_site_asks_for_itself(self):
        edition = consultation(commune())
        assert browser().get(f"/don-vi/cao-son{address(edition)}").status_code == 200
        assert browser().get(address(edition)).status_code == 404

    def test_an_archived_site_takes_no_comments(self):
        edition = consultation()
        main_site()
        edition.item.site.archived_at = timezone.now()
        edition.item.site.save()
        assert 'name="text"' not in page(edition)


class SendingTests:
    def test_a_comment_waits_and_is_not_shown(self):
        edition = consultation()
        assert send(edition).status_code == 302
        assert Comment.objects.get().state == CommentState.WAITING
        assert "giảm phí chợ" not in page(edition)

    def test_consent_is_kept_with_its_version_and_moment(self):
        send(consultation())
        person_row = CommentPerson.objects.get()
        assert person_row.consent_version == intake.CONSENT_VERSION
        assert timezone.now() - person_row.consented_at < timedelta(minutes=1)

    @pytest.mark.parametrize(
        "fields",
        [
            {"consent": ""},
            {"text": " "},
            {"name": ""},
            {"residence": ""},
            {"email": "", "phone": ""},
            {"email": "x"},
            {"phone": "abc"},
            {"text": "x" * 5001},
        ],
    )
    def test_a_mistake_is_told_and_nothing_typed_is_lost(self, fields):
        response = send(consultation(), **{"text": "Ý kiến dài đã gõ"} | fields)
        assert response.status_code == 400
        assert not Comment.objects.exists()
        html = response.content.decode()
        assert 'role="alert"' in html
        assert "Triệu Thị Mẫu" in html or "name" in fields
        assert "Ý kiến dài đã gõ" in html or "text" in fields

    def test_a_telephone_is_enough(self):
        send(consultation(), email="", phone="0912 345 678")
        assert CommentPerson.objects.get().phone == "0912 345 678"

    def test_a_program_is_told_of_the_field_that_nobody_sees(self):
        answer = send(consultation(), website="http://x")
        assert answer.status_code == 400
        assert "giảm phí chợ" in answer.content.decode()
        assert not Comment.objects.exists()

    def test_too_many_from_one_address_without_proof_are_refused_and_lose_nothing(self):
        edition, client = consultation(), browser(HTTP_X_FORWARDED_FOR="203.0.113.9")
        answers = [send(edition, client, text=f"Ý kiến {number}") for number in range(11)]
        assert [answer.status_code for answer in answers] == [302] * 10 + [429]
        refused = answers[-1].content.decode()
        assert "đã có nhiều ý kiến gửi từ đường truyền này" in refused
        assert "Ý kiến 10" in refused
        assert "Triệu Thị Mẫu" in refused
        elsewhere = browser(HTTP_X_FORWARDED_FOR="203.0.113.10")
        assert send(edition, elsewhere, text="Người khác").status_code == 302

    def test_a_flood_from_neighbours_is_stopped(self):
        edition = consultation()
        statuses = [
            send(
                edition,
                browser(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}"),
                text=f"Ý kiến thứ {number}",
            ).status_code
            for number in range(1, 56)
        ]
        assert statuses == [302] * 50 + [429] * 5

    def test_a_browser_that_proved_its_work_has_room_and_is_told_apart(self, monkeypatch):
        monkeypatch.setattr(proof_of_work, "BITS", 4)
        edition, client = consultation(), browser()
        for number in range(12):
            assert send(edition, client, text=f"Ý kiến {number}", **solved()).status_code == 302
        assert not Comment.objects.filter(is_proved=False).exists()
        send(edition, client, text="Không có lời giải")
        row = Comment.objects.get(is_proved=False)
        desk = browser(person("editor")).get(reverse("admin:comment_page", args=[row.pk]))
        assert "hãy xem kỹ" in desk.content.decode()

    def test_the_page_with_the_form_gives_new_work_to_each_reader(self):
        edition = consultation()
        tasks = {re.search('name="task" value="([^"]+)"', page(edition))[1] for _time in range(2)}
        assert len(tasks) == 2

    def test_the_same_words_on_one_draft_are_taken_twice_at_most(self):
        edition, other = consultation(), consultation(title="Dự thảo khác")
        assert [send(edition).status_code for _time in range(3)] == [302, 302, 429]
        assert send(other).status_code == 302

    def test_a_stolen_table_tells_nobody_who_wrote_what(self):
        send(consultation(), phone="0912 345 678", uploads=[pdf(name="don-cua-mau.pdf")])
        told = ("Triệu", "Mẫu", "Cao Sơn", "mau@example", "0912", "giảm phí", "don-cua-mau")
        with connection.cursor() as cursor:
            for table in ("comment", "commentperson", "commentfile"):
                cursor.execute(
                    f"SELECT (to_jsonb(t) - 'signature')::text FROM consultations_{table} t"
                )
                (row,) = cursor.fetchone()
                assert not [word for word in told if word in row], table

    def test_a_form_from_elsewhere_is_refused(self):
        edition = consultation()
        strict = browser()
        strict.handler.enforce_csrf_checks = True
        assert strict.post(address(edition, "send"), typed()).status_code == 403

    def test_the_thanks_name_the_draft(self):
        edition = consultation()
        assert edition.title in browser().get(address(edition, "sent")).content.decode()


class FileTests:
    def test_files_are_kept_for_the_desk_alone(self):
        edition = consultation()
        send(edition, uploads=[pdf(name="y-kien.pdf"), picture()])
        assert [row.name for row in CommentFile.objects.all()] == ["y-kien.pdf", "rung-mo.jpg"]
        assert "y-kien.pdf" not in page(edition)
        row = CommentFile.objects.first()
        assert "y-kien" not in row.file.name
        desk = browser(person("editor"))
        answer = desk.get(reverse("admin:comment_file", args=[row.comment_id, row.pk]))
        assert answer.status_code == 200
        assert CommentEvent.objects.get().act == CommentAct.READ_FILE

    def test_more_than_three_are_refused(self):
        response = send(consultation(), uploads=[pdf(width=200 + number) for number in range(4)])
        assert response.status_code == 400
        assert "tối đa 3 tệp" in response.content.decode().lower()

    @pytest.mark.parametrize(
        "content,name", [(b"<html>", "a.pdf"), (b"MZ\x90", "a.docx"), (b"%PDF-1.7", "a.pdf")]
    )
    def test_what_is_not_what_it_says_is_refused(self, content, name):
        response = send(consultation(), uploads=[SimpleUploadedFile(name, content)])
        assert response.status_code == 400
        assert not Comment.objects.exists()


class ShowingTests:
    def test_initials_and_unit_without_consent(self):
        edition = consultation()
        approve(comment(edition))
        html = page(edition)
        assert "T.T.M., xã Cao Sơn" in html
        assert "Triệu Thị Mẫu" not in html

    def test_the_name_with_consent(self):
        edition = consultation(opens=-30, closes=-1)
        approve(comment(edition, shows_name=True))
        assert "Triệu Thị Mẫu, xã Cao Sơn" in page(edition)

    def test_contacts_never(self):
        edition = consultation()
        approve(comment(edition, shows_name=True, phone="0912345678"))
        html = page(edition) + browser().get(reverse("consultations:list")).content.decode()
        assert "mau@example.vn" not in html
        assert "0912345678" not in html

    def test_the_redacted_text_and_not_the_original(self):
        edition = consultation()
        row = approve(
            comment(edition, text="Ông Nguyễn Văn X thu phí sai."), "Ông […] thu phí sai."
        )
        assert "Ông […] thu phí sai." in page(edition)
        assert "Nguyễn Văn X" not in page(edition)
        assert Comment.objects.get(pk=row.pk).text == "Ông Nguyễn Văn X thu phí sai."

    def test_a_rejected_one_never(self):
        edition = consultation()
        row = comment(edition)
        intake.decide(row, CommentState.REJECTED, by=person("chief"), reason="Không liên quan")
        assert "giảm phí chợ" not in page(edition)

    @pytest.mark.parametrize("name", ["detail", "print"])
    def test_nothing_of_one_that_waits_or_was_refused_not_even_who_wrote_it(self, name):
        edition = consultation()
        approve(comment(edition, text="Nên giảm phí."))
        comment(edition, text="Chưa ai đọc.", name="Vi Văn Chờ", residence="xã Vũ Muộn")
        refused = comment(edition, text="Lời lẽ thô.", name="Hà Thị Gạt", residence="xã Lục Bình")
        intake.decide(refused, CommentState.REJECTED, by=person("chief"), reason="Thô tục.")
        html = browser().get(address(edition, name)).content.decode()
        assert "Nên giảm phí." in html and "1 ý kiến" in html
        for word in ("Chưa ai đọc", "V.V.C.", "Vũ Muộn", "Lời lẽ thô", "H.T.G.", "Lục Bình"):
            assert word not in html

    def test_one_that_was_shown_and_then_kept_back_no_longer(self):
        edition = consultation()
        row = approve(comment(edition), "Nên giảm phí.")
        intake.decide(row, CommentState.REJECTED, by=person("chief"), reason="Nghĩ lại.")
        assert "Nên giảm phí." not in page(edition)

    def test_costs_the_same_however_many_there_are(self, django_assert_num_queries):
        edition = consultation()
        approve(comment(edition))
        client = browser()
        client.get("/tin-tuc/")
        with django_assert_num_queries(5):
            page(edition, client)
        for number in range(8):
            approve(comment(edition, text=f"Ý kiến {number}"))
        with django_assert_num_queries(5):
            page(edition, client)


class DeskTests:
    def test_a_decision_opens_the_next_that_waits(self):
        edition = consultation()
        first, second = comment(edition), comment(edition)
        client = browser(person("editor"))
        data = {"state": "approved", "public_text": "Đồng ý."}
        answer = client.post(reverse("admin:comment_decide", args=[first.pk]), data)
        assert answer.url == reverse("admin:comment_page", args=[second.pk])
        assert Comment.objects.get(pk=first.pk).public_text == "Đồng ý."

    @pytest.mark.parametrize(
        "data",
        [{"state": "rejected"}, {"state": "approved", "public_text": " "}, {"state": "waiting"}],
    )
    def test_an_incomplete_decision_is_refused(self, data):
        row = comment(consultation())
        answer = browser(person("editor")).post(
            reverse("admin:comment_decide", args=[row.pk]), data
        )
        assert answer.status_code == 400
        assert Comment.objects.get().state == CommentState.WAITING

    def test_a_decision_shows_at_once_to_readers(self):
        edition, reader = consultation(opens=-30, closes=-1), browser()
        row = comment(edition)
        assert "giảm phí" not in page(edition, reader)
        browser(person("editor")).post(
            reverse("admin:comment_decide", args=[row.pk]),
            {"state": "approved", "public_text": row.text},
        )
        assert "giảm phí" in page(edition, reader)

    def test_reading_contacts_is_recorded(self):
        row = comment(consultation())
        chief = person("chief")
        shown = browser(chief).post(reverse("admin:comment_person", args=[row.pk]))
        assert "mau@example.vn" in shown.content.decode()
        event = CommentEvent.objects.get()
        assert (event.act, event.by) == (CommentAct.READ_PERSON, chief)

    def test_opening_the_original_is_recorded_once_a_day_for_each_person(self):
        row, desk = comment(consultation()), browser(person("editor"))
        for client in (desk, desk, browser(person("chief"))):
            client.get(reverse("admin:comment_page", args=[row.pk]))
        assert [(event.act, event.by) for event in row.events.all()] == [
            (CommentAct.READ_ORIGINAL, person("editor")),
            (CommentAct.READ_ORIGINAL, person("chief")),
        ]

    def test_the_page_of_an_erased_one_is_read_without_a_line(self):
        row = comment(consultation())
        retention.erase(row)
        browser(person("editor")).get(reverse("admin:comment_page", args=[row.pk]))
        assert [event.act for event in row.events.all()] == [CommentAct.ANONYMISED]

    def test_the_page_itself_holds_no_contacts(self):
        row = comment(consultation())
        html = (
            browser(person("chief"))
            .get(reverse("admin:comment_page", args=[row.pk]))
            .content.decode()
        )
        assert "mau@example.vn" not in html
        assert "Triệu Thị Mẫu" not in html

    def test_the_log_is_only_added_to(self):
        row = approve(comment(consultation()))
        with pytest.raises(IntegrityError), transaction.atomic():
            row.events.all().delete()


DOORS = {
    "list": lambda client, row: client.get(reverse("admin:consultations_comment_changelist")),
    "page": lambda client, row: client.get(reverse("admin:comment_page", args=[row.pk])),
    "decide": lambda client, row: client.post(
        reverse("admin:comment_decide", args=[row.pk]), {"state": "rejected", "reason": "Lý do"}
    ),
    "person": lambda client, row: client.post(reverse("admin:comment_person", args=[row.pk])),
    "file": lambda client, row: client.get(
        reverse("admin:comment_file", args=[row.pk, row.files.get().pk])
    ),
    "erase": lambda client, row: client.post(reverse("admin:comment_erase", args=[row.pk])),
}
MODERATOR, CHIEF = {"list", "page", "decide", "file"}, set(DOORS)
# (role, where it is held) → doors of a comment on the commune Cao Sơn's draft that open.
OPEN = {
    ("contributor", "cao-son"): set(),
    ("writer", "cao-son"): set(),
    ("editor", "cao-son"): MODERATOR,
    ("chief", "cao-son"): CHIEF,
    ("writer", "main"): set(),
    ("editor", "main"): MODERATOR,
    ("chief", "main"): CHIEF,
    ("editor", "luc-binh"): {"list"},
    ("chief", "luc-binh"): {"list"},
    ("leader", "main"): set(),
    ("responder", "main"): set(),
}


class MatrixTests:
    @pytest.mark.parametrize("holder,door", [(holder, door) for holder in OPEN for door in DOORS])
    def test_doors_of_a_comment(self, holder, door):
        role, place = holder
        site = {"main": main_site, "cao-son": commune, "luc-binh": lambda: commune("Lục Bình")}[
            place
        ]()
        row = comment(consultation(commune()))
        CommentFile.objects.create(
            comment=row, file=pdf(), name="y-kien.pdf", content_type="application/pdf", size=9
        )
        answer = DOORS[door](browser(person(role, site)), row)
        assert (answer.status_code in (200, 302)) == (door in OPEN[holder])
        if place == "luc-binh":
            assert "giảm phí" not in answer.content.decode()

    @pytest.mark.parametrize("door", list(DOORS))
    def test_a_superuser_without_a_role_and_a_stranger_get_nothing(self, door):
        row = comment(consultation())
        CommentFile.objects.create(
            comment=row, file=pdf(), name="y-kien.pdf", content_type="application/pdf", size=9
        )
        root = person(None, name="root", is_superuser=True)
        assert DOORS[door](browser(root), row).status_code in (403, 404)
        assert (
            "/dang-nhap" in DOORS[door](browser(), row).url
            or "login" in DOORS[door](browser(), row).url
        )


class LawTests:
    def test_what_is_missing_keeps_it_from_review(self):
        draft = consultation_draft(asked_by="", body="")
        draft.attachments.all().delete()
        with pytest.raises(Refused) as refusal:
            perform("submit", draft, by=person("writer"))
        assert set(refusal.value.fields) == {"asked_by", "body", "attachment_files"}

    def test_an_end_before_the_beginning_is_refused_by_the_database_too(self):
        with pytest.raises(IntegrityError):
            consultation_draft(opens=5, closes=1)

    def test_goes_through_the_desks_form(self):
        writer = person("writer")
        data = {
            "site": main_site().pk,
            "title": "Dự thảo Đề án chợ",
            "summary": "Lấy ý kiến",
            "asked_by": "UBND huyện",
            "opens_on": "01/12/2026",
            "closes_on": "31/12/2026",
            "body": "<p>Xin góp ý.</p>",
            "attachment_files": pdf(),
            "_submit": "",
        }
        browser(writer).post(reverse("admin:consultations_consultation_add"), data)
        edition = Consultation.objects.get()
        assert (edition.state, edition.opens_on) == ("submitted", date(2026, 12, 1))
        perform("pass", edition, by=person("editor"))
        perform("publish", edition, by=person("chief"))
        assert browser().get(address(edition)).status_code == 200
        assert browser().get(address(edition, "print")).status_code == 200
        assert browser().get(address(edition, "history")).status_code == 200

    def test_a_published_one_is_settled(self):
        edition = consultation()
        with pytest.raises(IntegrityError), transaction.atomic():
            type(edition).objects.filter(pk=edition.pk).update(asked_by="khác")


class RetentionTests:
    def test_erases_who_wrote_it_after_the_period(self, django_capture_on_commit_callbacks):
        edition = consultation()
        row = comment(
            edition, at=timezone.now() - timedelta(days=400), shows_name=True, text="Số nhà 12"
        )
        upload = CommentFile.objects.create(
            comment=row, file=pdf(), name="a.pdf", content_type="application/pdf", size=9
        )
        stored = upload.file
        approve(row, "[…]")
        OfficeRule.objects.update(retention_months=12)
        with django_capture_on_commit_callbacks(execute=True):
            erase_old()
        row = Comment.objects.get()
        assert (row.text, row.public_text, row.signature) == ("[…]", "[…]", "T.T.M., xã Cao Sơn")
        assert not CommentPerson.objects.exists()
        assert not CommentFile.objects.exists()
        assert not stored.storage.exists(stored.name)
        assert row.events.last().act == CommentAct.ANONYMISED

    def test_leaves_the_younger_ones(self):
        comment(consultation(), at=timezone.now() - timedelta(days=300))
        OfficeRule.objects.update(retention_months=12)
        erase_old()
        assert CommentPerson.objects.exists()
