"""A press on an older page of the desk is refused with what came in between, and nothing typed is lost."""

import re

import pytest

from qa import intake, workflow
from qa.models import Question
from qa.states import Act, QuestionState
from qa.tests.factories import PHONE, PUBLIC_TEXT, SUBJECT, assigned, field, moderated, now
from tests.factories import browser, person

pytestmark = pytest.mark.django_db


def door(question):
    return f"/quan-tri/qa/question/{question.pk}/lam/"


def opened(user, question):
    """The page as it was read, with what its forms send along."""
    page = browser(user).get(f"/quan-tri/qa/question/{question.pk}/xem/").content.decode()
    marks = set(re.findall(r'name="seen" value="(\d+)"', page))
    assert len(marks) == 1
    return marks.pop()


class StaleTests:
    def test_private_answer_that_was_rewritten_meanwhile_is_not_sent_unread(self):
        question, chief = assigned(), person("chief")
        workflow.perform(
            "answer_privately", question, by=question.officer, text="Bản đầu.", note="Riêng."
        )
        read = opened(chief, question)
        workflow.perform(
            "answer_privately", question, by=question.officer, text="Bản khác hẳn.", note="Riêng."
        )
        response = browser(chief).post(door(question), {"step": "send_privately", "seen": read})
        page = response.content.decode()
        assert (response.status_code, now(question).state) == (409, QuestionState.ASSIGNED)
        assert (
            question.officer.display_name in page
            and "Trong lúc đó" in page
            and "Bản khác hẳn." in page
        )
        assert (
            browser(chief)
            .post(door(question), {"step": "send_privately", "seen": opened(chief, question)})
            .status_code
            == 302
        )

    def test_redacted_number_does_not_come_back_by_an_old_form(self):
        question, editor = moderated(), person("editor")
        read = opened(editor, question)
        workflow.perform(
            "redact",
            question,
            by=person("editor", name="khac"),
            subject=SUBJECT,
            public_text=PUBLIC_TEXT,
        )
        typed = {"subject": SUBJECT, "public_text": f"Gọi {PHONE} cho tôi", "field": field().pk}
        response = browser(editor).post(door(question), {"step": "redact", "seen": read} | typed)
        assert response.status_code == 409 and f"Gọi {PHONE} cho tôi" in response.content.decode()
        assert now(question).public_text == PUBLIC_TEXT

    def test_extension_is_not_doubled_by_a_double_press(self):
        question, editor = moderated(), person("editor")
        sent = {"step": "extend", "seen": opened(editor, question), "days": 5, "note": "Chờ tỉnh."}
        assert [browser(editor).post(door(question), sent).status_code for _press in range(2)] == [
            302,
            409,
        ]
        assert now(question).extended_days == 5

    def test_words_of_a_step_that_is_over_stay_on_the_page(self):
        question = assigned()
        read = opened(question.officer, question)
        sent = {
            "step": "answer_privately",
            "seen": read,
            "text": "Đã soạn rất lâu.",
            "note": "Riêng.",
        }
        intake.withdraw(question)
        response = browser(question.officer).post(door(question), sent)
        assert response.status_code == 409 and "Đã soạn rất lâu." in response.content.decode()

    def test_looks_and_reminders_make_no_page_stale(self):
        question, editor = moderated(), person("editor")
        read = opened(editor, question)
        workflow.log(question, Act.REMINDED)
        opened(person("chief"), question)
        assert (
            browser(editor)
            .post(door(question), {"step": "extend", "seen": read, "days": 2, "note": "Chờ."})
            .status_code
            == 302
        )

    def test_press_without_the_mark_of_its_page_is_refused(self):
        question = moderated()
        response = browser(person("editor")).post(
            door(question), {"step": "extend", "days": 5, "note": "Chờ."}
        )
        assert response.status_code == 409
        assert Question.objects.get(pk=question.pk).extended_days == 0
