"""What the desk makes of a report: one press to the correction, an answer, merging; its end and who hears of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from banners.tests.factories import banner_published
from citizens import retention
from common.tasks import send_letters
from editorial.models import Edition
from editorial.models.calendars import CalendarDay
from editorial.workflow import perform as move
from feedback import tasks
from feedback.error_reports import receivers, waiting
from feedback.error_reports.figures import count
from feedback.error_reports.states import Act, ReportState
from feedback.models.error_reports import ErrorReport, ReportContact, ReportEvent, ReportLetter
from feedback.tests.factories import EMAIL, PHONE, TEXT, changed, done, now, publish, reported
from portal.dashboard import fill
from qa import workflow
from qa.tests.factories import answered
from tests.factories import browser, commune, correction, main_site, person, published, retracted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sites():
    main_site()
    commune()


class CorrectionTests:
    def test_is_one_press_that_opens_a_draft_names_the_report_and_leads_to_the_form(self):
        report, editor = reported(), person("editor")
        answer = browser(editor).post(
            f"/quan-tri/feedback/errorreport/{report.pk}/lam/", {"step": "correct"}
        )
        draft = Edition.objects.open().get(item=report.item)
        assert answer["Location"] == f"/quan-tri/editorial/edition/{draft.pk}/mo/"
        form = browser(editor).get(answer["Location"], follow=True)
        assert form.redirect_chain[-1][0] == f"/quan-tri/news/article/{draft.pk}/change/"
        assert f"báo lỗi số {report.pk}" in draft.reason
        assert (now(report).state, now(report).correction_id) == (ReportState.CORRECTING, draft.pk)
        assert TEXT in form.content.decode()

    def test_is_the_editorial_law_s_own_step(self):
        report = reported()
        draft = done("correct", report)
        event = draft.events.get(action="correct")
        assert (event.by, event.note) == (person("editor"), draft.reason)
        assert draft.contributions.filter(user=person("editor")).exists()
        assert Edition.objects.published().get(item=report.item).pk == report.edition_id

    def test_quotes_no_reader_in_the_public_history(self):
        report = reported()
        publish(done("correct", report))
        history = browser().get(f"/tin-tuc/{report.item_id}/lich-su/").content.decode()
        assert f"báo lỗi số {report.pk}" in history
        assert "Ngày họp" not in history

    def test_joins_the_edition_that_is_open_already(self):
        article = published()
        under_way = correction(article)
        report = reported(article)
        assert done("correct", report).pk == under_way.pk
        assert Edition.objects.filter(item=article.item).count() == 2
        assert report.events.last().act == Act.JOINED

    def test_leads_to_the_review_where_the_open_edition_is_locked(self):
        article = published()
        locked = move("submit", correction(article), by=person("writer"))
        door = f"/quan-tri/feedback/errorreport/{reported(article).pk}/lam/"
        answer = browser(person("editor")).post(door, {"step": "correct"}, follow=True)
        assert "đã có một bản đang mở" in answer.content.decode()
        assert answer.redirect_chain[-1][0] == f"/quan-tri/editorial/edition/{locked.pk}/xet-duyet/"

    def test_of_two_reports_on_one_item_is_one_draft(self):
        article = published()
        first, second = reported(article), reported(article, text="Sai cả tên nữa")
        assert done("correct", first).pk == done("correct", second).pk

    def test_waits_for_a_scheduled_edition_with_a_sentence(self):
        article = published()
        ready = move("submit", correction(article), by=person("writer"))
        ready = move("pass", ready, by=person("editor"))
        move("publish", ready, by=person("chief"), at=timezone.now() + timedelta(days=1))
        with pytest.raises(workflow.Refused, match="hẹn giờ"):
            done("correct", reported(article))
        assert not Edition.objects.open().filter(item=article.item).exists()

    def test_is_not_offered_for_what_was_taken_down_since(self):
        article = published()
        report = reported(article)
        retracted(edition=article)
        with pytest.raises(workflow.Refused):
            done("correct", report)
        done("done", report)
        assert now(report).state == ReportState.SOLVED

    def test_ends_where_the_item_was_taken_down_meanwhile(self):
        report = reported()
        draft = done("correct", report)
        with pytest.raises(workflow.Refused):
            done("done", report)
        retracted(edition=report.edition)
        done("done", report)
        assert (now(report).state, now(report).correction) == (ReportState.SOLVED, None)
        assert Edition.objects.get(pk=draft.pk).state == "draft"

    def test_of_an_answer_is_one_press_too(self):
        report = reported(answered())
        assert done("correct", report).item == report.item

    def test_of_a_banner_is_one_press_too(self):
        report = reported(banner_published())
        assert done("correct", report).item == report.item

    def test_is_refused_at_once_when_it_was_done_already(self):
        report = reported()
        done("correct", report)
        page = browser(person("chief")).post(
            f"/quan-tri/feedback/errorreport/{report.pk}/lam/", {"step": "correct"}
        )
        assert page.status_code == 409
        assert Edition.objects.filter(item=report.item).count() == 2


class ResultTests:
    def test_comes_with_the_publication_and_goes_out_by_mail_once(self):
        report = reported()
        edition = publish(done("correct", report))
        assert (now(report).state, now(report).closed_at) == (
            ReportState.SOLVED,
            edition.published_at,
        )
        for _round in range(2):
            send_letters()
        letters = [letter for letter in mail.outbox if letter.to == [EMAIL]]
        assert len(letters) == 1
        assert edition.get_absolute_url() in letters[0].body
        assert "Mùa mơ" not in letters[0].subject

    def test_waits_for_the_moment_of_a_scheduled_publication(self):
        report = reported()
        ready = move("submit", changed(done("correct", report)), by=person("editor"))
        ready = move("pass", ready, by=person("editor", name="hai"))
        moment = timezone.now() + timedelta(hours=2)
        move("publish", ready, by=person("chief"), at=moment)
        tasks.settle_reports()
        assert now(report).state == ReportState.CORRECTING
        receivers.settle(at=moment + timedelta(minutes=1))
        assert (now(report).state, now(report).closed_at) == (ReportState.SOLVED, moment)

    def test_is_told_by_the_editorial_floor_itself(self, django_capture_on_commit_callbacks):
        report = reported()
        ready = move("submit", changed(done("correct", report)), by=person("editor"))
        ready = move("pass", ready, by=person("editor", name="hai"))
        with django_capture_on_commit_callbacks(execute=True):
            move("publish", ready, by=person("chief"))
        assert now(report).state == ReportState.SOLVED

    def test_is_open_again_when_the_draft_is_discarded(self, django_capture_on_commit_callbacks):
        report = reported()
        draft = done("correct", report)
        with django_capture_on_commit_callbacks(execute=True):
            move("discard", draft, by=person("editor"))
        assert (now(report).state, now(report).correction) == (ReportState.OPEN, None)
        assert report.events.last().act == Act.REOPENED
        send_letters()
        assert not [letter for letter in mail.outbox if letter.to == [EMAIL]]
        assert done("correct", report).pk != draft.pk

    def test_of_a_refusal_carries_the_answer(self):
        report = reported()
        with pytest.raises(workflow.Refused):
            done("refuse", report)
        done("refuse", report, reply="Ngày họp là 11/5, đã đối chiếu giấy mời.")
        send_letters()
        assert "đối chiếu giấy mời" in mail.outbox[0].body
        assert now(report).state == ReportState.REFUSED

    def test_reaches_those_merged_into_it_too(self):
        article = published()
        first, second = (
            reported(article),
            reported(article, text="Sai ngày", email="hai@example.org"),
        )
        third = reported(article, text="Ngày sai rồi", email="ba@example.org")
        done("merge", third, into=second)
        done("merge", second, into=first)
        publish(done("correct", first))
        send_letters()
        assert {letter.to[0] for letter in mail.outbox} >= {
            EMAIL,
            "hai@example.org",
            "ba@example.org",
        }
        assert {now(one).same_as_id for one in (second, third)} == {first.pk}

    def test_merges_only_into_an_open_report_on_the_same_item(self):
        report, elsewhere = reported(), reported(published(title="Một tin khác"))
        for other in (elsewhere, report):
            with pytest.raises(workflow.Refused):
                done("merge", report, into=other)

    def test_sends_no_letter_without_an_address(self):
        report = reported(email="", phone=PHONE)
        done("refuse", report, reply="Không sai.")
        assert not ReportLetter.objects.exists()

    def test_already_corrected_ends_it_only_where_readers_have_another_text(self):
        article = published()
        report = reported(article)
        with pytest.raises(workflow.Refused):
            done("done", report)
        publish(correction(article))
        done("done", report)
        assert now(report).state == ReportState.SOLVED

    def test_finds_nobody_after_the_contact_was_erased(self):
        report = reported()
        done("refuse", report, reply="Không sai.")
        retention.erase(now(report))
        send_letters()
        assert EMAIL not in [address for letter in mail.outbox for address in letter.to]


class DatabaseTests:
    def test_lets_nobody_rewrite_the_log(self):
        report = reported()
        for act in (
            "UPDATE feedback_reportevent SET note = 'x'",
            "DELETE FROM feedback_reportevent",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(act)
        assert report.events.count() == 1

    @pytest.mark.parametrize(
        "wrong",
        [
            {"state": "solved"},
            {"state": "correcting"},
            {"state": "x"},
            {"state": "duplicate", "closed_at": timezone.now()},
            {"state": "refused", "closed_at": timezone.now()},
        ],
    )
    def test_refuses_a_state_that_says_nothing(self, wrong):
        report = reported()
        with pytest.raises(IntegrityError), transaction.atomic():
            ErrorReport.objects.filter(pk=report.pk).update(**wrong)

    def test_period_of_retention_erases_words_and_contact_and_leaves_a_record(self):
        report = reported()
        done("refuse", report, reply="Không sai.")
        open_one = reported(published(title="Một tin khác"))
        assert retention.erase_old(timezone.now() + timedelta(days=700)) == 0
        assert retention.erase_old(timezone.now() + timedelta(days=800)) == 1
        report = now(report)
        assert (report.text, report.passage) == ("", "")
        assert not ReportContact.objects.filter(report=report).exists()
        assert report.events.filter(act=Act.ANONYMISED).exists()
        assert now(open_one).text == TEXT

    def test_the_task_of_the_questions_erases_reports_too(self, monkeypatch):
        report = reported()
        done("refuse", report, reply="Không sai.")
        ErrorReport.objects.filter(pk=report.pk).update(
            closed_at=timezone.now() - timedelta(days=800)
        )
        retention.erase_old()
        assert now(report).text == ""


class WaitingTests:
    def test_is_late_after_the_working_days_of_an_answer(self):
        friday = timezone.localdate().replace(year=2026, month=3, day=27)
        first_late = waiting.last_late_day(friday)
        assert CalendarDay.objects.calendar().between(first_late, friday) == 16
        assert CalendarDay.objects.calendar().between(first_late + timedelta(days=1), friday) == 15

    def test_a_holiday_gives_the_desk_a_day_more(self):
        friday = timezone.localdate().replace(year=2026, month=3, day=27)
        before = waiting.last_late_day(friday)
        CalendarDay.objects.create(
            on=friday - timedelta(days=2), kind="holiday", name="Nghỉ đột xuất"
        )
        assert waiting.last_late_day(friday) < before

    def test_stands_on_the_first_screen_of_the_site_s_editors(self, rf):
        reported(published(commune()), at=timezone.now() - timedelta(days=60))
        told = {}
        for who in ("editor", "chief", "writer", "contributor"):
            request = rf.get("/")
            request.user = person(who, commune())
            told[who] = [
                str(sentence)
                for sentence, _address in fill(request, {})["warnings"]
                if "báo lỗi" in sentence
            ]
        assert [len(told[who]) for who in ("editor", "chief", "writer", "contributor")] == [
            2,
            2,
            0,
            0,
        ]
        assert waiting.warnings(person("chief", commune("Vũ Muộn"))) == []

    def test_stands_on_the_overview(self):
        reported()
        page = browser(person("leader")).get("/quan-tri/qa/question/tong-quan/").content.decode()
        assert "Báo lỗi chờ xem" in page

    def test_filters_of_the_list_narrow(self):
        old = reported(at=timezone.now() - timedelta(days=60))
        busy = reported(published(title="Tin đang sửa"))
        done("correct", busy)
        client = browser(person("editor"))
        for query, shown in (
            ("moi", {old}),
            ("dang-sua", {busy}),
            ("tre", {old}),
            ("dang-mo", {old, busy}),
        ):
            page = client.get(f"/quan-tri/feedback/errorreport/?viec={query}").content.decode()
            assert {
                one for one in (old, busy) if f"/errorreport/{one.pk}/change/" in page
            } == shown, query


class QueryTests:
    def test_the_list_the_first_screen_and_a_page_ask_the_same_number_for_more_rows(
        self, django_assert_num_queries
    ):
        client, article = browser(person("chief")), published()
        first = reported(article)
        reported(article, text="Còn một lỗi nữa")
        done("correct", reported(published(title="Tin đang sửa")))
        listed = "/quan-tri/feedback/errorreport/"
        paths = [
            listed,
            f"{listed}{first.pk}/xem/",
            "/quan-tri/",
            "/quan-tri/qa/question/tong-quan/",
        ]
        few = [self.asked(client, one) for one in paths]
        for number in range(6):
            reported(
                published(title=f"Tin số {number}"), at=timezone.now() - timedelta(days=40 * number)
            )
            reported(article, text=f"Lỗi số {number}")
        for one, asked in zip(paths, few):
            cache.clear()
            with django_assert_num_queries(asked):
                client.get(one)

    @staticmethod
    def asked(client, address):
        client.get(address)  # the first look of the day is written down
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)


class FiguresTests:
    def test_count_what_came_in_and_what_was_solved_and_one_error_once(self):
        article = published()
        first, same = reported(article), reported(article, text="Sai ngày")
        done("merge", same, into=first)
        publish(done("correct", first))
        done("refuse", reported(published(title="Tin khác")), reply="Không sai.")
        year = timezone.localdate().year
        found = count([year, year - 1], timezone.now())
        names = ("error_reports", "error_reports_solved")
        assert [found[year].numbers[name] for name in names] == [2, 1]
        assert [found[year - 1].numbers[name] for name in names] == [0, 0]


class LogTests:
    def test_keeps_who_read_the_words_once_a_day(self):
        report, editor = reported(), person("editor")
        client = browser(editor)
        for _time in range(2):
            client.get(f"/quan-tri/feedback/errorreport/{report.pk}/xem/")
        draft = done("correct", report, by=editor)
        client.get(f"/quan-tri/news/article/{draft.pk}/change/")
        assert [event.by for event in report.events.filter(act=Act.WORDS_READ)] == [editor]
        browser(person("chief")).get(f"/quan-tri/editorial/edition/{draft.pk}/xet-duyet/")
        assert report.events.filter(act=Act.WORDS_READ).count() == 2

    def test_of_an_archived_site_an_open_report_is_erased_on_request_and_in_time(self):
        asked, old = reported(site=commune()), reported(published(commune(), title="Tin cũ"))
        commune().__class__.objects.filter(pk=commune().pk).update(
            archived_at=timezone.now() - timedelta(days=4000)
        )
        chief = browser(person("chief", commune()))
        chief.post(f"/quan-tri/feedback/errorreport/{asked.pk}/xoa-du-lieu/")
        assert now(asked).anonymised_at
        retention.erase_old()
        assert now(old).anonymised_at and now(old).text == ""

    def test_keeps_who_read_whose_contact_before_it_is_shown(self):
        report, chief = reported(phone=PHONE), person("chief")
        assert EMAIL not in browser(chief).get(
            f"/quan-tri/feedback/errorreport/{report.pk}/xem/"
        ).content.decode().replace(TEXT, "")
        page = browser(chief).post(f"/quan-tri/feedback/errorreport/{report.pk}/nguoi-bao/")
        assert EMAIL in page.content.decode()
        assert page["Cache-Control"] == "private, no-store"
        assert (
            ReportEvent.objects.filter(report=report, act=Act.CONTACT_READ, by=chief).count() == 1
        )
