"""Which questions somebody is reminded of, and how often: the borders of each day."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from member_sites.models import Site
from qa import workflow
from qa.models import Question
from qa.states import Act
from qa.tests.factories import assigned, moderated, received
from tests.factories import main_site, person

pytestmark = pytest.mark.django_db
# Fifteen working days after its Monday a question is due, two after it to be forwarded.
MONDAY, TO_FORWARD, DUE = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 23)
WAITING_SINCE = date(2026, 3, 9)
DAY = timedelta(days=1)


def on(day, hour=9, minute=0):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def to_remind(until, today=date(2026, 3, 19)):
    return list(Question.objects.to_remind(until, today))


def waiting_long(since):
    return list(Question.objects.waiting_long(since))


def waiting(since=WAITING_SINCE, **asked):
    question = assigned(at=on(MONDAY), **asked)
    workflow.perform("wait", question, by=question.officer, note="Ở thôn nào?", at=on(since))
    return question


def archive():
    Site.objects.filter(pk=main_site().pk).update(archived_at=timezone.now())


class ToRemindTests:
    def test_begins_with_what_is_due_on_the_day_up_to_which_is_asked(self):
        question = assigned(at=on(MONDAY))
        assert to_remind(DUE - DAY) == []
        assert to_remind(DUE) == to_remind(DUE + DAY) == [question]

    def test_leaves_a_question_alone_while_the_citizen_is_asked(self):
        waiting()
        assert to_remind(DUE + DAY, DUE + DAY) == []

    def test_names_what_was_late_before_the_citizen_was_asked(self):
        question = waiting(since=DUE + DAY)
        assert to_remind(MONDAY, DUE + 2 * DAY) == [question]

    def test_names_what_is_late_from_the_day_after_its_deadline(self):
        question = assigned(at=on(MONDAY))
        assert to_remind(MONDAY, DUE) == []
        assert to_remind(MONDAY, DUE + DAY) == [question]

    def test_names_what_nobody_has_read_from_the_day_by_which_it_is_forwarded(self):
        question = received(at=on(MONDAY))
        assert to_remind(MONDAY, TO_FORWARD - DAY) == []
        assert to_remind(MONDAY, TO_FORWARD) == to_remind(MONDAY, TO_FORWARD + DAY) == [question]

    def test_no_longer_heeds_the_time_to_forward_once_somebody_has_read_it(self):
        moderated(at=on(MONDAY))
        assert to_remind(MONDAY, TO_FORWARD) == []

    def test_leaves_out_what_has_ended(self):
        question = received(at=on(MONDAY))
        workflow.perform("reject", question, by=person("editor"), note="Không phải câu hỏi.")
        assert to_remind(DUE, DUE + DAY) == []

    def test_leaves_out_sites_that_are_archived(self):
        received(at=on(MONDAY))
        archive()
        assert to_remind(DUE, DUE + DAY) == []

    @pytest.mark.parametrize("moment", [(0, 5), (23, 55)])
    def test_names_nothing_twice_on_a_day_of_the_clock_on_the_wall(self, moment):
        question, today = assigned(at=on(MONDAY)), date(2026, 3, 19)
        workflow.log(question, Act.REMINDED, at=on(today, *moment))
        assert to_remind(DUE, today) == []
        assert to_remind(DUE, today + DAY) == [question]

    def test_is_quieted_by_a_reminder_of_the_same_question_alone(self):
        question, today = assigned(at=on(MONDAY)), date(2026, 3, 19)
        workflow.log(question, Act.REDACTED, at=on(today))
        workflow.log(assigned(text="Câu hỏi khác?"), Act.REMINDED, at=on(today))
        assert to_remind(DUE, today) == [question]


class WaitingLongTests:
    def test_begins_with_what_waits_since_that_very_day(self):
        question = waiting()
        assert waiting_long(WAITING_SINCE - DAY) == []
        assert waiting_long(WAITING_SINCE) == waiting_long(WAITING_SINCE + DAY) == [question]

    def test_names_nothing_whose_time_runs(self):
        assigned(at=on(MONDAY))
        assert waiting_long(WAITING_SINCE) == []

    def test_counts_anew_from_the_day_of_the_last_reminder(self):
        question, reminded_on = waiting(), date(2026, 3, 12)
        workflow.log(question, Act.REMINDED, at=on(reminded_on))
        assert waiting_long(reminded_on - DAY) == []
        assert waiting_long(reminded_on) == waiting_long(reminded_on + DAY) == [question]

    def test_leaves_out_sites_that_are_archived(self):
        waiting()
        archive()
        assert waiting_long(WAITING_SINCE) == []
