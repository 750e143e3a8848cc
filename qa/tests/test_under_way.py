"""What happens to a question while its public answer is written, reviewed, or was given up."""

import pytest

from editorial import workflow as editorial_workflow
from editorial.four_eyes import contributors
from editorial.models import Event
from editorial.workflow import perform as move
from qa import workflow
from qa.models import Answer
from qa.states import QuestionState
from qa.tests.factories import PHONE, SUBJECT, answered, drafted, field, now, responder, settle_now
from tests.factories import again, browser, person

pytestmark = pytest.mark.django_db
SAFE = {"subject": "Xin cấp lại giấy", "public_text": "Mất giấy thì cần gì?"}
INSTEAD = {
    "answer_privately": {"text": "Trả lời.", "note": "Riêng tư."},
    "send_privately": {},
    "forward": {"authority": "Công an huyện", "note": "Ngoài thẩm quyền."},
}


def published(answer, officer):
    move("submit", answer, by=officer)
    move("pass", again(answer), by=person("editor"))
    move("publish", again(answer), by=person("chief"))
    settle_now()
    return again(answer)


class DiscardedDraftTests:
    def test_is_followed_by_a_new_one_that_becomes_public_and_counts_as_the_first_publication(self):
        officer = responder()
        given_up = drafted(officer=officer)
        move("discard", given_up, by=officer)
        question = now(given_up.item.question)
        answer = workflow.perform("write", question, by=officer)
        assert (answer.item_id, answer.number, answer.state) == (given_up.item_id, 2, "draft")
        assert "bộ phận một cửa" in answer.body
        assert Event.objects.get(edition=answer.pk, action="create").by == officer
        assert workflow.perform("write", question, by=officer).pk == answer.pk
        page = browser().get(published(answer, officer).get_absolute_url()).content.decode()
        assert (
            "bộ phận một cửa" in page
            and "Sửa lần cuối" not in page
            and "moments__corrected" not in page
        )
        history = browser().get(f"/hoi-dap/{answer.item_id}/lich-su/").content.decode()
        assert "Đăng lần đầu." in history and "đã hủy" not in history
        assert now(question).state == QuestionState.ANSWERED

    def test_keeps_its_writers_from_reviewing_the_next_one(self):
        first, second = responder(), responder(name="khac")
        given_up = drafted(officer=first)
        move("discard", given_up, by=first)
        answer = workflow.perform("write", given_up.item.question, by=second)
        assert contributors(answer) == {first.pk, second.pk}

    def test_takes_nothing_that_was_redacted_since_into_the_next_one(self):
        officer = responder()
        given_up = drafted(officer=officer)
        move("discard", given_up, by=officer)
        workflow.perform("redact", given_up.item.question, by=person("editor"), **SAFE)
        answer = workflow.perform("write", given_up.item.question, by=officer)
        assert (answer.title, answer.question_text) == (SAFE["subject"], SAFE["public_text"])


class RedactionTests:
    def leaking(self, officer):
        answer = drafted(officer=officer)
        leak = f"Máy của tôi {PHONE}"
        Answer.objects.filter(pk=answer.pk).update(question_text=leak, title=leak)
        return again(answer)

    def test_reaches_the_draft_the_public_page_and_the_feed(self):
        officer = responder()
        answer = self.leaking(officer)
        workflow.perform(
            "redact",
            answer.item.question,
            by=person("editor", name="go"),
            field=field("Hộ tịch"),
            **SAFE,
        )
        answer = published(again(answer), officer)
        assert answer.field.name == "Hộ tịch"
        for path in (answer.get_absolute_url(), "/hoi-dap/rss/", "/hoi-dap/"):
            page = browser().get(path).content.decode()
            assert SAFE["subject"] in page and PHONE not in page, path

    def test_makes_whoever_redacts_one_who_worked_on_the_text(self):
        officer, editor = responder(), person("editor")
        answer = self.leaking(officer)
        workflow.perform("redact", answer.item.question, by=editor, **SAFE)
        move("submit", again(answer), by=officer)
        with pytest.raises(editorial_workflow.Refused):
            move("pass", again(answer), by=editor)

    def test_is_refused_while_the_answer_is_reviewed_and_possible_after_its_return(self):
        officer, editor = responder(), person("editor")
        answer = move("submit", self.leaking(officer), by=officer)
        with pytest.raises(workflow.Refused, match="người viết"):
            workflow.perform("redact", answer.item.question, by=editor, **SAFE)
        assert now(answer.item.question).subject == SUBJECT
        move("return", again(answer), by=editor, note="Lộ số điện thoại.")
        workflow.perform("redact", answer.item.question, by=editor, **SAFE)
        assert again(answer).question_text == SAFE["public_text"]


class OtherWaysOutTests:
    """Nothing public is left over from a question that was answered privately or forwarded."""

    @pytest.mark.parametrize("step", ["answer_privately", "forward"])
    def test_are_closed_and_say_so_until_the_public_answer_is_discarded(self, step):
        officer, chief = responder(), person("chief")
        answer = drafted(officer=officer)
        question = answer.item.question
        assert step not in workflow.offered(chief, now(question))
        page = browser(chief).get(f"/quan-tri/qa/question/{question.pk}/xem/").content.decode()
        assert "trước hết hãy hủy" in page
        with pytest.raises(workflow.Refused, match="hủy"):
            workflow.perform(step, question, by=chief, **INSTEAD[step])
        move("discard", again(answer), by=officer)
        workflow.perform(step, question, by=chief, **INSTEAD[step])

    def test_are_closed_to_a_private_answer_that_was_written_before(self):
        officer = responder()
        answer = drafted(officer=officer)
        question = answer.item.question
        move("discard", answer, by=officer)
        workflow.perform("answer_privately", question, by=officer, **INSTEAD["answer_privately"])
        workflow.perform("write", question, by=officer)
        with pytest.raises(workflow.Refused, match="hủy"):
            workflow.perform("send_privately", question, by=person("chief"))

    def test_taken_all_the_same_leave_an_answer_that_is_not_published(self):
        officer = responder()
        answer = move("submit", drafted(officer=officer), by=officer)
        move("pass", answer, by=person("editor"))
        question = workflow.locked(answer.item.question)
        question.decision, question.forwarded_to = "Ngoài thẩm quyền.", "Công an huyện"
        workflow.close(question, QuestionState.FORWARDED)
        with pytest.raises(editorial_workflow.Refused, match="cách khác"):
            move("publish", again(answer), by=person("chief"))

    def test_do_not_stop_corrections_of_a_public_answer(self):
        answer = answered()
        assert now(answer.item.question).state == QuestionState.ANSWERED
        assert "title" not in answer.missing()
