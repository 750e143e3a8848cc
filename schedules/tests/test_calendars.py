"""The calendars, read back by a parser."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from icalendar import Calendar

from schedules.tests.factories import (
    body,
    corrected_week,
    leader,
    line,
    publish_week,
    published_week,
    week_draft,
)
from schedules.weeks import this_monday
from tests.factories import browser, commune, main_site

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BODY = "/lich-lam-viec/co-quan/lanh-dao-ubnd-huyen.ics"
LEADER = "/lich-lam-viec/lanh-dao/nguyen-van-an-demo.ics"


def raw(path=BODY):
    cache.clear()  # a test stands in one transaction, so no publication in it empties the cache
    answer = browser().get(path)
    assert answer.status_code == 200
    return answer.content


def calendar(path=BODY):
    return Calendar.from_ical(raw(path))


def events(path=BODY):
    """{content: event}"""
    return {str(event["summary"]): event for event in calendar(path).walk("VEVENT")}


def this_week(*lines, **fields):
    return published_week(monday=this_monday(), lines=list(lines), **fields)


class CalendarTests:
    def test_is_sent_as_a_calendar_with_its_name_and_how_often_to_ask(self):
        this_week(line())
        answer = browser().get(BODY)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        read = Calendar.from_ical(answer.content)
        assert (read["version"], read["method"]) == ("2.0", "PUBLISH")
        assert "Lãnh đạo UBND huyện" in read["x-wr-calname"]
        assert read["refresh-interval"].dt == timedelta(hours=1)

    def test_times_are_of_vietnam_and_their_zone_comes_along(self):
        this_week(line(starts="08:00", ends="10:30"))
        event = events()["Họp giao ban"]
        assert event["dtstart"].dt == datetime.combine(this_monday(), time(8), VIETNAM)
        assert event["dtend"].dt == datetime.combine(this_monday(), time(10, 30), VIETNAM)
        assert event["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
        assert [str(zone["tzid"]) for zone in calendar().walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]

    def test_what_has_no_time_is_a_thing_of_its_day(self):
        this_week(line(day=2, starts=None))
        event = events()["Họp giao ban"]
        assert type(event["dtstart"].dt) is date
        assert event["dtstart"].dt == this_monday() + timedelta(2)

    def test_long_words_are_folded_at_75_octets_and_come_back_whole(self):
        words = (
            "Hội nghị sơ kết; đánh giá, triển khai nhiệm vụ \\ phát triển kinh tế – xã hội tại các xã, thị trấn "
            * 2
        )
        this_week(line(content=words.strip(), place_text="Hội trường, tầng 2; nhà A"))
        assert all(len(row) <= 75 for row in raw().split(b"\r\n"))
        (event,) = events().values()
        assert str(event["description"]).startswith(words.strip())
        assert str(event["location"]) == "Hội trường, tầng 2; nhà A"

    def test_a_correction_keeps_the_uid_and_raises_the_sequence(self):
        def later(lines):
            lines[0].starts_at = time(9)
            return lines

        week = this_week(line(), line(day=1, content="Không đổi"))
        before = events()
        corrected_week(week, later)
        after = events()
        for name in ("Họp giao ban", "Không đổi"):
            assert after[name]["uid"] == before[name]["uid"]
            assert (before[name]["sequence"], after[name]["sequence"]) == (0, 1)
        assert after["Họp giao ban"]["dtstart"].dt.hour == 9

    def test_a_postponed_meeting_stays_as_one_that_is_off_and_says_so(self):
        this_week(line(is_postponed=True))
        event = events()["[HOÃN] Họp giao ban"]
        assert event["status"] == "CANCELLED"

    def test_a_line_taken_away_stays_as_cancelled(self):
        week = this_week(line(content="Bị bỏ"), line(day=1, content="Còn lại"))
        corrected_week(week, lambda lines: lines[1:])
        read = events()
        assert (read["Bị bỏ"]["status"], read["Còn lại"]["status"]) == ("CANCELLED", "CONFIRMED")
        assert read["Bị bỏ"]["sequence"] == 1

    def test_uids_are_unique_within_a_calendar(self):
        week = this_week(line(), line(day=1), line(day=2))
        corrected_week(week, lambda lines: lines)
        uids = [str(event["uid"]) for event in calendar().walk("VEVENT")]
        assert len(uids) == len(set(uids)) == 3

    def test_a_leader_has_what_they_chair_or_attend_and_what_they_handed_over_as_cancelled(self):
        an = leader()
        draft = week_draft(
            monday=this_monday(),
            lines=[
                line(content="An chủ trì", chair=an, chair_text=an.name),
                line(day=1, content="An dự"),
                line(day=2, content="Người khác"),
            ],
        )
        draft.lines.get(content="An dự").leaders.add(an)
        week = publish_week(draft)
        assert set(events(LEADER)) == {"An chủ trì", "An dự"}

        def hand_over(lines):
            lines[0].chair, lines[0].chair_text = None, "Đ/c Bình (demo)"
            return lines[:1]

        corrected_week(week, hand_over)
        read = events(LEADER)
        assert {name: str(event["status"]) for name, event in read.items()} == {
            "An chủ trì": "CANCELLED",
            "An dự": "CANCELLED",
        }

    def test_leads_to_the_page_of_the_week_on_its_own_site(self):
        there = body("UBND xã Cao Sơn", site=commune())
        week = this_week(line(), of=there)
        (event,) = events(f"/don-vi/cao-son/lich-lam-viec/co-quan/{there.slug}.ics").values()
        assert str(event["url"]).endswith(week.get_absolute_url())
        assert "/don-vi/cao-son/" in week.get_absolute_url()

    def test_holds_the_weeks_of_the_last_two_months_and_those_to_come(self):
        for weeks, name in ((-9, "Đã lâu"), (-8, "Gần đây"), (2, "Sắp tới")):
            published_week(
                monday=this_monday() + timedelta(weeks=weeks), lines=[line(content=name)]
            )
        assert set(events()) == {"Gần đây", "Sắp tới"}

    def test_an_empty_calendar_is_a_calendar(self):
        body()
        assert list(calendar().walk("VEVENT")) == []

    def test_asks_the_same_few_questions_however_many_lines_there_are(
        self, django_assert_max_num_queries
    ):
        an = leader()
        for number in range(3):
            published_week(
                monday=this_monday() + timedelta(weeks=number),
                lines=[line(chair=an) for _one in range(20)],
            )
        for path in (BODY, LEADER):
            with django_assert_max_num_queries(6):
                raw(path)

    def test_of_another_site_is_not_found(self):
        main_site()
        assert browser().get("/lich-lam-viec/co-quan/ubnd-xa.ics").status_code == 404
