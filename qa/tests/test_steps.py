"""What the desk is offered while the clock runs and while it stands, and what the end of a question leaves in its row."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from qa import intake, workflow
from qa.models import Pause
from qa.states import AnswerKind, QuestionState
from qa.tests.factories import assigned, now, received
from tests.factories import person

pytestmark = pytest.mark.django_db
MONDAY, ASKED_ON, ENDED_ON = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 12)
IN_BOTH = {
    "write",
    "answer_privately",
    "redact",
    "assign",
    "transfer",
    "return",
    "extend",
    "forward",
}


def on(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


def offered(question):
    return set(workflow.offered(person("chief"), now(question)))


def wait(question, at=None):
    workflow.perform("wait", question, by=person("chief"), note="Ở thôn nào?", at=at)


def resume(question):
    workflow.perform("resume", question, by=person("chief"), note="Đã đủ.")


class ClockStepTests:
    def test_is_offered_by_whether_the_time_runs(self):
        question = assigned()
        assert offered(question) == IN_BOTH | {"wait"}
        wait(question)
        assert offered(question) == IN_BOTH | {"resume"}
        resume(question)
        assert offered(question) == IN_BOTH | {"wait"}

    def test_is_not_done_twice(self):
        question = assigned(at=on(MONDAY))
        wait(question, on(ASKED_ON))
        with pytest.raises(workflow.Refused, match="trạng thái hiện tại"):
            wait(question, on(ENDED_ON))
        assert now(question).paused_on == ASKED_ON
        resume(question)
        with pytest.raises(workflow.Refused, match="trạng thái hiện tại"):
            resume(question)
        assert Pause.objects.count() == 1

    def test_stands_beside_those_of_a_private_answer_while_one_waits_to_be_sent(self):
        question = assigned()
        workflow.perform(
            "answer_privately", question, by=question.officer, text="Thiếu giấy.", note="Riêng."
        )
        assert offered(question) == IN_BOTH | {"wait", "send_privately", "return_privately"}
        workflow.perform("return_privately", question, by=person("chief"), remark="Chưa rõ.")
        assert offered(question) == IN_BOTH | {"wait"}


class EndTests:
    def row(self, question, *names):
        return tuple(getattr(now(question), name) for name in names)

    def test_of_a_refused_question_has_the_moment_and_the_reason_that_were_given(self):
        question = received(at=on(MONDAY))
        workflow.perform("reject", question, by=person("editor"), note="Thư rác.", at=on(ENDED_ON))
        assert self.row(question, "state", "closed_at", "decision") == (
            QuestionState.REJECTED,
            on(ENDED_ON),
            "Thư rác.",
        )

    def test_of_a_forwarded_question_names_the_authority(self):
        question = received(at=on(MONDAY))
        told = {"authority": "Công an huyện", "note": "Ngoài thẩm quyền."}
        workflow.perform("forward", question, by=person("editor"), at=on(ENDED_ON), **told)
        assert self.row(question, "closed_at", "forwarded_to", "decision") == (
            on(ENDED_ON),
            "Công an huyện",
            "Ngoài thẩm quyền.",
        )

    def test_by_a_private_answer_says_how_when_and_why(self):
        question = assigned(at=on(MONDAY))
        workflow.perform(
            "answer_privately", question, by=question.officer, text="Thiếu giấy.", note="Riêng."
        )
        workflow.perform("send_privately", question, by=person("chief"), at=on(ENDED_ON))
        assert self.row(question, "closed_at", "answered_at", "answer_kind", "decision") == (
            on(ENDED_ON),
            on(ENDED_ON),
            AnswerKind.PRIVATE,
            "Riêng.",
        )

    def test_is_that_of_the_wait_for_the_citizen_too(self):
        question = assigned(at=on(MONDAY))
        wait(question, on(ASKED_ON))
        intake.withdraw(question, at=on(ENDED_ON))
        assert self.row(question, "closed_at", "paused_on") == (on(ENDED_ON), None)
        assert Pause.objects.values_list("from_on", "to_on").get() == (ASKED_ON, ENDED_ON)

    def test_without_a_moment_given_is_now(self):
        question, before = received(), timezone.now()
        intake.withdraw(question)
        assert before <= now(question).closed_at <= timezone.now()
