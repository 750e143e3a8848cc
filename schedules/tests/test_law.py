"""A week under the editorial law: through its own form, its rows locked and cloned with it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from editorial.models import Edition
from editorial.workflow import Refused, perform
from schedules.models import ScheduleLine, WeekSchedule
from schedules.tests.factories import (
    MONDAY,
    body,
    corrected_week,
    leader,
    line,
    place,
    publish_week,
    published_week,
    put,
    week_draft,
)
from tests.factories import again, browser, commune, person, retracted, stored_row

pytestmark = pytest.mark.django_db

ADD = "/quan-tri/schedules/weekschedule/add/"


def sent(*lines, of=None, monday=MONDAY, **fields):
    """What the form posts for these lines ({column: text})."""
    data = {"monday": monday.isoformat(), "lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
    data |= {"body": (of or body()).pk} if of is not False else {}
    for number, texts in enumerate(lines):
        data |= {f"lines-{number}-{name}": text for name, text in texts.items()}
    return data | fields


def change_path(schedule):
    return f"/quan-tri/schedules/weekschedule/{schedule.pk}/change/"


def sentences(response):
    return response.content.decode()


class FormTests:
    def test_keeps_a_week_with_title_site_and_what_its_lines_name(self):
        body(), leader(), place()
        answer = browser(person("writer")).post(
            ADD,
            sent(
                {
                    "day": "T2",
                    "begins": "8h",
                    "ends": "10 giờ 30",
                    "content": "Họp giao ban",
                    "chair_text": "đ/c Nguyễn Văn An (demo)",
                    "place_text": "phòng họp số 1",
                    "participants": "Nguyễn Văn An (demo), Văn phòng",
                },
                {"day": "", "content": ""},
                {"day": "19/11", "session": "chieu", "content": "Tiếp công dân", "internal": "on"},
            ),
        )
        assert answer.status_code == 302
        week = WeekSchedule.objects.get()
        assert (
            week.title == "Lịch làm việc tuần 47 (từ 16/11 đến 22/11/2026) của Lãnh đạo UBND huyện"
        )
        assert week.item.site == body().site
        first, second = week.all_lines()
        assert (str(first.on), first.hours(), first.session) == (
            "2026-11-16",
            "08:00–10:30",
            "sang",
        )
        assert (first.chair, first.place, list(first.leaders.all())) == (
            leader(),
            place(),
            [leader()],
        )
        assert (second.is_public, second.session) == (False, "chieu")

    @pytest.mark.parametrize(
        "texts, words",
        [
            ({"day": "31/02", "content": "Họp"}, "Không có ngày 31/02 trong lịch."),
            (
                {"day": "25/11", "content": "Họp"},
                "Ngày 25/11 không thuộc tuần này (từ 16/11 đến 22/11/2026).",
            ),
            (
                {"day": "T2", "begins": "10h", "ends": "8h", "content": "Họp"},
                "Kết thúc trước khi bắt đầu.",
            ),
            ({"day": "T2", "begins": "28h", "content": "Họp"}, "Không hiểu giờ “28h”"),
            ({"day": "T2", "ends": "9h", "content": "Họp"}, "Hãy ghi giờ bắt đầu."),
            ({"day": "T2", "session": "khuya", "content": "Họp"}, "khuya"),
            ({"day": "T2", "content": "x" * 1001}, "1000"),
        ],
    )
    def test_says_at_the_row_what_cannot_be_and_writes_nothing(self, texts, words):
        body()
        answer = browser(person("writer")).post(
            ADD, sent({"day": "T3", "content": "Việc đúng"}, texts)
        )
        assert answer.status_code == 400
        assert words in sentences(answer)
        assert not WeekSchedule.objects.exists()

    def test_names_the_row_to_a_draft_that_saves_itself(self):
        body()
        answer = browser(person("writer")).post(
            ADD,
            sent({"day": "T3", "content": "a"}, {"day": "31/02", "content": "b"}),
            headers={"X-Autosave": "1"},
        )
        assert answer.status_code == 400
        assert answer.json()["message"] == "Dòng 2: Không có ngày 31/02 trong lịch."

    def test_saves_by_itself_again_and_again_without_doubling_lines_or_changing_their_marks(self):
        body()
        desk, mark = browser(person("writer")), str(uuid.uuid4())
        first = {"uid": mark, "day": "T2", "begins": "8h", "content": "Họp"}
        said = desk.post(ADD, sent(first), headers={"X-Autosave": "1"}).json()
        again_sent = sent(
            first, {"day": "T3", "content": "Thêm"}, version=said["version"], read=said["read"]
        )
        said = desk.post(said["url"], again_sent, headers={"X-Autosave": "1"}).json()
        assert said["missing"] == [["lines", "Dòng 2: chưa ghi giờ hoặc buổi."]]
        week = WeekSchedule.objects.get()
        assert [str(one.uid) for one in week.all_lines()][0] == mark
        assert [one.content for one in week.all_lines()] == ["Họp", "Thêm"]

    def test_refuses_a_second_schedule_of_a_body_and_week_with_a_sentence(self):
        published_week()
        answer = browser(person("writer")).post(ADD, sent({"day": "T2", "content": "Họp"}))
        assert answer.status_code == 400
        assert "Cơ quan này đã có lịch của tuần này; hãy sửa lịch đó." in sentences(answer)

    def test_takes_a_new_one_where_the_other_was_retracted(self):
        retracted(edition=published_week())
        answer = browser(person("writer")).post(ADD, sent({"day": "T2", "content": "Họp"}))
        assert answer.status_code == 302

    def test_offers_bodies_of_ones_own_sites_only(self):
        other = body("UBND xã Cao Sơn", site=commune())
        answer = browser(person("writer")).post(
            ADD, sent({"day": "T2", "content": "Họp"}, of=other)
        )
        assert answer.status_code == 400
        assert not WeekSchedule.objects.exists()

    def test_comes_back_with_what_was_typed_when_somebody_saved_in_between(self):
        week, desk = week_draft(), browser(person("writer"))
        page = desk.get(change_path(week))
        read = page.context["form"].initial
        put(week, [line(content="Của người khác")])
        week.save()
        Edition.objects.filter(pk=week.pk).update(version=read["version"] + 1)
        answer = desk.post(
            change_path(week),
            sent({"day": "T4", "content": "Của tôi"}, version=read["version"], read=read["read"]),
        )
        assert answer.status_code == 409
        assert "Của tôi" in sentences(answer)

    def test_refuses_an_invitation_on_an_internal_line(self):
        week, file = week_draft(), stored_row()
        file.uploads.create(by=person("writer"))
        answer = browser(person("writer")).post(
            change_path(week),
            sent(
                {
                    "day": "T2",
                    "begins": "8h",
                    "content": "Họp kín",
                    "internal": "on",
                    "kept": file.sha256,
                },
                version=week.version,
            ),
        )
        assert "Dòng nội bộ không kèm giấy mời" in sentences(answer)

    def test_gives_a_mark_of_another_week_no_second_place(self):
        taken = published_week(of=body("HĐND huyện")).all_lines()[0].uid
        browser(person("writer")).post(
            ADD, sent({"uid": str(taken), "day": "T2", "content": "Họp"})
        )
        assert ScheduleLine.objects.filter(uid=taken).count() == 1

    def test_gives_a_repeated_mark_only_to_the_first(self):
        body()
        mark = str(uuid.uuid4())
        browser(person("writer")).post(
            ADD,
            sent(
                {"uid": mark, "day": "T2", "content": "Họp"},
                {"uid": mark, "day": "T3", "content": "Họp"},
                {"uid": "khong-phai", "day": "T4", "content": "Họp"},
            ),
        )
        assert len({one.uid for one in ScheduleLine.objects.all()}) == 3


class CopyTests:
    def test_brings_last_weeks_lines_a_week_later_with_marks_of_their_own(self):
        before = published_week(
            monday=MONDAY - timedelta(7),
            lines=[
                line(day=1, content="Tiếp công dân", is_postponed=True),
                line(day=3, content="Nội bộ", is_public=False),
            ],
        )
        desk = browser(person("writer"))
        answer = desk.post(
            ADD, sent({"day": "T2", "begins": "8h", "content": "Họp"}, _copy_week=""), follow=True
        )
        assert "Đã chép 2 dòng của tuần trước." in sentences(answer)
        week = WeekSchedule.objects.get(monday=MONDAY)
        first, second, third = week.all_lines()
        assert (second.content, str(second.on), second.is_postponed) == (
            "Tiếp công dân",
            "2026-11-17",
            False,
        )
        assert not third.is_public
        assert not {one.uid for one in before.all_lines()} & {one.uid for one in week.all_lines()}

    def test_copies_nothing_twice(self):
        published_week(monday=MONDAY - timedelta(7), lines=[line()])
        week, desk = week_draft(lines=[]), browser(person("writer"))
        for _time in range(2):
            week = again(week)
            page = desk.get(change_path(week))
            lines = [
                form.initial
                for form in page.context["form"].rows[0].forms
                if form.initial.get("content")
            ]
            texts = [
                {name: initial[name] for name in ("uid", "day", "begins", "content", "place_text")}
                for initial in lines
            ]
            desk.post(change_path(week), sent(*texts, version=week.version, _copy_week=""))
        assert week.lines.count() == 1

    def test_says_when_there_is_nothing(self):
        body()
        answer = browser(person("writer")).post(
            ADD, sent({"day": "T2", "content": "Họp"}, _copy_week=""), follow=True
        )
        assert "Tuần trước không có dòng nào để chép." in sentences(answer)


class LawTests:
    def test_submission_names_what_a_line_lacks(self):
        week = week_draft(lines=[line(), line(starts=None, content="", day=2)])
        with pytest.raises(Refused, match="Dòng 2: chưa ghi nội dung."):
            perform("submit", week, by=person("writer"))

    def test_submission_wants_a_line(self):
        with pytest.raises(Refused, match="ít nhất một dòng"):
            perform("submit", week_draft(lines=[]), by=person("writer"))

    def test_two_drafts_of_one_week_cannot_both_be_submitted(self):
        first, second = week_draft(), week_draft(by=person("writer", name="hai"))
        with pytest.raises(Refused, match="đã có lịch"):
            perform("submit", second, by=person("writer", name="hai"))
        perform("discard", first, by=person("editor"))
        assert perform("submit", second, by=person("writer", name="hai")).state == "submitted"

    def test_a_correction_keeps_the_marks_and_leaves_the_public_lines_alone(self):
        week = published_week(
            lines=[line(content="Họp giao ban"), line(day=1, content="Tiếp công dân")]
        )
        new = perform("correct", week, by=person("writer"), note="Đổi giờ.")
        assert [one.uid for one in new.all_lines()] == [one.uid for one in week.all_lines()]
        put(new, new.all_lines()[:1])
        assert week.lines.count() == 2

    def test_a_correction_is_found_by_the_words_of_its_lines_at_once(self):
        new = perform("correct", published_week(), by=person("writer"), note="Đổi giờ.")
        assert "hop giao ban" in again(new).search_text

    def test_a_correction_may_not_move_to_another_week_or_body(self):
        new = perform("correct", published_week(), by=person("writer"), note="Đổi giờ.")
        desk = browser(person("writer"))
        desk.post(
            change_path(new),
            sent(
                {"day": "T2", "content": "Họp", "begins": "9h"},
                monday=MONDAY + timedelta(7),
                version=new.version,
                reason="Đổi giờ.",
            ),
        )
        assert again(new).monday == MONDAY
        assert again(new).all_lines()[0].hours() == "09:00"

    @pytest.mark.parametrize(
        "break_it",
        [
            lambda week: week.lines.update(content="khác"),
            lambda week: week.lines.all().delete(),
            lambda week: ScheduleLine.objects.create(schedule=week, content="thêm"),
            lambda week: WeekSchedule.objects.filter(pk=week.pk).update(
                monday=MONDAY + timedelta(7)
            ),
            lambda week: week.lines.first().leaders.add(leader("Khác (demo)")),
            lambda week: week.lines.first().leaders.clear(),
        ],
    )
    def test_the_database_holds_the_lines_of_a_published_week(self, break_it):
        draft = week_draft(lines=[line()])
        draft.lines.get().leaders.add(leader())
        week = publish_week(draft)
        with pytest.raises(IntegrityError, match="settled"), transaction.atomic():
            break_it(week)

    def test_the_database_knows_only_weeks_that_begin_on_monday(self):
        week = week_draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            WeekSchedule.objects.filter(pk=week.pk).update(monday=MONDAY + timedelta(1))

    def test_an_invitation_is_public_with_its_week_only(self):
        file = stored_row()
        week = week_draft(lines=[line(file=file)])
        assert list(week.attachments.values_list("role", "file")) == [("row", file.pk)]
        publish_week(week)
        assert file.carriers().published().exists()

    def test_a_corrected_week_counts_once_among_the_standing(self):
        week = published_week()
        corrected_week(week, lambda lines: lines)
        assert WeekSchedule.objects.standing().count() == 1
