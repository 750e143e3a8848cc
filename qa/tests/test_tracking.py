"""Following a question by its code: what it tells, what may be done, and that guessing tells nothing."""

import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.tasks import send_letters
from qa import asking_views, workflow
from qa.models import CODE_LENGTH, LETTERS, Question, new_code
from qa.states import QuestionState
from qa.tests.factories import EMAIL, answered, assigned, now, received, responder, unit
from tests.factories import browser, commune, person

pytestmark = pytest.mark.django_db


def path(question, act=""):
    return f"/hoi-dap/tra-cuu/{question.code}/{act}"


def page(question):
    return browser().get(path(question)).content.decode()


def _bare(response):
    """The page without the token of its form and without its own address."""
    text = re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", response.content.decode())
    return response.status_code, text


class PageTests:
    def test_tells_unit_deadline_and_how_it_was_computed(self):
        question = assigned()
        text = page(question)
        for told in (
            question.unit.name,
            question.due_on.strftime("%d/%m/%Y"),
            "15 ngày làm việc",
            "Cách tính ngày này",
        ):
            assert told in text

    def test_tells_of_a_transfer_with_its_receiver_and_reason(self):
        question, office = assigned(), unit(name="Văn phòng HĐND và UBND")
        clerk = responder(name="van-phong", of=office)
        workflow.perform(
            "transfer",
            question,
            by=person("editor"),
            unit=office,
            officer=clerk,
            note="Thuộc việc của Văn phòng.",
        )
        text = page(question)
        assert "Từ Phòng Tài nguyên và Môi trường sang Văn phòng HĐND và UBND" in text
        assert clerk.display_name in text
        assert "Thuộc việc của Văn phòng." in text

    def test_does_not_tell_of_the_desk_s_own_log(self):
        question, chief = received(), person("chief")
        browser(chief).post(f"/quan-tri/qa/question/{question.pk}/nguoi-hoi/")
        assert "Xem liên hệ" not in page(question)

    def test_names_the_authority_when_it_was_out_of_scope(self):
        question = received()
        with pytest.raises(workflow.Refused):
            workflow.perform("forward", question, by=person("editor"), note="Ngoài thẩm quyền.")
        workflow.perform(
            "forward",
            question,
            by=person("editor"),
            authority="Công an huyện",
            note="Ngoài thẩm quyền.",
        )
        assert "Công an huyện" in page(question)
        send_letters()
        assert any("Công an huyện" in letter.body for letter in mail.outbox if letter.to == [EMAIL])

    def test_shows_a_private_answer_there_only_and_not_before_it_was_sent(self):
        question, officer = assigned(), responder()
        workflow.perform(
            "answer_privately",
            question,
            by=officer,
            text="Hồ sơ của bà còn thiếu.",
            note="Có dữ liệu riêng.",
        )
        assert "Hồ sơ của bà" not in page(question)
        workflow.perform("send_privately", question, by=person("chief"))
        assert "Hồ sơ của bà còn thiếu." in page(question)
        assert "Có dữ liệu riêng." in page(question)
        assert "Hồ sơ của bà" not in browser().get("/hoi-dap/").content.decode()

    def test_is_kept_by_no_cache(self):
        answer = browser().get(path(answered().item.question))
        assert answer["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer

    def test_says_first_what_the_desk_waits_for(self):
        question, officer = assigned(), responder()
        workflow.perform("wait", question, by=officer, note="Thửa đất ở thôn nào?")
        text = page(question)
        assert (
            text.index("Cơ quan đề nghị ông/bà bổ sung")
            < text.index("Thửa đất ở thôn nào?")
            < text.index("Tình trạng xử lý")
        )


class CodeTests:
    def test_does_not_matter_how_it_is_written(self):
        question = received()
        loose = question.code.lower().replace("-", " ")
        assert browser().post("/hoi-dap/tra-cuu/", {"code": loose})["Location"] == path(question)

    def test_wrong_ones_look_alike(self):
        received()
        elsewhere = received(commune(), text="Hỏi ở xã Cao Sơn về đường?")
        pages = {
            _bare(browser().get(f"/hoi-dap/tra-cuu/{quote(code)}/"))
            for code in ("ABCD-EFGH-JKLM", "x", "'; DROP", elsewhere.code)
        }
        assert len(pages) == 1

    def test_guessing_is_stopped_and_then_even_the_right_one_tells_nothing(self):
        question, guesser = received(), browser(REMOTE_ADDR="203.0.113.9")
        statuses = [
            guesser.get(f"/hoi-dap/tra-cuu/SAI{number}/").status_code for number in range(125)
        ]
        assert (statuses[0], statuses[-1]) == (404, 429)
        assert guesser.get(path(question)).status_code == 429
        assert browser(REMOTE_ADDR="203.0.113.10").get(path(question)).status_code == 200

    def test_of_a_hundred_thousand_guesses_a_handful_reach_the_questions(self, monkeypatch):
        """Beyond the limit no guess is looked up: 100,000 learn what 120 in ten minutes learn. Here with smaller numbers."""
        received()
        monkeypatch.setattr(asking_views, "MOST_LOOK_UPS", 10)
        guesser = browser(REMOTE_ADDR="203.0.113.9")
        with CaptureQueriesContext(connection) as asked:
            for number in range(40):
                guesser.get(f"/hoi-dap/tra-cuu/SAI{number}/")
        looked_up = [query for query in asked.captured_queries if "code_digest" in query["sql"]]
        assert len(looked_up) == 10

    def test_are_too_many_to_be_guessed_from_many_addresses_either(self):
        """A hundred thousand guesses at a hundred thousand open questions: less than one in a million that one hits."""
        assert len(set(LETTERS)) ** CODE_LENGTH > 100_000 * 100_000 * 1_000_000
        assert len({new_code() for _number in range(1000)}) == 1000


class CitizenTests:
    def test_adds_information_and_the_clock_runs_on(self):
        question, officer = assigned(), responder()
        workflow.perform("wait", question, by=officer, note="Thửa đất ở thôn nào?")
        browser().post(path(question, "bo-sung/"), {"text": "Ở thôn Nà Cù."})
        assert now(question).paused_on is None
        assert "Ở thôn Nà Cù." in page(question)

    def test_withdraws_and_nothing_more_can_be_done(self):
        question = assigned()
        browser().post(path(question, "rut/"))
        assert now(question).state == QuestionState.WITHDRAWN
        assert browser().post(path(question, "rut/")).status_code == 409
        assert browser().post(path(question, "bo-sung/"), {"text": "Thêm"}).status_code == 409

    def test_invisible_signs_are_no_information(self):
        question = received()
        page = browser().post(path(question, "bo-sung/"), {"text": "\u200b \u200d\ufeff"})
        assert page.status_code == 400
        assert not question.additions.exists()

    def test_rates_an_answer_once(self):
        question = answered().item.question
        browser().post(path(question, "danh-gia/"), {"rating": "4"})
        assert browser().post(path(question, "danh-gia/"), {"rating": "1"}).status_code == 409
        assert now(question).rating == 4

    @pytest.mark.parametrize("rating", ["", "6", "-1", "x", "²"])
    def test_rates_by_one_of_five(self, rating):
        question = answered().item.question
        assert browser().post(path(question, "danh-gia/"), {"rating": rating}).status_code == 400

    def test_does_not_rate_what_is_not_answered(self):
        assert browser().post(path(received(), "danh-gia/"), {"rating": "5"}).status_code == 409


class LetterTests:
    def test_tells_the_citizen_of_each_step_and_names_nobody_in_its_subject(self):
        question = answered().item.question
        send_letters()
        letters = [letter for letter in mail.outbox if letter.to == [EMAIL]]
        assert len(letters) == 4
        assert all(question.code in letter.body for letter in letters)
        assert not any("sổ đỏ" in letter.subject for letter in letters)

    def test_to_staff_hold_nothing_of_the_citizen(self):
        question = assigned()
        send_letters()
        told = [letter for letter in mail.outbox if letter.to == [question.officer.email]]
        assert told
        assert not any(
            text in letter.body for letter in told for text in (question.code, "sổ đỏ", EMAIL)
        )

    def test_are_sent_once(self):
        received()
        send_letters()
        sent = len(mail.outbox)
        send_letters()
        assert len(mail.outbox) == sent == 1

    def test_find_nobody_after_the_contact_was_erased(self):
        question = received()
        workflow.perform("reject", question, by=person("editor"), note="Thư rác.")
        browser(person("chief")).post(f"/quan-tri/qa/question/{question.pk}/xoa-du-lieu/")
        send_letters()
        assert mail.outbox == []
        assert Question.objects.get(pk=question.pk).anonymised_at
