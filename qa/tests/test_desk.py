"""Role × site × door: who sees, moderates, routes and answers a question of xã Cao Sơn."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from citizens import retention
from common.tasks import send_letters
from components.board import board
from documents.tests.factories import pdf
from editorial import workflow as editorial_workflow
from editorial.workflow import perform as move
from qa import desk, intake, originals, tasks, workflow
from qa.models import FieldOfficer, PrivateAnswer, Question, QuestionEvent
from qa.states import Act, QuestionState
from qa.tests.factories import (
    NAME,
    PUBLIC_TEXT,
    SUBJECT,
    assigned,
    drafted,
    field,
    moderated,
    now,
    received,
    responder,
    seen,
    settle_now,
    unit,
)
from tests.factories import again, browser, commune, main_site, person, picture

pytestmark = pytest.mark.django_db
ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "officer",
    "superuser",
    "nobody",
]
DESK = {"editor here", "chief here", "editor district", "chief district"}


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    if name == "officer":
        return responder(commune(), "phu-trach")
    role, place = name.split()
    sites = {"here": commune(), "there": commune("Vũ Muộn"), "district": main_site()}
    user = person(role, sites[place], "khach")
    if role == "responder" and place != "here":
        # Answers the very same field, but in another unit.
        responder(sites[place], "khach")
    return user


def answers(method, path, **sent):
    found = {}
    for name in PEOPLE:
        user = who(name)
        with transaction.atomic():
            found[name] = getattr(browser(user), method)(path, sent).status_code
            transaction.set_rollback(True)
    return found


def allowed(found, *statuses):
    return {name for name, status in found.items() if status in statuses}


def closed_to_officers(question, path):
    """Not found by the responder of the field, at no address and in no list; open to the desk."""
    address = f"/quan-tri/qa/question/{question.pk}/{path}"
    found = answers("get" if path == "xem/" else "post", address)
    listed = browser(who("officer")).get("/quan-tri/qa/question/").content.decode()
    return (
        found["officer"] == found["responder here"] == 404
        and found["chief here"] == 200
        and f"/{question.pk}/" not in listed
    )


class MatrixTests:
    def test_page_of_an_assigned_question_opens_for_the_desk_and_its_officer(self):
        question = assigned(commune(), who("officer"))
        found = answers("get", f"/quan-tri/qa/question/{question.pk}/xem/")
        assert allowed(found, 200) == DESK | {"officer"}
        assert allowed(found, 404) == set(PEOPLE) - DESK - {"officer"}

    def test_unmoderated_question_is_the_desk_s_alone(self):
        who("officer")
        question = received(commune())
        assert allowed(answers("get", f"/quan-tri/qa/question/{question.pk}/xem/"), 200) == DESK

    @pytest.mark.parametrize("path", ["xem/", "nguoi-hoi/"])
    def test_unmoderated_question_that_names_an_officer_already_is_the_desk_s_alone(self, path):
        question, officer = received(commune()), who("officer")
        Question.objects.update(unit=unit(commune()), officer=officer)
        assert closed_to_officers(question, path)

    @pytest.mark.parametrize("path", ["xem/", "nguoi-hoi/"])
    def test_refused_question_is_the_desk_s_alone_though_it_was_with_an_officer(self, path):
        question, editor = assigned(commune(), who("officer")), person("editor", commune())
        workflow.perform("return", question, by=editor, note="Phòng khác.")
        workflow.perform("reject", question, by=editor, note="Thư rác.")
        assert closed_to_officers(question, path)

    def test_contact_is_read_by_chiefs_and_the_officer(self):
        question = assigned(commune(), who("officer"))
        found = answers("post", f"/quan-tri/qa/question/{question.pk}/nguoi-hoi/")
        assert allowed(found, 200) == {"chief here", "chief district", "officer"}

    def test_erasing_is_offered_once_a_question_is_ended_until_it_is_done(self):
        question, chief = received(), browser(person("chief"))
        page, door = (
            f"/quan-tri/qa/question/{question.pk}/{name}/" for name in ("xem", "xoa-du-lieu")
        )
        assert door not in chief.get(page).content.decode()
        workflow.perform("reject", question, by=person("editor"), note="Thư rác.")
        assert door in chief.get(page).content.decode()
        chief.post(door)
        assert door not in chief.get(page).content.decode()

    def test_data_are_erased_by_chiefs(self):
        question = received(commune())
        workflow.perform("reject", question, by=person("editor", commune()), note="Thư rác.")
        found = answers("post", f"/quan-tri/qa/question/{question.pk}/xoa-du-lieu/")
        assert allowed(found, 302) == {"chief here", "chief district"}

    @pytest.mark.parametrize(
        ("step", "sent", "who_may"),
        [
            ("extend", {"days": 3, "note": "Chờ tỉnh."}, DESK),
            ("forward", {"authority": "Công an huyện", "note": "Ngoài thẩm quyền."}, DESK),
            ("return", {"note": "Không thuộc việc của tôi."}, DESK | {"officer"}),
            ("wait", {"note": "Ở thôn nào?"}, DESK | {"officer"}),
            ("write", {}, DESK | {"officer"}),
            ("answer_privately", {"text": "Trả lời.", "note": "Riêng tư."}, DESK | {"officer"}),
        ],
    )
    def test_steps(self, step, sent, who_may):
        question = assigned(commune(), who("officer"))
        found = answers(
            "post",
            f"/quan-tri/qa/question/{question.pk}/lam/",
            step=step,
            seen=seen(question),
            **sent,
        )
        assert allowed(found, 302) == who_may

    def test_private_answer_is_sent_by_the_desk(self):
        question = assigned(commune(), who("officer"))
        workflow.perform(
            "answer_privately", question, by=who("officer"), text="Trả lời.", note="Riêng tư."
        )
        found = answers(
            "post",
            f"/quan-tri/qa/question/{question.pk}/lam/",
            step="send_privately",
            seen=seen(question),
        )
        assert allowed(found, 302) == DESK

    def test_answer_is_written_by_its_responder_and_the_site_s_writers(self):
        answer = drafted(commune(), who("officer"))
        found = answers("get", f"/quan-tri/qa/answer/{answer.pk}/change/")
        assert allowed(found, 200) == DESK | {"writer here", "officer"}

    def test_lists_show_each_only_their_own(self):
        question, answer = (
            assigned(commune(), who("officer")),
            drafted(commune(), who("officer"), text="Câu hỏi hai về đất đai?"),
        )
        for name in ("responder there", "responder district", "leader district", "nobody"):
            for path in ("question", "answer"):
                response = browser(who(name)).get(f"/quan-tri/qa/{path}/")
                assert SUBJECT not in response.content.decode(), (name, path)
        assert answer.title in browser(who("officer")).get("/quan-tri/qa/answer/").content.decode()
        assert (
            f"/{question.pk}/"
            in browser(who("officer")).get("/quan-tri/qa/question/").content.decode()
        )

    def test_board_is_for_editors_chiefs_and_leaders(self):
        found = answers("get", "/quan-tri/qa/question/tong-quan/")
        assert allowed(found, 200) == {
            "editor here",
            "chief here",
            "editor there",
            "chief there",
            "editor district",
            "chief district",
            "leader district",
        }


class BoardTests:
    def test_of_the_district_shows_overdue_questions_of_each_site_as_a_fault(self):
        received(commune(), at=timezone.now() - timedelta(days=90))
        received(commune("Vũ Muộn"), text="Một câu hỏi chưa đến hạn?")
        columns = board([commune(), commune("Vũ Muộn")]).columns
        column = next(one for one in columns if str(one.label) == "Câu hỏi quá hạn")
        cells = [
            (column.of(site)["text"], column.of(site)["bad"])
            for site in (commune(), commune("Vũ Muộn"))
        ]
        assert cells == [(1, True), (0, False)]
        page = browser(person("editor")).get("/quan-tri/trang-thanh-vien/").content.decode()
        assert "Câu hỏi quá hạn" in page
        assert '<span class="light light-missing">1</span>' in page


class RoutingTests:
    def test_acceptance_gives_the_question_to_the_officer_of_the_field(self):
        officer = responder()
        assert now(moderated()).officer == officer

    def test_acceptance_waits_at_the_desk_where_the_field_has_nobody(self):
        assert now(moderated()).state == QuestionState.MODERATED
        assert Question.objects.without_officer().count() == 1

    def test_acceptance_waits_at_the_desk_where_only_another_field_has_somebody(self):
        responder(about=field("Giao thông"))
        assert now(moderated()).state == QuestionState.MODERATED

    def test_who_stands_in_at_another_unit_does_not_stand_in_here(self):
        days = {"is_substitute": True, "to_on": timezone.localdate() + timedelta(days=9)}
        question = assigned(officer=responder())
        here = responder(name="thay", **days)
        responder(name="noi-khac", of=unit(name="Phòng Tài chính"), **days)
        standing = FieldOfficer.objects.in_force().standing_in_for(question)
        assert [row.user for row in standing] == [here]

    def test_substitute_answers_in_the_officer_s_absence(self):
        first, second = responder(to_on="2020-12-31"), responder(name="thay", is_substitute=True)
        question = now(moderated())
        assert question.officer == second
        assert not workflow.may_answer(first, question)

    def test_who_stands_in_until_a_day_is_given_new_questions_until_then(self):
        today = timezone.localdate()
        first = responder()
        away = {"is_substitute": True, "from_on": today, "to_on": today + timedelta(days=14)}
        second, third = (
            responder(name="thay", **away),
            responder(name="du-phong", is_substitute=True),
        )
        assert now(moderated()).officer == second
        question = received(text="Câu hỏi sau khi trở lại?")
        workflow.route(question, by=person("editor"), at=timezone.now() + timedelta(days=15))
        assert now(question).officer == first
        assert workflow.may_answer(third, now(question))

    def test_officer_who_left_with_a_draft_loses_neither_question_nor_draft(self):
        officer = responder()
        answer = drafted(officer=officer)
        question = answer.item.question
        Membership.objects.filter(user=officer).update(
            to_on=timezone.localdate() - timedelta(days=1)
        )
        assert list(Question.objects.without_officer()) == [question]
        assert browser(officer).get(f"/quan-tri/qa/question/{question.pk}/xem/").status_code in {
            302,
            403,
            404,
        }
        workflow.perform(
            "transfer",
            question,
            by=person("editor"),
            unit=unit(),
            officer=responder(name="moi"),
            note="Đã nghỉ.",
        )
        page = browser(responder(name="moi")).get(f"/quan-tri/qa/answer/{answer.pk}/change/")
        assert "bộ phận một cửa" in page.content.decode()
        assert browser(officer).get(f"/quan-tri/qa/answer/{answer.pk}/change/").status_code in {
            302,
            403,
            404,
        }

    def test_officer_who_left_gets_no_more_letters_and_the_chief_does(self):
        officer, chief = responder(), person("chief")
        question = assigned(officer=officer)
        officer.is_active = False
        officer.save()
        tasks.remind(timezone.make_aware(datetime.combine(question.due_on, time(7))))
        send_letters()
        assert officer.email not in [address for letter in mail.outbox for address in letter.to]
        assert [chief.email] in [letter.to for letter in mail.outbox]

    def test_officer_who_left_leaves_nothing_behind(self):
        officer = responder()
        question = assigned(officer=officer)
        officer.is_active = False
        officer.save()
        assert list(Question.objects.without_officer()) == [question]
        other = responder(name="moi")
        workflow.perform("assign", question, by=person("editor"), unit=unit(), officer=other)
        assert workflow.may_answer(other, question)

    def without_role(self, officer):
        """The row of the field is still open, the membership is over."""
        Membership.objects.filter(user=officer).update(
            to_on=timezone.localdate() - timedelta(days=1)
        )

    def test_acceptance_passes_over_who_no_longer_answers_though_the_field_still_names_them(self):
        self.without_role(responder())
        assert now(moderated()).state == QuestionState.MODERATED
        second = responder(name="thay", is_substitute=True)
        assert now(moderated(text="Câu hỏi khác về đất?")).officer == second

    def test_reminders_pass_over_a_substitute_who_no_longer_answers(self):
        today = timezone.localdate()
        question = assigned(officer=responder())
        away = responder(
            name="thay", is_substitute=True, from_on=today, to_on=today + timedelta(days=14)
        )
        self.without_role(away)
        assert not FieldOfficer.objects.in_force().standing_in_for(question).exists()

    def test_officer_of_a_field_has_to_answer_questions_at_the_unit_s_site(self):
        sent = {
            "field": field().pk,
            "unit": unit().pk,
            "user": person("writer").pk,
            "from_on": "01/01/2026",
            "to_on": "",
        }
        window, add = browser(person("chief")), "/quan-tri/qa/fieldofficer/add/"
        assert "không được phân công trả lời" in window.post(add, sent).content.decode()
        assert window.post(add, sent | {"user": person("responder").pk}).status_code == 302
        row = FieldOfficer.objects.get()
        self.without_role(row.user)
        ended = sent | {"user": row.user_id, "to_on": timezone.localdate().strftime("%d/%m/%Y")}
        assert window.post(f"/quan-tri/qa/fieldofficer/{row.pk}/change/", ended).status_code == 302

    def test_draft_goes_with_the_question_to_the_next_officer(self):
        answer = drafted(officer=responder())
        other = responder(name="moi", about=field("Hộ tịch"), of=unit(name="Phòng Tư pháp"))
        workflow.perform(
            "transfer",
            answer.item.question,
            by=person("editor"),
            unit=unit(name="Phòng Tư pháp"),
            officer=other,
            note="Đúng việc.",
        )
        assert browser(other).get(f"/quan-tri/qa/answer/{answer.pk}/change/").status_code == 200
        assert (
            browser(responder()).get(f"/quan-tri/qa/answer/{answer.pk}/change/").status_code == 404
        )

    def test_does_not_give_a_question_to_somebody_who_answers_elsewhere(self):
        question, stranger = assigned(), responder(commune(), "xa")
        with pytest.raises(workflow.Refused):
            workflow.perform("assign", question, by=person("editor"), unit=unit(), officer=stranger)

    def test_refusal_keeps_what_was_typed(self):
        question = received()
        response = browser(person("editor")).post(
            f"/quan-tri/qa/question/{question.pk}/lam/",
            {
                "step": "moderate",
                "seen": seen(question),
                "public_text": PUBLIC_TEXT,
                "field": field().pk,
            },
        )
        assert response.status_code == 409
        assert PUBLIC_TEXT in response.content.decode()
        assert now(question).state == QuestionState.RECEIVED

    def test_leaves_the_original_untouched(self):
        question = received()
        before = question.text
        browser(person("editor")).post(
            f"/quan-tri/qa/question/{question.pk}/lam/",
            {
                "step": "moderate",
                "seen": seen(question),
                "subject": SUBJECT,
                "public_text": PUBLIC_TEXT,
                "field": field().pk,
            },
        )
        assert (now(question).text, now(question).public_text) == (before, PUBLIC_TEXT)

    def test_reading_the_contact_is_logged(self):
        question, chief = received(), person("chief")
        page = browser(chief).post(f"/quan-tri/qa/question/{question.pk}/nguoi-hoi/")
        assert NAME in page.content.decode()
        assert QuestionEvent.objects.get(act=Act.CONTACT_READ).by == chief
        opened = browser(chief).get(f"/quan-tri/qa/question/{question.pk}/xem/")
        assert NAME not in opened.content.decode().replace(question.text, "")


class PrivateAnswerTests:
    """Four eyes hold for what only one citizen will read, too."""

    @pytest.fixture
    def written(self):
        question = assigned()
        self.write(question, question.officer)
        return question

    def write(self, question, by, text="Hồ sơ của bà còn thiếu giấy ủy quyền."):
        workflow.perform("answer_privately", question, by=by, text=text, note="Có dữ liệu riêng.")

    def test_is_not_sent_by_anybody_who_wrote_at_it(self, written):
        editor = person("editor")
        self.write(written, editor, "Bản sửa của biên tập.")
        self.write(written, person("chief", name="khac"), "Bản sửa của trưởng ban khác.")
        for writer in (written.officer, editor):
            with pytest.raises(workflow.Refused):
                workflow.perform("send_privately", written, by=writer)
        assert now(written).state == QuestionState.ASSIGNED
        workflow.perform("send_privately", written, by=person("chief"))
        assert (now(written).state, now(written).answer_kind) == (QuestionState.ANSWERED, "private")
        assert now(written).sent_private_answer.text == "Bản sửa của trưởng ban khác."

    def test_waits_in_a_queue_and_tells_the_chiefs_without_its_words(self, written):
        chief = person("chief")
        self.write(written, written.officer)
        page = browser(chief).get("/quan-tri/qa/question/?viec=tra-loi-rieng")
        assert [question.pk for question in page.context["cl"].result_list] == [written.pk]
        assert (
            "1 câu trả lời riêng chờ người thứ hai."
            in browser(chief).get("/quan-tri/").content.decode()
        )
        send_letters()
        told = [letter for letter in mail.outbox if letter.to == [chief.email]]
        assert told and not any("ủy quyền" in letter.body + letter.subject for letter in told)

    def test_goes_back_to_its_writer_with_words_that_the_citizen_does_not_read(self, written):
        with pytest.raises(workflow.Refused):
            workflow.perform("return_privately", written, by=person("chief"))
        workflow.perform("return_privately", written, by=person("chief"), remark="Nêu rõ căn cứ.")
        send_letters()
        assert [written.officer.email] in [letter.to for letter in mail.outbox]
        assert (
            "Nêu rõ căn cứ."
            not in browser().get(f"/hoi-dap/tra-cuu/{written.code}/").content.decode()
        )
        page = (
            browser(written.officer)
            .get(f"/quan-tri/qa/question/{written.pk}/xem/")
            .content.decode()
        )
        assert "Nêu rõ căn cứ." in page and page.count("giấy ủy quyền") == 2

    def to_send(self):
        chief = person("chief")
        queue = (
            browser(chief)
            .get("/quan-tri/qa/question/?viec=tra-loi-rieng")
            .context["cl"]
            .result_list
        )
        counted = Question.objects.moderated_by(chief).waiting_counts()["to_send"]
        board = browser(chief).get("/quan-tri/qa/question/tong-quan/").context["to_send"]
        assert len(queue) == counted == board
        return counted

    def test_sent_back_no_longer_waits_to_be_sent_until_it_is_written_anew(self, written):
        chief = person("chief")
        workflow.perform("return_privately", written, by=chief, remark="Nêu rõ căn cứ.")
        assert self.to_send() == 0
        for step in ("send_privately", "return_privately"):
            assert step not in workflow.offered(chief, now(written))
            with pytest.raises(workflow.Refused):
                workflow.perform(step, written, by=chief, remark="Nữa.")
        self.write(written, written.officer, "Căn cứ Điều 5.")
        assert self.to_send() == 1
        workflow.perform("send_privately", written, by=chief)

    @pytest.mark.parametrize("step", ["transfer", "return", "assign"])
    def test_of_a_question_that_goes_to_somebody_else_is_not_sent(self, written, step):
        given = {} if step == "return" else {"unit": unit(name="Phòng Tư pháp")}
        workflow.perform(step, written, by=person("editor"), note="Không đúng việc.", **given)
        if step == "return":
            workflow.perform("assign", written, by=person("editor"), unit=unit())
        assert self.to_send() == 0
        assert "send_privately" not in workflow.offered(person("chief"), now(written))

    def test_begins_with_what_was_written_and_puts_it_into_no_other_step(self, written):
        page = browser(written.officer).get(f"/quan-tri/qa/question/{written.pk}/xem/")
        typed = {
            (name, field.name): field.value()
            for name, _step, fields in page.context["buttons"]
            for field in fields
        }
        assert typed["answer_privately", "text"].startswith("Hồ sơ của bà")
        assert typed["answer_privately", "note"] == "Có dữ liệu riêng."
        assert not typed["transfer", "note"]

    def test_of_a_withdrawn_question_is_not_sent(self, written):
        intake.withdraw(written)
        with pytest.raises(workflow.Refused):
            workflow.perform("send_privately", written, by=person("chief"))

    def test_database_refuses_one_person_for_both(self, written):
        with pytest.raises(IntegrityError), transaction.atomic():
            PrivateAnswer.objects.update(sent_by=written.officer, sent_at=timezone.now())

    def test_is_erased_with_the_other_data_of_the_person(self, written):
        workflow.perform("send_privately", written, by=person("chief"))
        retention.erase(written)
        assert now(written).sent_private_answer.text == ""
        assert "đã được xóa" in browser().get(f"/hoi-dap/tra-cuu/{written.code}/").content.decode()


class AnswerFileTests:
    """A responder brings pictures and files; they are public with the answer and not before."""

    UPLOAD = "/quan-tri/tai-len/"

    def save(self, window, answer, **fields):
        form = {
            "title": SUBJECT,
            "question_text": PUBLIC_TEXT,
            "body": "<p>Dùng mẫu đơn kèm theo.</p>",
            "field": field().pk,
            "unit": unit().pk,
            "version": answer.version,
            "_save": "1",
        }
        assert (
            window.post(f"/quan-tri/qa/answer/{answer.pk}/change/", form | fields).status_code
            == 302
        )

    def test_picture_goes_into_the_text(self):
        officer = responder()
        window = browser(officer)
        address = window.post(self.UPLOAD, {"upload": picture()}).json()["url"]
        answer = drafted(officer=officer)
        self.save(window, answer, body=f'<p>Xem sơ đồ.</p><img src="{address}" alt="Sơ đồ">')
        assert browser().get(address).status_code == 404
        assert window.get(address).status_code == 200
        publish(again(answer), officer)
        assert browser().get(address).status_code == 200

    def test_file_stands_below_the_answer(self):
        officer = responder()
        answer = drafted(officer=officer)
        self.save(browser(officer), answer, attachment_files=pdf(name="mau-don.pdf"))
        stored = again(answer).attachments.get().file
        path = f"/tep/{stored.sha256}/mau-don.pdf"
        assert browser().get(path).status_code == 404
        publish(again(answer), officer)
        assert path in browser().get(again(answer).get_absolute_url()).content.decode()
        assert browser().get(path).status_code == 200

    def test_upload_is_closed_to_who_writes_nothing(self):
        for user in (person(None), person("leader")):
            assert browser(user).post(self.UPLOAD, {"upload": picture()}).status_code == 403


def publish(answer, officer):
    move("submit", answer, by=officer)
    move("pass", again(answer), by=person("editor"))
    move("publish", again(answer), by=person("chief"))


class OriginalTests:
    PATH = "/quan-tri/qa/question/ban-goc/"

    def test_are_found_by_words_without_marks_and_each_find_is_logged_without_them(self):
        question, other = received(), received(text="Một câu hỏi khác về trường học?")
        intake.add(other, "Nhà tôi gần chợ Giếng Ngọc.")
        editor = person("editor")
        page = browser(editor).post(self.PATH, {"words": "gieng NGOC"})
        assert {found.pk for found in page.context["found"]} == {question.pk, other.pk}
        page = browser(editor).post(self.PATH, {"words": "mẫu đơn so do"})
        assert [found.pk for found in page.context["found"]] == [question.pk]
        events = QuestionEvent.objects.filter(act=Act.ORIGINAL_FOUND, question=question)
        assert [event.by for event in events] == [editor, editor]
        assert not [event for event in events if event.note or event.data]
        assert page["Cache-Control"] == "private, no-store"

    def test_of_other_sites_are_not_found(self):
        received(commune())
        page = browser(person("editor", commune("Vũ Muộn"))).post(self.PATH, {"words": "mẫu đơn"})
        assert page.context["found"] == []
        assert not QuestionEvent.objects.filter(act=Act.ORIGINAL_FOUND).exists()

    def test_are_searched_by_the_desk_only(self):
        received(commune())
        found = answers("post", self.PATH, words="mẫu đơn")
        assert allowed(found, 200) == DESK | {"editor there", "chief there"}
        assert browser(person("editor")).post(self.PATH, {"words": "x"}).status_code == 400

    def test_are_not_fished_in(self, monkeypatch):
        monkeypatch.setattr(desk, "MOST_SEARCHES", 2)
        editor = browser(person("editor"))
        assert [editor.post(self.PATH, {"words": "đất đai"}).status_code for _turn in range(3)] == [
            200,
            200,
            429,
        ]

    def test_of_which_a_bounded_number_is_opened(self, monkeypatch):
        for number in range(4):
            received(text=f"Câu hỏi số {number} về đất?")
        monkeypatch.setattr(originals, "OPENED", 2)
        assert originals.find(person("editor"), "câu hỏi")[1] == 2

    def test_are_logged_when_read_once_a_day_for_each_person(self):
        question, chief = received(), person("chief")
        for reader in (chief, chief, person("editor")):
            page = browser(reader).get(f"/quan-tri/qa/question/{question.pk}/xem/").content.decode()
        assert QuestionEvent.objects.filter(act=Act.ORIGINAL_READ).count() == 2
        assert "Cán bộ đã xem nội dung công dân gửi: 2 lượt" in page


class LawTests:
    def test_answer_travels_through_four_eyes_and_ends_the_question(self):
        officer = responder()
        answer = drafted(officer=officer)
        move("submit", answer, by=officer)
        move("pass", again(answer), by=person("editor"))
        move("publish", again(answer), by=person("chief"))
        settle_now()
        question = now(answer.item.question)
        assert (question.state, question.answer_kind) == (QuestionState.ANSWERED, "public")
        assert question.is_on_time

    def test_responder_neither_passes_nor_publishes_nor_begins_an_answer_elsewhere(self):
        officer = responder()
        answer = move("submit", drafted(officer=officer), by=officer)
        for action in ("pass", "publish_urgently", "return"):
            with pytest.raises(editorial_workflow.Refused, match="không cho phép"):
                move(action, again(answer), by=officer, note="Gấp.")
        move("pass", again(answer), by=person("editor"))
        for action in ("publish", "publish_urgently", "return"):
            with pytest.raises(editorial_workflow.Refused, match="không cho phép"):
                move(action, again(answer), by=officer, note="Gấp.")
        assert again(answer).state == "edited"
        assert browser(officer).get("/quan-tri/qa/answer/add/").status_code == 403
        assert browser(officer).get("/quan-tri/news/article/add/").status_code == 403

    def test_answer_of_a_withdrawn_question_is_not_published(self):
        officer = responder()
        answer = move("submit", drafted(officer=officer), by=officer)
        browser().post(f"/hoi-dap/tra-cuu/{answer.item.question.code}/rut/")
        move("pass", again(answer), by=person("editor"))
        with pytest.raises(Exception, match="rút"):
            move("publish", again(answer), by=person("chief"))

    def test_log_of_questions_cannot_be_rewritten(self):
        question = received()
        with pytest.raises(Exception, match="only ever added"), transaction.atomic():
            QuestionEvent.objects.filter(question=question).update(note="khác")


class QueueTests:
    def listed(self, query="", by=None):
        page = browser(by or person("editor")).get(f"/quan-tri/qa/question/{query}")
        return [question.pk for question in page.context["cl"].result_list]

    def test_begins_with_what_is_open_and_due_first(self):
        later, sooner, ended = (
            received(text="Câu hỏi một về đất?"),
            assigned(text="Câu hỏi hai về đất?"),
            received(text="Câu ba?"),
        )
        Question.objects.filter(pk=sooner.pk).update(due_on=sooner.starts_on)
        workflow.perform("reject", ended, by=person("editor"), note="Thư rác.")
        assert self.listed() == [sooner.pk, later.pk]
        assert self.listed("?viec=tat-ca") == [ended.pk, sooner.pk, later.pk]

    def test_looks_into_ended_ones_too_for_who_searches(self):
        question = moderated()
        workflow.perform(
            "forward",
            question,
            by=person("editor"),
            authority="Công an huyện",
            note="Ngoài thẩm quyền.",
        )
        assert self.listed("?q=sổ đỏ") == [question.pk]
        assert self.listed() == []
