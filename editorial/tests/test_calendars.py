from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse

from editorial.models.calendars import CalendarDay
from tests.factories import browser, commune, main_site, person

pytestmark = pytest.mark.django_db

HEAD = "on,kind,name,source\n"


def load(*file):
    out = StringIO()
    call_command("load_calendar", *file, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def written(tmp_path):
    def write(lines, head=HEAD):
        path = tmp_path / "lich.csv"
        path.write_text(head + lines, encoding="utf-8")
        return str(path)

    return write


class CalendarTests:
    def test_is_read_in_one_query(self, django_assert_num_queries):
        load()
        with django_assert_num_queries(1):
            calendar = CalendarDay.objects.calendar()
        assert not calendar.is_working(date(2024, 4, 29))
        assert calendar.is_working(date(2024, 5, 4))

    @pytest.mark.parametrize(
        ("last", "back", "free"),
        [
            # (last working day before, first after, working days in exchange between the two)
            ("2022-01-28", "2022-02-07", 0),
            ("2023-01-19", "2023-01-27", 0),
            ("2024-02-07", "2024-02-15", 0),
            ("2025-01-24", "2025-02-03", 0),
            ("2026-02-13", "2026-02-23", 0),
            ("2022-04-29", "2022-05-04", 0),
            ("2023-04-28", "2023-05-04", 0),
            ("2024-04-26", "2024-05-02", 0),
            ("2025-04-29", "2025-05-05", 0),
            ("2026-04-29", "2026-05-04", 0),
            ("2022-08-31", "2022-09-05", 0),
            ("2023-08-31", "2023-09-05", 0),
            ("2024-08-30", "2024-09-04", 0),
            ("2025-08-29", "2025-09-03", 0),
            ("2026-08-28", "2026-09-03", 0),
            ("2025-12-31", "2026-01-05", 0),
        ],
    )
    def test_rests_over_the_great_holidays_of_the_file(self, last, back, free):
        load()
        calendar = CalendarDay.objects.calendar()
        last, back = date.fromisoformat(last), date.fromisoformat(back)
        assert calendar.is_working(last)
        assert calendar.add(last, 1) == back
        assert calendar.between(last, back) == free + 1

    def test_every_swapped_day_of_the_file_has_its_saturday(self):
        load()
        swapped = CalendarDay.objects.filter(name__startswith="Nghỉ hoán đổi").count()
        assert swapped == CalendarDay.objects.filter(kind="working").count() == 4

    def test_a_day_is_there_once(self):
        CalendarDay.objects.create(on="2027-01-01", name="Tết Dương lịch")
        with pytest.raises(IntegrityError):
            CalendarDay.objects.create(on="2027-01-01", name="Tết Dương lịch")

    def test_only_a_weekend_is_worked_in_exchange(self):
        with pytest.raises(ValidationError, match="thứ Bảy hoặc Chủ nhật"):
            CalendarDay(on=date(2027, 1, 4), kind="working", name="Làm bù").full_clean()


class LoadCalendarTests:
    def test_twice_changes_nothing(self):
        assert load() == "Lịch làm việc: thêm 76 ngày, tệp có 76 ngày."
        assert load() == "Lịch làm việc: thêm 0 ngày, tệp có 76 ngày."

    def test_takes_the_office_s_own_file_and_leaves_other_days_alone(self, written):
        CalendarDay.objects.create(on="2027-09-02", name="Quốc khánh")
        load(written("2027-01-01,holiday,Tết,\n2027-01-09,working,Làm bù,Thông báo\n"))
        assert [day.name for day in CalendarDay.objects.all()] == ["Tết", "Làm bù", "Quốc khánh"]

    def test_brings_a_known_day_up_to_date(self, written):
        load(written("2027-01-01,holiday,Tết tây,\n"))
        load(written("2027-01-01,holiday,Tết Dương lịch,Luật\n"))
        assert [(day.name, day.source) for day in CalendarDay.objects.all()] == [
            ("Tết Dương lịch", "Luật")
        ]

    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            (
                "2027-01-01,holiday,Tết,\n01/02/2027,holiday,Tết,\n",
                "Dòng 3, cột on: “01/02/2027” không phải là ngày",
            ),
            ("2027-01-01,nghi,Tết,\n", "Dòng 2, cột kind:"),
            ("2027-01-01,holiday,,\n", "Dòng 2, cột name: chưa có giá trị."),
            ("2027-01-04,working,Làm bù,\n", "Dòng 2, cột on: Chỉ thứ Bảy hoặc Chủ nhật"),
            (
                "2027-01-01,holiday,Tết,\n2027-01-01,holiday,Tết,\n",
                "Dòng 3, cột on: ngày 01/01/2027 đã có ở dòng 2.",
            ),
            ("2027-01-01,holiday,Tết,a,b\n", "Dòng 2: nhiều ô hơn"),
            ("", "không có ngày nào"),
        ],
    )
    def test_refuses_a_bad_line_by_its_number_and_keeps_nothing(self, written, lines, sentence):
        with pytest.raises(CommandError) as refusal:
            load(written(lines))
        assert sentence in str(refusal.value)
        assert not CalendarDay.objects.exists()

    def test_refuses_a_file_without_its_columns(self, written):
        with pytest.raises(CommandError, match="thiếu cột on, kind"):
            load(written("2027-01-01,holiday,Tết\n", head="ngay,loai,name\n"))

    def test_refuses_what_is_no_text_or_not_there(self, tmp_path):
        picture = tmp_path / "lich.csv"
        picture.write_bytes(b"\xff\xd8\xff\xe0")
        for path, sentence in [
            (picture, "UTF-8"),
            (tmp_path / "khong-co.csv", "Không đọc được tệp"),
        ]:
            with pytest.raises(CommandError, match=sentence):
                load(str(path))


class DeskTests:
    def test_editors_of_the_main_site_read_and_its_chief_changes(self):
        load()
        people = {
            person("editor"): (200, 403),
            person("chief"): (200, 200),
            person("writer"): (403, 403),
            person("chief", commune()): (403, 403),
            person(None, main_site()): (403, 403),
        }
        for user, expected in people.items():
            doors = [
                reverse("admin:editorial_calendarday_changelist"),
                reverse("admin:editorial_calendarday_add"),
            ]
            assert tuple(browser(user).get(door).status_code for door in doors) == expected

    def test_the_list_names_the_day_of_the_week(self):
        load()
        page = browser(person("chief")).get(
            reverse("admin:editorial_calendarday_changelist"), {"on__year": 2024}
        )
        text = page.content.decode()
        assert "Thứ 7, 04/05/2024" in text
        assert "Ngày làm bù" in text
        assert "02/05/2023" not in text

    def test_a_list_of_many_days_asks_no_more_than_one_of_few(self, django_assert_num_queries):
        client, door = browser(person("chief")), reverse("admin:editorial_calendarday_changelist")
        CalendarDay.objects.create(on="2027-01-01", name="Tết Dương lịch")
        CalendarDay.objects.create(on="2028-01-01", name="Tết Dương lịch")
        with django_assert_num_queries(10):
            client.get(door)
        load()
        with django_assert_num_queries(10):
            client.get(door)
