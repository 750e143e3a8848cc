from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules import entry
from schedules.weeks import Session, day_label, days_of, monday_of, name_of, named

MONDAY = date(2026, 11, 16)
MONDAYS = st.dates(date(2001, 1, 1), date(2098, 1, 1)).map(monday_of)
ANY_TEXT = st.text(max_size=60)
TABLE = """
<html><body><table>
<tr><th>Ngày</th><th>Thời gian</th><th>Nội dung</th><th>Chủ trì</th><th>Địa điểm</th></tr>
<tr><td rowspan="2"><p>Thứ Hai</p><p>16/11</p></td><td>8h00 - 10h30</td><td>Họp giao ban</td><td>Đ/c An</td><td>P. họp 1</td></tr>
<tr><td>14 giờ</td><td>Tiếp công dân</td><td>Đ/c Bình</td><td>Trụ sở</td></tr>
<tr><td>Thứ Ba</td><td>Sáng, 7h30</td><td>Đi cơ sở</td><td></td><td>Xã Cao Sơn</td></tr>
</table></body></html>
"""


class TimeTests:
    @pytest.mark.parametrize(
        "text",
        [
            "8h",
            "8h00",
            "8 h 00",
            "08:00",
            "8.00",
            "8 giờ",
            "8 giờ 00 phút",
            "8g00",
            "0800",
            "8",
            "８:00".replace("８", "8"),
        ],
    )
    def test_eight_o_clock_is_understood_however_it_is_written(self, text):
        assert entry.read_time(text) == time(8)

    @pytest.mark.parametrize("text", ["25h00", "8h75", "sáng sớm", "8h00m", "-3", "24:00", "8:5:3"])
    def test_what_is_no_time_gives_a_sentence_that_repeats_it(self, text):
        with pytest.raises(entry.NotUnderstood, match="8h00"):
            entry.read_time(text)

    def test_nothing_is_no_time(self):
        assert entry.read_time("  ") is None

    @given(st.times())
    def test_every_minute_is_read_back(self, moment):
        for written in (
            f"{moment:%H:%M}",
            f"{moment.hour}h{moment.minute:02d}",
            f"{moment.hour} giờ {moment.minute:02d} phút",
        ):
            assert entry.read_time(written) == moment.replace(second=0, microsecond=0)

    @given(ANY_TEXT)
    def test_any_text_is_a_time_or_a_sentence(self, text):
        try:
            assert entry.read_time(text) is None or entry.read_time(text)
        except entry.NotUnderstood as error:
            assert str(error)

    @pytest.mark.parametrize(
        "text", ["8h00 - 10h30", "8h–10h30", "từ 8 giờ đến 10 giờ 30", "08:00-10:30"]
    )
    def test_a_span_has_both_its_ends(self, text):
        assert entry.read_span(text) == (time(8), time(10, 30))


class DayTests:
    @pytest.mark.parametrize(
        "text",
        [
            "Thứ 2",
            "thứ hai",
            "T2",
            "2",
            "16/11",
            "16-11-2026",
            "Thứ Hai, 16/11",
            "Thứ 2\n16/11/2026",
            "16/11/26",
            "ngày 16 tháng 11",
        ],
    )
    def test_monday_is_understood_however_it_is_written(self, text):
        assert entry.read_day(text, MONDAY) == MONDAY

    @pytest.mark.parametrize("text", ["CN", "Chủ nhật", "chủ nhật 22/11"])
    def test_sunday_has_a_name_of_its_own(self, text):
        assert entry.read_day(text, MONDAY) == date(2026, 11, 22)

    @pytest.mark.parametrize(
        "text, words",
        [
            ("31/02", "31/02"),
            ("25/11", "16/11"),
            ("Thứ 3, 16/11", "Thứ 2"),
            ("hôm nào đó", "hôm nào đó"),
            ("30/02/2026", "30/02"),
        ],
    )
    def test_a_day_that_cannot_be_meant_gives_a_sentence(self, text, words):
        with pytest.raises(entry.NotUnderstood, match=words):
            entry.read_day(text, MONDAY)

    def test_a_week_over_the_new_year_knows_both_years(self):
        monday = date(2026, 12, 28)
        assert entry.read_day("1/1", monday) == date(2027, 1, 1)
        assert entry.read_day("31/12", monday) == date(2026, 12, 31)

    @given(MONDAYS, st.integers(0, 6))
    def test_what_the_grid_shows_is_read_back(self, monday, number):
        day = days_of(monday)[number]
        for written in (day_label(day), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}"):
            assert entry.read_day(written, monday) == day

    @given(ANY_TEXT, MONDAYS)
    def test_any_text_is_a_day_of_the_week_or_a_sentence(self, text, monday):
        try:
            day = entry.read_day(text, monday)
        except entry.NotUnderstood as error:
            assert str(error)
        else:
            assert day is None or monday <= day < monday + timedelta(days=7)

    @given(MONDAYS)
    def test_a_week_in_an_address_is_found_again(self, monday):
        assert named(name_of(monday)) == monday

    @pytest.mark.parametrize("text", ["2026-W54", "2026-W00", "tuần này", None, "2026W47"])
    def test_what_is_no_week_is_none(self, text):
        assert named(text) is None


class PastedTests:
    def test_a_table_of_word_is_read_with_its_heading_and_merged_days(self):
        first, second, third = entry.pasted(TABLE, "", column="content", monday=MONDAY)
        assert first == {
            "day": "Thứ 2, 16/11",
            "begins": "08:00",
            "ends": "10:30",
            "content": "Họp giao ban",
            "chair_text": "Đ/c An",
            "place_text": "P. họp 1",
        }
        assert (second["day"], second["begins"]) == ("Thứ 2, 16/11", "14:00")
        assert (third["day"], third["session"], third["begins"]) == (
            "Thứ 3, 17/11",
            "sang",
            "07:30",
        )

    def test_cells_of_excel_fill_from_the_present_column_on(self):
        rows = entry.pasted(
            "",
            '8h00\t10h00\tHọp\r\n14h00\t\t"Đi cơ sở\nxã Cao Sơn"\r\n',
            column="begins",
            monday=MONDAY,
        )
        assert rows == [
            {"begins": "08:00", "ends": "10:00", "content": "Họp"},
            {"begins": "14:00", "ends": "", "content": "Đi cơ sở\nxã Cao Sơn"},
        ]

    def test_an_empty_cell_of_the_day_means_the_day_above(self):
        text = "Thứ 2\tSáng\t8h\t\tHọp\n\tChiều\t14h\t\tTiếp dân\n\t\t\t\tLàm việc tại cơ quan\n"
        rows = entry.pasted("", text, column="day", monday=MONDAY)
        assert [(row["day"][:5], row["session"]) for row in rows] == [
            ("Thứ 2", "sang"),
            ("Thứ 2", "chieu"),
            ("Thứ 2", "chieu"),
        ]

    def test_a_time_before_the_words_is_taken_out(self):
        rows = entry.pasted(
            "", "Ngày\tNội dung\nThứ 4\t8h30: Hội nghị trực tuyến\n", column="day", monday=MONDAY
        )
        assert (rows[0]["begins"], rows[0]["content"]) == ("08:30", "Hội nghị trực tuyến")

    @pytest.mark.parametrize(
        "html, text, column, words",
        [
            ("", "", "day", "bảng"),
            ("<p>Chỉ có chữ</p>", "", "day", "bảng"),
            ("", "31/02\tSáng\t8h\t\tHọp", "day", "31/02"),
            ("", "Thứ 2\tSáng\t28h\t\tHọp", "day", "Dòng 1"),
            ("", "a\tb\tc\td", "prepared_by", "4 cột"),
            ("", "Họp\n" * 201, "content", "200"),
            ("", "x" * 400_001, "content", "quá lớn"),
        ],
    )
    def test_a_broken_table_gives_a_sentence(self, html, text, column, words):
        with pytest.raises(entry.BrokenTable, match=words):
            entry.pasted(html, text, column=column, monday=MONDAY)

    @pytest.mark.parametrize(
        "html",
        [
            "<table><tr><td rowspan=999999 colspan=99999>x<td>y",
            "<table><td>x</table></table></table>",
            "<table><table><table>",
            "<table><tr><td rowspan='-1' colspan='²'>Họp</td></tr></table>",
        ],
    )
    def test_a_table_of_bad_markup_neither_breaks_nor_grows(self, html):
        try:
            assert len(entry.pasted(html, "", column="content", monday=MONDAY)) <= entry.MOST_ROWS
        except entry.BrokenTable as error:
            assert str(error)

    @given(
        st.text(alphabet="<>/tdrh \n\"'=19|áđ&;", max_size=300),
        st.text(alphabet='a8h\t\n\r"T2/1 ', max_size=200),
    )
    def test_any_paste_gives_rows_or_a_sentence(self, html, text):
        try:
            rows = entry.pasted(html, text, column="day", monday=MONDAY)
        except entry.BrokenTable as error:
            assert str(error)
        else:
            assert all(set(row) <= set(entry.COLUMNS) for row in rows)

    @given(
        st.lists(
            st.tuples(st.integers(0, 6), st.times(), st.text("abcđê ", min_size=1)),
            min_size=1,
            max_size=20,
        )
    )
    def test_a_table_of_the_grid_itself_is_read_back(self, lines):
        days = days_of(MONDAY)
        text = "\n".join(
            f"{day_label(days[day])}\t\t{moment:%H:%M}\t\tViệc {words}"
            for day, moment, words in lines
        )
        rows = entry.pasted("", text, column="day", monday=MONDAY)
        typed = [(day_label(days[day]), f"{moment:%H:%M}") for day, moment, _words in lines]
        assert [(row["day"], row["begins"]) for row in rows] == typed


class SessionTests:
    @pytest.mark.parametrize(
        "text, session",
        [
            ("Sáng", Session.MORNING),
            ("buổi chiều", Session.AFTERNOON),
            ("TỐI", Session.EVENING),
            ("", ""),
        ],
    )
    def test_a_part_of_the_day_is_understood(self, text, session):
        assert entry.read_session(text) == session
