"""What readers see of answered questions, and what nobody outside the desk ever sees."""

import html
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citizens import retention
from common.tasks import send_letters
from editorial.workflow import perform as move
from member_sites.models import Site
from qa import workflow
from qa.figures import received_in
from qa.models import CitizenFile, Contact, PrivateAnswer, Question
from qa.states import Act
from qa.tests.factories import (
    EMAIL,
    NAME,
    PHONE,
    STREET,
    SUBJECT,
    answered,
    assigned,
    field,
    now,
    received,
    responder,
    unit,
)
from tests.factories import (
    browser,
    commune,
    correction,
    main_site,
    person,
    picture,
    retracted,
    reviewed,
)

pytestmark = pytest.mark.django_db
PLANTED = (NAME, PHONE, PHONE.replace(" ", ""), EMAIL, STREET)


def get(path):
    return browser().get(path)


def query_count(path, client=None):
    cache.clear()
    client = client or browser()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def text_of(response):
    return (
        b"".join(response.streaming_content) if response.streaming else response.content
    ).decode(errors="replace")


def crawled(*starts, most=120):
    """Addresses that a reader reaches from these, feeds and files included."""
    client, seen, waiting = browser(), [], list(starts)
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path not in seen:
            seen.append(path)
            found = re.findall(r'(?:href|src)="(/[^"#]*)"', text_of(client.get(path)))
            waiting += [
                html.unescape(link)
                for link in found
                if not link.startswith(("/static/", "/quan-tri/"))
            ]
    return seen


def fill(number):
    for place in range(number):
        answered(text=f"Câu hỏi số {place} {timezone.now()} về đất?")


class PageTests:
    def test_shows_question_answer_dates_unit_and_initials(self):
        answer = answered()
        page = get(answer.get_absolute_url()).content.decode()
        for shown in (
            SUBJECT,
            "Thủ tục cấp lại sổ đỏ",
            "bộ phận một cửa",
            "Phòng Tài nguyên",
            "N.T.M.Đ., Xã Cao Sơn",
        ):
            assert shown in page

    def test_shows_the_name_with_consent_only(self):
        answer = answered(shows_name=True)
        assert NAME in get(answer.get_absolute_url()).content.decode()

    def test_structured_data_cannot_leave_its_element(self):
        answer = answered()
        hostile = correction(answer, title="</script><script>x", body="<p>A & B</p>")
        move("publish", reviewed(hostile), by=person("chief"))
        page = get(f"/hoi-dap/{answer.item_id}/scriptscript-x/")
        text = (page if page.status_code == 200 else get(page["Location"])).content.decode()
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1]
        assert json.loads(block)["mainEntity"]["name"] == "</script><script>x"

    def test_structured_data_say_what_a_qa_page_has_to_say(self):
        answer = answered()
        page = get(answer.get_absolute_url()).content.decode()
        data = json.loads(
            re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
        )
        assert (data["@context"], data["@type"]) == ("https://schema.org", "QAPage")
        question = data["mainEntity"]
        accepted = question["acceptedAnswer"]
        assert (question["@type"], question["name"], question["answerCount"]) == (
            "Question",
            SUBJECT,
            1,
        )
        assert question["author"] == {"@type": "Person", "name": "N.T.M.Đ., Xã Cao Sơn"}
        assert (accepted["@type"], accepted["author"]["name"]) == ("Answer", unit().name)
        assert accepted["text"] == "Ông, bà nộp đơn tại bộ phận một cửa."
        assert accepted["url"].endswith(answer.get_absolute_url()) and accepted["url"].startswith(
            "http"
        )
        assert all(
            datetime.fromisoformat(one["datePublished"]).tzinfo for one in (question, accepted)
        )

    def test_corrections_and_retractions_follow_the_law(self):
        answer = answered()
        corrected = move(
            "publish",
            reviewed(correction(answer, title="Cấp lại sổ đỏ đã mất")),
            by=person("chief"),
        )
        assert "Cấp lại sổ đỏ đã mất" in get(f"/hoi-dap/{answer.item_id}/lich-su/").content.decode()
        gone = retracted(edition=corrected, note="Sai căn cứ.")
        assert get(gone.get_absolute_url()).status_code == 410
        assert SUBJECT not in get("/hoi-dap/").content.decode()
        assert (
            "đã được gỡ" in get(f"/hoi-dap/tra-cuu/{answer.item.question.code}/").content.decode()
        )


class FrequentTests:
    def test_are_gathered_by_field_and_the_district_s_hold_for_its_communes(self):
        plain, often = answered(), answered(text="Một câu hỏi hay gặp về đất?")
        move(
            "publish",
            reviewed(correction(often, title="Câu hay gặp", is_frequent=True)),
            by=person("chief"),
        )
        commune()
        for path in ("/hoi-dap/thuong-gap/", "/don-vi/cao-son/hoi-dap/thuong-gap/"):
            ((about, answers),) = browser().get(path).context["groups"]
            assert (about.name, [answer.title for answer in answers]) == (
                "Đất đai",
                ["Câu hay gặp"],
            )
        assert plain.title not in get("/hoi-dap/thuong-gap/").content.decode()


class ListTests:
    def test_narrows_by_field_unit_year_site_and_words(self):
        answered()
        year = timezone.localdate().year
        for query in (
            f"linh_vuc={field().slug}",
            f"don_vi={unit().pk}",
            f"nam={year}",
            "q=SO DO bi mat",
        ):
            assert SUBJECT in get(f"/hoi-dap/?{query}").content.decode(), query
        other = field("Hộ tịch").slug
        for query in (f"linh_vuc={other}", f"nam={year}&q=ruộng", f"q={'x' * 90}"):
            assert SUBJECT not in get(f"/hoi-dap/?{query}").content.decode(), query

    def test_keeps_sites_apart_and_lets_the_district_look_into_a_commune(self):
        answered(commune())
        assert SUBJECT not in get("/hoi-dap/").content.decode()
        assert SUBJECT in get("/hoi-dap/?trang_tv=cao-son").content.decode()
        assert SUBJECT in get("/don-vi/cao-son/hoi-dap/").content.decode()

    def test_narrows_by_each_filter_that_it_offers(self):
        one = answered()
        other_unit, other_field = unit(name="Phòng Tư pháp"), field("Hộ tịch")
        clerk = responder(name="tu-phap", about=other_field, of=other_unit)
        two = answered(officer=clerk, text="Đăng ký khai sinh muộn cần gì?", about=other_field)
        two = move(
            "publish", reviewed(correction(two, title="Đăng ký khai sinh muộn")), by=person("chief")
        )
        last_year = timezone.localdate().replace(year=timezone.localdate().year - 1, day=1)
        Question.objects.filter(pk=one.item.question.pk).update(starts_on=last_year)
        shown = {
            "linh_vuc": other_field.slug,
            "don_vi": other_unit.pk,
            "nam": timezone.localdate().year,
            "q": "khai sinh",
        }
        for name, value in shown.items():
            page = browser().get("/hoi-dap/", {name: value})
            assert [answer.title for answer in page.context["page"].items] == [two.title], name
        page = browser().get("/hoi-dap/", {"nam": last_year.year})
        assert [answer.title for answer in page.context["page"].items] == [SUBJECT]

    def test_feed_is_well_formed_and_keeps_its_marks_over_corrections(self):
        answer = answered()
        before = self.entries()
        move(
            "publish",
            reviewed(correction(answer, title="Cấp lại sổ đỏ & trích lục <mới>")),
            by=person("chief"),
        )
        after = self.entries()
        assert (
            [entry["guid"] for entry in after]
            == [entry["guid"] for entry in before]
            == [f"urn:portal:item:{answer.item_id}"]
        )
        assert after[0]["title"] == "Cấp lại sổ đỏ & trích lục <mới>"
        assert after[0]["pubDate"] == before[0]["pubDate"]

    def entries(self):
        cache.clear()
        feed = ElementTree.fromstring(get("/hoi-dap/rss/").content)
        return [{part.tag: part.text for part in entry} for entry in feed.iter("item")]

    def test_ignores_nonsense(self):
        answered()
        for query in ("linh_vuc=x", "don_vi=²", "nam=99999", "trang=xx", "trang_tv=khong-co"):
            assert get(f"/hoi-dap/?{query}").status_code == 200, query

    def test_asks_the_same_number_of_queries_for_more_rows(self):
        fill(2)
        paths = (
            "/hoi-dap/",
            "/hoi-dap/rss/",
            "/quan-tri/qa/question/",
            "/quan-tri/qa/question/tong-quan/",
        )
        desk = browser(person("chief"))
        few = [query_count(path, desk if "quan-tri" in path else None) for path in paths]
        fill(4)
        for number in range(4):
            assigned(text=f"Câu đang mở số {number} về đất?")
        assert [query_count(path, desk if "quan-tri" in path else None) for path in paths] == few


class PrivacyTests:
    def test_no_public_answer_feed_error_page_or_log_line_holds_a_planted_name_phone_or_address(
        self, log
    ):
        upload = picture()
        upload.name = f"{NAME}.jpg"
        form = {
            "field": field().pk,
            "text": f"Tôi là {NAME}, {STREET}, {PHONE} hỏi về đất",
            "name": NAME,
            "residence": "khac",
            "elsewhere": STREET,
            "email": EMAIL,
            "phone": PHONE,
            "consent": "on",
            "uploads": [upload],
        }
        main_site()
        commune()
        browser().post("/hoi-dap/hoi/", form)
        browser().post("/hoi-dap/hoi/", form | {"email": "sai"})
        open_question, answer = assigned(text="Một câu hỏi đang mở?"), answered()
        code, client = Question.objects.last().code, browser()
        asked = [
            (path, client.get(path))
            for path in [
                *crawled(
                    "/",
                    "/hoi-dap/",
                    "/don-vi/cao-son/",
                    "/don-vi/cao-son/hoi-dap/",
                    answer.get_absolute_url(),
                ),
                "/hoi-dap/hoi/?tim=so do",
                "/hoi-dap/?q=mau+don",
                f"/hoi-dap/{open_question.pk}/",
                "/khong-co/",
                "/healthz",
                "/sitemap.xml",
                "/robots.txt",
                "/so-do/",
                "/hoi-dap/tra-cuu/SAI/",
                f"/hoi-dap/tra-cuu/{code}/rut/",
                f"/hoi-dap/{answer.item_id}/lich-su/so-sanh/",
                f"/quan-tri/qa/question/{open_question.pk}/xem/",
            ]
        ]
        asked += [
            (path, client.post(path, sent))
            for path, sent in [
                ("/hoi-dap/tra-cuu/", {"code": "SAI"}),
                ("/hoi-dap/tuong-tu/", {"text": f"{NAME} {PHONE} so do"}),
                ("/hoi-dap/hoi/", {"text": "x" * 6_000_000}),
                ("/hoi-dap/tra-cuu/SAI/danh-gia/", {"rating": "5"}),
            ]
        ]
        for path, response in asked:
            text = text_of(response) + str(response.headers)
            assert not [word for word in PLANTED if word in text], path
        assert len(asked) > 40
        assert not [word for word in PLANTED if word in log.getvalue()]

    def test_letters_to_others_and_the_export_of_a_site_hold_nothing_planted(self, tmp_path):
        question = answered().item.question
        workflow.perform(
            "answer_privately",
            assigned(text="Câu hỏi riêng?"),
            by=responder(),
            text=f"Gửi {NAME}",
            note="Riêng.",
        )
        send_letters()
        others = [letter for letter in mail.outbox if letter.to != [EMAIL]]
        assert others
        assert not [
            word for letter in others for word in PLANTED if word in letter.subject + letter.body
        ]
        assert not [letter for letter in others if question.code in letter.body]
        file = tmp_path / "trang.zip"
        call_command("export_site", "bach-thong", str(file), verbosity=0)
        with ZipFile(file) as archive:
            texts = {
                name: archive.read(name).decode(errors="replace") for name in archive.namelist()
            }
        assert SUBJECT in "".join(texts.values())
        assert not [
            (name, word)
            for name, text in texts.items()
            for word in (*PLANTED, question.code)
            if word in text
        ]

    def test_database_holds_no_planted_word_in_clear(self):
        received()
        with connection.cursor() as cursor:
            for table in (
                "qa_question",
                "qa_contact",
                "qa_citizenfile",
                "qa_questionevent",
                "qa_letter",
            ):
                cursor.execute(f"SELECT string_agg(row_to_json(t)::text, ' ') FROM {table} t")
                rows = cursor.fetchone()[0] or ""
                assert not [word for word in PLANTED if word in rows], table

    def test_period_of_retention_erases_contact_files_and_words_and_leaves_a_record(
        self, django_capture_on_commit_callbacks
    ):
        question = answered(shows_name=True).item.question
        named = {"name": "a.jpg", "content_type": "image/jpeg", "extension": ".jpg", "size": 1}
        CitizenFile.objects.create(question=question, file=picture(), **named)
        stored = question.files.get().file.path
        assert retention.erase_old(timezone.now() + timedelta(days=700)) == 0
        with django_capture_on_commit_callbacks(execute=True):
            assert retention.erase_old(timezone.now() + timedelta(days=800)) == 1
        question = now(question)
        assert question.events.filter(act=Act.ANONYMISED).exists()
        assert not Contact.objects.exists()
        assert not question.files.exists()
        assert (question.text, question.signature) == (question.public_text, "N.T.M.Đ., Xã Cao Sơn")
        assert not Path(stored).exists()

    @pytest.mark.parametrize("how", ["on request", "in time"])
    def test_leaves_nothing_that_was_added_later_or_answered_in_private(self, how):
        """What the citizen adds names them as often as the question does."""
        question, officer = assigned(), responder()
        added = "Tôi là Nông Thị Mẫu Đơn, thửa 27 thôn Nà Cù."
        browser().post(f"/hoi-dap/tra-cuu/{question.code}/bo-sung/", {"text": added})
        assert question.additions.get().text == added
        words = {"text": "Thưa bà Mẫu Đơn, mời bà ra xã.", "note": "Việc riêng."}
        workflow.perform("answer_privately", question, by=officer, **words)
        workflow.perform("send_privately", question, by=person("chief"))
        if how == "on request":
            address = f"/quan-tri/qa/question/{question.pk}/xoa-du-lieu/"
            browser(person("chief")).post(address)
        else:
            retention.erase_old(timezone.now() + timedelta(days=800))
        assert not question.additions.exists()
        desk = browser(person("chief")).get(f"/quan-tri/qa/question/{question.pk}/xem/")
        assert desk.status_code == 200
        for word in ("Mẫu Đơn", "thửa 27", "ra xã"):
            assert word not in desk.content.decode()
        assert PrivateAnswer.objects.get(question=question).text == ""

    def test_request_erases_only_what_is_ended(self):
        question, chief = received(), browser(person("chief"))
        chief.post(f"/quan-tri/qa/question/{question.pk}/xoa-du-lieu/")
        assert Contact.objects.exists()

    def test_an_archived_site_erases_what_is_open_on_request_and_in_time_and_is_never_late(self):
        first, second = received(commune()), received(commune(), text="Câu hỏi thứ hai về đất?")
        archived_at = timezone.now()
        Site.objects.filter(pk=commune().pk).update(archived_at=archived_at)
        assert not Question.objects.overdue(timezone.localdate() + timedelta(days=90)).exists()
        browser(person("chief", commune())).post(f"/quan-tri/qa/question/{first.pk}/xoa-du-lieu/")
        assert list(Contact.objects.values_list("question", flat=True)) == [second.pk]
        assert retention.erase_old(archived_at + timedelta(days=700)) == 0
        assert retention.erase_old(archived_at + timedelta(days=800)) == 1
        assert not Contact.objects.exists()


class FiguresTests:
    def test_count_received_answered_on_time_late_and_by_unit(self):
        answered()
        late = answered(text="Câu hỏi trả lời muộn về đất?").item.question
        Question.objects.filter(pk=late.pk).update(
            due_on=late.starts_on, answered_at=timezone.now() + timedelta(days=9)
        )
        workflow.perform(
            "forward",
            received(text="Câu ngoài thẩm quyền?"),
            by=person("editor"),
            authority="Công an",
            note="Ngoài.",
        )
        responder()
        year = timezone.localdate().year
        total, units = received_in([year], timezone.now() + timedelta(days=30))[year]
        assert (
            total.received,
            total.answered,
            total.on_time,
            total.late,
            total.forwarded,
            total.open,
        ) == (3, 2, 1, 1, 1, 0)
        assert [(row.name, row.answered) for row in units] == [(unit().name, 2)]
        assert total.median_days is not None

    def test_stand_on_a_public_page_by_year_and_of_this_site_only(self):
        answered()
        answered(commune(), responder(commune(), "xa", of=unit(commune(), "UBND xã Cao Sơn")))
        year = timezone.localdate().year
        page = get("/hoi-dap/thong-ke/").content.decode()
        assert f"Kết quả trả lời năm {year}" in page
        assert unit().name in page
        assert "UBND xã Cao Sơn" not in page
        assert "UBND xã Cao Sơn" in get("/don-vi/cao-son/hoi-dap/thong-ke/").content.decode()
        for nonsense in ("nam=x", "nam=²", "nam="):
            assert get(f"/hoi-dap/thong-ke/?{nonsense}").status_code == 200, nonsense

    def test_on_the_board_are_of_the_person_s_own_sites(self):
        answered()
        answered(commune(), responder(commune(), "xa", of=unit(commune(), "UBND xã Cao Sơn")))
        board = browser(person("editor", commune())).get("/quan-tri/qa/question/tong-quan/")
        assert board.context["figures"].received == 1
        assert [row.name for row in board.context["answered_units"]] == ["UBND xã Cao Sơn"]
