"""A week in a real browser: filled by keyboard and by paste, published, corrected; what a citizen then sees, also on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from schedules.models import WeekSchedule
from schedules.tests.factories import (
    MONDAY,
    body,
    corrected_week,
    leader,
    line,
    place,
    published_week,
    week_draft,
)
from schedules.weeks import WEEK, day_label, days_of, name_of
from tests.e2e.test_first_light import press
from tests.factories import main_site, person

ADD = "/quan-tri/schedules/weekschedule/add/"
PAGE = f"/lich-lam-viec/?tuan={name_of(MONDAY)}"
WORD = """<table>
<tr><td rowspan=2>Thứ Ba<br>17/11</td><td>Sáng</td><td>7h30</td><td>9h</td><td>Hội nghị cán bộ, công chức</td><td>Đ/c An</td></tr>
<tr><td>Chiều</td><td>14 giờ</td><td></td><td>Kiểm tra hồ Bản Mún</td><td></td></tr></table>"""


@pytest.fixture
def people(transactional_db):
    main_site()
    body()
    leader("Nguyễn Văn An (demo)")
    place("Phòng họp số 1")
    roles = {"viet": "writer", "bientap": "editor", "truongban": "chief"}
    return {name: person(role, name=name) for name, role in roles.items()}


def type_line(page, *cells):
    """Type the cells of a line one after another, as one would in a sheet."""
    for cell in cells:
        page.keyboard.type(cell)
        page.keyboard.press("Tab")


def paste(page, cell, html):
    page.locator(cell).evaluate(
        """(cell, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html); data.setData("text/plain", "");
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def value(page, number, column):
    return page.input_value(f"#id_lines-{number}-{column}")


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def through_review(desk, week):
    for name, action in (("bientap", "pass"), ("truongban", "publish")):
        desk[name].goto(f"/quan-tri/editorial/edition/{week.pk}/xet-duyet/")
        press(desk[name], action)


class WeekTests:
    def test_is_filled_by_keyboard_and_paste_published_and_corrected(self, people, open_page):
        desk = {name: open_page(user) for name, user in people.items()}
        self.is_filled(desk["viet"])
        week = WeekSchedule.objects.get()
        through_review(desk, week)
        citizen = open_page(path=PAGE)
        assert "Họp giao ban" in citizen.inner_text(
            "main"
        ) and "Kiểm tra hồ Bản Mún" in citizen.inner_text("main")
        self.is_corrected(desk, week)
        citizen.reload()
        assert (
            citizen.locator("del", has_text="08:00").count()
            and citizen.locator("ins", has_text="09:15").count()
        )
        assert citizen.locator("del", has_text="Kiểm tra hồ Bản Mún").count()
        assert "Đổi giờ họp giao ban." in citizen.inner_text(".changed")
        assert "HOÃN" in citizen.locator(".slot", has_text="Hội nghị cán bộ").inner_text()

    def is_filled(self, page):
        page.goto(ADD)
        page.select_option("#id_monday", MONDAY.isoformat())
        page.focus("#id_lines-0-day")
        type_line(
            page,
            "2",
            "",
            "8h",
            "10 giờ 30",
            "Họp giao ban",
            "Nguyễn Văn An (demo)",
            "Trưởng các phòng",
            "Phòng họp số 1",
        )
        assert value(page, 0, "day") == day_label(days_of(MONDAY)[0])
        assert (value(page, 0, "begins"), value(page, 0, "ends")) == ("08:00", "10:30")
        paste(page, "#id_lines-1-day", WORD)
        page.wait_for_function("document.querySelector('#id_lines-2-content').value !== ''")
        assert value(page, 2, "day") == day_label(days_of(MONDAY)[1])
        assert (value(page, 2, "begins"), value(page, 1, "session")) == ("14:00", "sang")
        with page.expect_navigation():
            page.click("button[name=_submit]")
        assert "xet-duyet" in page.url

    def is_corrected(self, desk, week):
        page = desk["viet"]
        page.goto(f"/quan-tri/editorial/edition/{week.pk}/xet-duyet/")
        press(page, "correct", note="Đổi giờ họp giao ban.")
        page.fill("#id_lines-0-begins", "9h15")
        page.check("#id_lines-1-is_postponed")
        page.check("#id_lines-2-DELETE")
        with page.expect_navigation():
            page.click("button[name=_submit]")
        assert "xet-duyet" in page.url
        through_review(desk, WeekSchedule.objects.get(number=2))


class GridTests:
    @pytest.fixture
    def page(self, people, open_page):
        page = open_page(people["viet"], ADD)
        page.select_option("#id_monday", MONDAY.isoformat())
        page.focus("#id_lines-0-day")
        return page

    def focused(self, page):
        return page.evaluate("document.activeElement.id")

    def test_arrows_and_enter_walk_and_the_last_enter_makes_a_line_of_the_same_day(self, page):
        type_line(page, "T4", "", "8h", "", "Họp")
        page.focus("#id_lines-0-content")
        for key, there in (
            ("Down", "1-content"),
            ("Up", "0-content"),
            ("Left", "0-ends"),
            ("Right", "0-content"),
        ):
            page.keyboard.press(f"Arrow{key}")
            assert self.focused(page) == f"id_lines-{there}"
        for number in (1, 2):
            page.keyboard.press("Enter")
            page.keyboard.type(f"Việc {number}")
        page.keyboard.press("Enter")
        assert self.focused(page) == "id_lines-3-content"
        assert value(page, 3, "day") == day_label(days_of(MONDAY)[2])
        assert page.input_value("[name=lines-TOTAL_FORMS]") == "4"

    def test_control_d_repeats_the_line_below_it(self, page):
        type_line(page, "T2", "", "8h", "", "Họp thứ nhất")
        page.focus("#id_lines-1-content")
        page.keyboard.type("Họp thứ hai")
        page.focus("#id_lines-0-content")
        page.keyboard.press("Control+d")
        assert [value(page, number, "content") for number in range(3)] == [
            "Họp thứ nhất",
            "Họp thứ nhất",
            "Họp thứ hai",
        ]
        assert value(page, 0, "uid") != value(page, 1, "uid")

    def test_a_broken_table_gives_a_sentence_and_changes_nothing(self, page):
        page.keyboard.type("T2")
        paste(
            page,
            "#id_lines-0-day",
            "<table><tr><td>31/02</td><td>Sáng</td><td>8h</td><td></td><td>Họp</td></tr></table>",
        )
        page.wait_for_selector("[data-grid-said]:visible")
        assert "Không có ngày 31/02 trong lịch." in page.inner_text("[data-grid-said]")
        assert (value(page, 0, "content"), value(page, 1, "day")) == ("", "")

    def test_the_same_leader_at_the_same_time_is_warned_about_while_typing(self, page):
        published_week(
            of=body("HĐND huyện"), lines=[line(place_text="Phòng họp số 1", place=place())]
        )
        for number in (0, 1):
            page.focus(f"#id_lines-{number}-day")
            type_line(page, "T2", "", "8h", "", "Họp", "Nguyễn Văn An (demo)")
        page.fill("#id_lines-0-place_text", "Phòng họp số 1")
        page.wait_for_selector("[data-grid-conflicts]:visible >> text=HĐND huyện")
        told = page.inner_text("[data-grid-conflicts]")
        assert "Dòng 1 và dòng 2: Nguyễn Văn An (demo) trùng giờ." in told

    def test_the_week_before_is_copied_by_one_press(self, page):
        published_week(monday=MONDAY - WEEK)
        with page.expect_navigation():
            page.click("button[name=_copy_week]")
        assert "Đã chép 1 dòng của tuần trước." in page.inner_text("body")
        assert value(page, 0, "day") == day_label(MONDAY)

    def test_works_as_plain_rows_without_its_script(self, people, open_page):
        plain = open_page(people["viet"])
        plain.route("**/week-grid*.js", lambda route: route.abort())
        plain.goto(ADD)
        plain.select_option("#id_monday", MONDAY.isoformat())
        plain.fill("#id_lines-0-day", "16/11")
        plain.fill("#id_lines-0-begins", "8h")
        plain.fill("#id_lines-0-content", "Họp giao ban")
        with plain.expect_navigation():
            plain.click("button[name=_save]")
        assert WeekSchedule.objects.get().all_lines()[0].hours() == "08:00"


class AxeTests:
    @pytest.mark.parametrize("dark", [False, True])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_finds_nothing_on_the_public_pages(self, people, open_page, dark, width):
        first = published_week(lines=[line(is_postponed=True), line(day=1), line(day=2)])
        week = corrected_week(first, lambda lines: [*lines[:2], line(day=3)])
        page = open_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if dark else "light")
        for path in (
            PAGE,
            "/lich-lam-viec/?tuan=2020-W02",
            week.get_absolute_url(),
            f"/lich-lam-viec/{week.item_id}/in/",
        ):
            page.goto(path)
            assert complaints(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_finds_nothing_on_the_grid(self, people, open_page):
        week = week_draft(lines=[line(), line()])
        page = open_page(people["viet"], f"/quan-tri/schedules/weekschedule/{week.pk}/change/")
        page.wait_for_selector("[data-grid-conflicts]:visible")
        assert complaints(page) == []
