"""Deadlines: the arithmetic against a slow, obvious walk, and what moves a running one."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from common.tasks import send_letters
from common.workdays import SATURDAY, Calendar
from editorial.models.calendars import CalendarDay, DayKind
from qa import overview, tasks, workflow
from qa.deadlines import due_on, reckoning
from qa.models import Question, QuestionEvent
from qa.states import Act
from qa.tests.factories import assigned, now, received, responder, unit
from tests.factories import browser, person

MONDAY = date(2026, 3, 2)
days = st.integers(0, 120).map(lambda number: MONDAY + timedelta(days=number))


def on(day, hour=9):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def walked(start, limit, pauses, off, worked):
    """Day after day: one that works and on which nobody waited uses up one day of the limit.

    Owes nothing to the arithmetic it is held against: Saturdays and Sundays rest unless they are worked in exchange.
    """
    day = start
    while limit:
        day += timedelta(days=1)
        works = day not in off and (day.strftime("%a") not in {"Sat", "Sun"} or day in worked)
        waiting = any(first < day <= last for first, last in pauses)
        limit -= works and not waiting
    return day


def apart(moments):
    """Pairs of days that do not overlap, in order."""
    ordered = sorted(moments)
    return [(first, last) for first, last in zip(ordered[::2], ordered[1::2])]


class DueOnTests:
    @settings(max_examples=300)
    @given(
        days,
        st.integers(1, 30),
        st.integers(0, 10),
        st.sets(days),
        st.sets(days),
        st.sets(days, max_size=6),
    )
    def test_equals_a_walk_through_the_calendar(self, start, limit, extended, off, worked, moments):
        calendar = Calendar(off=frozenset(off), worked=frozenset(worked))
        question = SimpleNamespace(starts_on=start, limit_days=limit, extended_days=extended)
        pauses, due = [], None
        for first, last in apart(moment for moment in moments if moment > start):
            due = due_on(question, calendar, pauses)
            # Nobody waits on a question whose time has run out.
            if first < due:
                pauses.append((first, last))
        assert due_on(question, calendar, pauses) == walked(
            start, limit + extended, pauses, off, worked
        )

    @pytest.mark.django_db
    @settings(max_examples=30, deadline=None)
    @given(days, st.integers(1, 30), st.dictionaries(days, st.booleans(), max_size=25))
    def test_and_its_explanation_agree_with_the_walk_for_days_as_the_desk_enters_them(
        self, start, limit, entered
    ):
        """A weekday is entered as a day off, a Saturday or Sunday as off (rest in lieu) or as worked in exchange."""
        off = {day for day, works in entered.items() if not (works and day.weekday() >= SATURDAY)}
        with transaction.atomic():
            CalendarDay.objects.bulk_create(
                CalendarDay(
                    on=day, kind=DayKind.HOLIDAY if day in off else DayKind.WORKING, name="Ngày"
                )
                for day in entered
            )
            question = received(at=on(start))
            Question.objects.filter(pk=question.pk).update(limit_days=limit)
            tasks.recount_deadlines()
            question = now(question)
            told = reckoning(question)
            transaction.set_rollback(True)
        assert question.due_on == told.due_on == walked(start, limit, [], off, set(entered) - off)
        span = [
            start + timedelta(days=number) for number in range(1, (told.due_on - start).days + 1)
        ]
        plain = sum(day.weekday() < SATURDAY for day in span)
        lost = sum(day.on.weekday() < SATURDAY for day in told.holidays)
        assert plain - lost + len(told.worked) == limit


@pytest.mark.django_db
class RunningDeadlineTests:
    def test_is_fifteen_working_days_after_the_day_of_arrival(self):
        assert received(at=on(MONDAY)).due_on == date(2026, 3, 23)

    def test_counts_from_the_local_day(self):
        late_evening = timezone.make_aware(datetime(2026, 3, 2, 23, 30))
        assert received(at=late_evening).starts_on == MONDAY

    def test_moves_for_a_new_holiday_and_back_and_says_so_in_the_log(self):
        question = received(at=on(MONDAY))
        CalendarDay.objects.create(
            on=date(2026, 3, 10), kind=DayKind.HOLIDAY, name="Nghỉ lễ địa phương"
        )
        tasks.recount_deadlines()
        assert now(question).due_on == date(2026, 3, 24)
        assert [day.name for day in reckoning(now(question)).holidays] == ["Nghỉ lễ địa phương"]
        CalendarDay.objects.all().delete()
        tasks.recount_deadlines()
        moves = QuestionEvent.objects.filter(question=question, act=Act.MOVED)
        assert [event.data["due_on"] for event in moves] == ["2026-03-24", "2026-03-23"]

    def test_is_counted_anew_at_once_when_a_day_is_entered_changed_or_taken_away_at_the_desk(
        self, asked_of_worker, django_capture_on_commit_callbacks
    ):
        question = received(at=on(MONDAY))
        desk, add = browser(person("chief")), "/quan-tri/editorial/calendarday/add/"
        sent = {"on": "10/03/2026", "kind": "holiday", "name": "Nghỉ lễ địa phương", "source": ""}

        def press(path, **changed):
            with django_capture_on_commit_callbacks(execute=True):
                assert desk.post(path, sent | changed).status_code == 302

        press(add)
        day = CalendarDay.objects.get()
        press(f"/quan-tri/editorial/calendarday/{day.pk}/change/", on="11/03/2026")
        press(f"/quan-tri/editorial/calendarday/{day.pk}/delete/", post="yes")
        assert asked_of_worker == [("qa.tasks.recount_deadlines",)] * 3
        assert tasks.recount_deadlines.name == "qa.tasks.recount_deadlines"
        assert now(question).due_on == date(2026, 3, 23)

    def test_is_counted_anew_after_a_file_of_days_was_loaded_and_survives_a_dead_broker(
        self, deaf_broker, request, tmp_path, django_capture_on_commit_callbacks
    ):
        file = tmp_path / "lich.csv"
        file.write_text("on,kind,name,source\n2026-03-10,holiday,Nghỉ lễ,\n")
        with django_capture_on_commit_callbacks(execute=True):
            call_command("load_calendar", str(file), verbosity=0)
        asked = request.getfixturevalue("asked_of_worker")
        with django_capture_on_commit_callbacks(execute=True):
            call_command("load_calendar", str(file), verbosity=0)
        assert asked == [("qa.tasks.recount_deadlines",)]

    def test_of_an_ended_question_stays(self):
        question = received(at=on(MONDAY))
        workflow.perform("reject", question, by=person("editor"), note="Không phải câu hỏi.")
        CalendarDay.objects.create(on=date(2026, 3, 10), kind=DayKind.HOLIDAY, name="Nghỉ lễ")
        tasks.recount_deadlines()
        assert now(question).due_on == date(2026, 3, 23)

    def test_stands_still_while_the_desk_waits_for_the_citizen(self):
        officer = responder()
        question = assigned(officer=officer, at=on(MONDAY))
        workflow.perform(
            "wait", question, by=officer, note="Thửa đất ở thôn nào?", at=on(date(2026, 3, 9))
        )
        assert not now(question).is_overdue(date(2026, 5, 1))
        workflow.perform("resume", question, by=officer, note="Đã đủ.", at=on(date(2026, 3, 13)))
        assert now(question).due_on == date(2026, 3, 27)

    def test_is_given_back_the_wait_that_was_still_on_when_the_answer_came(self):
        officer = responder()
        question = assigned(officer=officer, at=on(MONDAY))
        workflow.perform(
            "wait", question, by=officer, note="Thửa đất ở thôn nào?", at=on(date(2026, 3, 20))
        )
        workflow.perform(
            "answer_privately",
            question,
            by=officer,
            text="Trả lời.",
            note="Riêng.",
            at=on(date(2026, 3, 27)),
        )
        workflow.perform("send_privately", question, by=person("chief"), at=on(date(2026, 3, 27)))
        assert (now(question).due_on, now(question).is_on_time) == (date(2026, 3, 30), True)

    def test_of_forwarding_is_two_working_days_and_moves_with_the_calendar(self):
        question = received(at=on(date(2026, 3, 6)))
        assert question.forward_by == date(2026, 3, 10)
        CalendarDay.objects.create(on=date(2026, 3, 9), kind=DayKind.HOLIDAY, name="Nghỉ lễ")
        tasks.recount_deadlines()
        assert now(question).forward_by == date(2026, 3, 11)

    def test_of_forwarding_that_nobody_kept_is_told_to_the_chief_and_stands_on_the_board(self):
        chief, question = person("chief"), received(at=on(MONDAY))
        tasks.remind(on(date(2026, 3, 3)))
        assert not QuestionEvent.objects.filter(act=Act.REMINDED).exists()
        tasks.remind(on(date(2026, 3, 4)))
        send_letters()
        assert [chief.email] in [letter.to for letter in mail.outbox]
        assert overview.of(chief, on(date(2026, 3, 5)))["to_forward"] == 1
        assert now(question).state == "received"

    def test_grows_by_an_extension_with_its_reason(self):
        question = assigned(at=on(MONDAY))
        with pytest.raises(workflow.Refused):
            workflow.perform(
                "extend", question, by=person("editor"), days=5, at=on(date(2026, 3, 23))
            )
        workflow.perform(
            "extend",
            question,
            by=person("editor"),
            days=5,
            note="Chờ ý kiến cấp tỉnh.",
            at=on(date(2026, 3, 23)),
        )
        assert now(question).due_on == date(2026, 3, 30)
        page = browser().get(f"/hoi-dap/tra-cuu/{question.code}/").content.decode()
        assert "Chờ ý kiến cấp tỉnh." in page
        assert "30/03/2026" in page
        send_letters()
        assert any("Chờ ý kiến cấp tỉnh." in letter.body for letter in mail.outbox)

    def test_that_has_passed_is_not_extended(self):
        question = assigned(at=on(MONDAY))
        with pytest.raises(workflow.Refused, match="đã qua"):
            workflow.perform(
                "extend",
                question,
                by=person("editor"),
                days=5,
                note="Quên.",
                at=on(date(2026, 3, 24)),
            )
        assert now(question).extended_days == 0
        assert "extend" not in workflow.offered(person("editor"), now(question))

    def test_that_has_passed_is_not_hidden_by_a_wait_that_begins_later(self):
        chief, officer = person("chief"), responder()
        question, in_time = (
            assigned(officer=officer, at=on(MONDAY)),
            assigned(officer=officer, at=on(MONDAY), text="Câu hỏi khác?"),
        )
        workflow.perform("wait", in_time, by=officer, note="Ở thôn nào?", at=on(date(2026, 3, 23)))
        workflow.perform("wait", question, by=officer, note="Ở thôn nào?", at=on(date(2026, 3, 24)))
        today = date(2026, 3, 25)
        assert [now(one).is_overdue(today) for one in (question, in_time)] == [True, False]
        assert list(Question.objects.overdue(today)) == [question]
        assert Question.objects.waiting_counts(today)["overdue"] == 1
        board = overview.of(chief, on(today))
        assert (board["overdue_count"], board["units"][0]["late"]) == (1, 1)
        with pytest.raises(workflow.Refused):
            workflow.perform("extend", question, by=chief, days=5, note="Quên.", at=on(today))
        tasks.remind(on(today))
        assert QuestionEvent.objects.get(act=Act.REMINDED).question == question

    def test_of_a_question_that_ended_while_the_days_were_counted_is_left_alone(self, monkeypatch):
        question, counted = received(at=on(MONDAY)), tasks.forward_by
        CalendarDay.objects.create(on=date(2026, 3, 10), kind=DayKind.HOLIDAY, name="Nghỉ lễ")

        def meanwhile(*given):
            workflow.perform("reject", question, by=person("editor"), note="Thư rác.")
            return counted(*given)

        monkeypatch.setattr(tasks, "forward_by", meanwhile)
        tasks.recount_deadlines()
        assert now(question).due_on == date(2026, 3, 23)
        assert not QuestionEvent.objects.filter(act=Act.MOVED).exists()


@pytest.mark.django_db
class ReckoningTests:
    def test_tells_of_all_that_moved_the_deadline_and_of_nothing_outside_it(self):
        question, officer = assigned(at=on(MONDAY)), person("editor")
        entered = {
            MONDAY: DayKind.HOLIDAY,
            date(2026, 3, 17): DayKind.HOLIDAY,
            date(2026, 4, 4): DayKind.WORKING,
            date(2026, 4, 6): DayKind.HOLIDAY,
            date(2026, 4, 11): DayKind.WORKING,
        }
        CalendarDay.objects.bulk_create(
            CalendarDay(on=day, kind=kind, name="Ngày") for day, kind in entered.items()
        )
        for name, day, fields in [
            ("wait", date(2026, 3, 9), {}),
            ("resume", date(2026, 3, 13), {}),
            ("extend", date(2026, 3, 16), {"days": 5}),
        ]:
            workflow.perform(name, question, by=officer, note="Có lý do.", at=on(day), **fields)
        told = reckoning(now(question))
        # Nine to the 13th, four more to the 20th less a day off, ten to 3 April, and the Saturday after it.
        assert (told.starts_on, told.due_on) == (MONDAY, date(2026, 4, 4))
        assert (told.limit_days, told.extended_days, told.waited_days) == (15, 5, 4)
        assert [day.on for day in told.holidays] == [date(2026, 3, 17)]
        assert [day.on for day in told.worked] == [date(2026, 4, 4)]
        assert now(question).due_on == told.due_on


@pytest.mark.django_db
class ReminderTests:
    def test_reaches_the_officer_before_and_the_chief_after_the_deadline_once_a_day(self):
        officer, chief = responder(), person("chief")
        assigned(officer=officer, at=on(MONDAY))
        send_letters()
        mail.outbox.clear()
        tasks.remind(on(date(2026, 3, 10)))
        tasks.remind(on(date(2026, 3, 19)))
        tasks.remind(on(date(2026, 3, 19), 15))
        send_letters()
        assert [letter.to for letter in mail.outbox] == [[officer.email]]
        mail.outbox.clear()
        tasks.remind(on(date(2026, 3, 24)))
        send_letters()
        assert {letter.to[0] for letter in mail.outbox} == {officer.email, chief.email}

    def test_of_a_question_that_ended_since_the_list_was_read_is_not_sent(self, monkeypatch):
        question, lock = assigned(at=on(MONDAY)), tasks.locked

        def meanwhile(found):
            workflow.perform(
                "forward",
                question,
                by=person("editor"),
                authority="Công an huyện",
                note="Ngoài thẩm quyền.",
            )
            return lock(found)

        monkeypatch.setattr(tasks, "locked", meanwhile)
        tasks.remind(on(date(2026, 3, 19)))
        assert now(question).state == "forwarded"
        assert not QuestionEvent.objects.filter(act=Act.REMINDED).exists()

    def test_of_a_long_wait_for_the_citizen_comes_as_often_as_the_rule_has_days(self):
        officer = responder()
        question = assigned(officer=officer, at=on(MONDAY))
        workflow.perform("wait", question, by=officer, note="Ở thôn nào?", at=on(date(2026, 3, 5)))
        told = []
        for day in range(5, 21):
            tasks.remind(on(date(2026, 3, day)))
            told += [day] * (QuestionEvent.objects.filter(act=Act.REMINDED).count() - len(told))
        assert told == [10, 13, 18]

    def test_rests_at_weekends(self):
        assigned(at=on(MONDAY))
        tasks.remind(on(date(2026, 3, 28)))
        assert not QuestionEvent.objects.filter(act=Act.REMINDED).exists()

    def test_of_a_question_without_officer_reaches_the_chief(self):
        chief, question = person("chief"), assigned(at=on(MONDAY))
        workflow.perform("assign", question, by=person("editor"), unit=unit(name="Văn phòng"))
        send_letters()
        mail.outbox.clear()
        tasks.remind(on(date(2026, 3, 19)))
        send_letters()
        assert [letter.to for letter in mail.outbox] == [[chief.email]]
