"""The board of the member sites, its spreadsheet and its reminders: who gets what at each door."""

import logging
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.tasks import send_letters
from components import reminders
from components.board import board
from components.measurement import component_states, member_sites
from components.models import ComponentSet, Reminder, ReminderLetter
from components.tests.factories import component, component_set
from editorial.models import Edition
from editorial.sections import BoardColumn, sections
from member_sites.models import Site
from qa.tests.factories import received
from schedules.tests.factories import body, published_week
from schedules.weeks import this_monday
from tests.factories import browser, category, commune, main_site, person, published, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HERE, THERE = "Xã Cao Sơn", "Xã Vũ Muộn"
ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "superuser",
    "nobody",
]
STAFF = ["writer", "editor", "chief", "leader"]
OF_DISTRICT = {"editor district", "chief district", "leader district"}
REMINDING = {"editor district", "chief district"}
ROWS = {name: set() for name in PEOPLE}
ROWS |= {f"{role} here": {HERE} for role in STAFF} | {f"{role} there": {THERE} for role in STAFF}
ROWS |= {name: {HERE, THERE} for name in OF_DISTRICT}

BOARD, EXPORT = "/quan-tri/trang-thanh-vien/", "/quan-tri/trang-thanh-vien/bang.xlsx"


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    role, place = name.split()
    return person(
        role,
        {"here": commune("Cao Sơn"), "there": commune("Vũ Muộn"), "district": main_site()}[place],
        "khach",
    )


@pytest.fixture
def two_sites():
    component("tin-tuc", {"at_least_items": 2})
    return commune("Cao Sơn"), commune("Vũ Muộn")


def shown(response):
    """Names of the sites that a page tells of."""
    return {name for name in (HERE, THERE) if name in response.content.decode()}


def rows_of(response):
    return list(load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True))


def remind_address(site):
    return reverse("admin:component_remind", args=[site.pk])


def letter(**fields):
    return {"subject": "Đề nghị bổ sung", "text": "Trang còn thiếu mục Liên hệ."} | fields


class MatrixTests:
    @pytest.mark.parametrize("name", PEOPLE)
    def test_each_person_sees_the_rows_that_are_theirs(self, name, two_sites):
        client = browser(who(name))
        page, book = client.get(BOARD), client.get(EXPORT)
        assert [page.status_code, book.status_code] == ([200, 200] if ROWS[name] else [403, 403])
        if ROWS[name]:
            assert shown(page) == ROWS[name]
            assert {row[0] for row in rows_of(book)} & {HERE, THERE} == ROWS[name]

    @pytest.mark.parametrize("name", PEOPLE)
    def test_the_checklist_of_a_site_opens_for_who_sees_its_row(self, name, two_sites, caplog):
        answer = browser(who(name)).get(reverse("admin:component_site", args=[two_sites[0].pk]))
        assert answer.status_code == (200 if HERE in ROWS[name] else 404)
        assert ("Refused" in caplog.text) == (HERE not in ROWS[name])

    @pytest.mark.parametrize("name", PEOPLE)
    def test_reminders_are_sent_by_the_districts_editors_and_chiefs(self, name, two_sites, caplog):
        person("chief", two_sites[0])
        caplog.set_level(logging.WARNING, "components.views")
        answer = browser(who(name)).post(remind_address(two_sites[0]), letter())
        wanted = 302 if name in REMINDING else 403 if HERE in ROWS[name] else 404
        assert (answer.status_code, Reminder.objects.count()) == (wanted, int(name in REMINDING))
        assert (f"site {two_sites[0].pk}" in caplog.text) == (name not in REMINDING)

    def test_a_crafted_post_for_another_site_tells_nothing_of_it(self, two_sites):
        client = browser(who("chief here"))
        hidden, unknown = (
            client.post(remind_address(two_sites[1]), letter()),
            client.post(f"{BOARD}999999/nhac/", letter()),
        )
        assert hidden.status_code == unknown.status_code == 404
        assert THERE not in hidden.content.decode()

    @pytest.mark.parametrize("name", PEOPLE)
    def test_sets_are_kept_by_the_districts_chief(self, name, two_sites):
        address = reverse("admin:components_componentset_changelist")
        assert (browser(who(name)).get(address).status_code == 200) == (name == "chief district")

    @pytest.mark.parametrize("name", PEOPLE)
    def test_the_first_screen_shows_ones_own_checklist_only(self, name, two_sites):
        page = browser(who(name)).get("/quan-tri/").content.decode()
        own = {
            place
            for place in ("here", "there")
            if name in {f"{role} {place}" for role in ("writer", "editor", "chief")}
        }
        names = {f"Thành phần của trang: {HERE}": "here", f"Thành phần của trang: {THERE}": "there"}
        assert {place for sentence, place in names.items() if sentence in page} == own
        assert ("0/2 đầy đủ" in page) == (name in OF_DISTRICT)


class BoardTests:
    def test_shows_lights_figures_and_who_is_complete(self, two_sites):
        here, there = two_sites
        published(here), published(here), submitted(there)
        page = browser(person("editor")).get(BOARD).content.decode()
        assert "<strong>1/2</strong> đầy đủ" in " ".join(page.split())
        assert "light-full" in page and "light-missing" in page
        rows = {row.site: row for row in board([here, there]).rows}
        assert (rows[here].month_count, rows[here].year_count, rows[here].waiting_count) == (
            2,
            2,
            0,
        )
        assert (rows[there].updated_at, rows[there].waiting_count) == (None, 1)

    def test_a_past_year_is_shown_by_the_set_of_its_time(self, two_sites):
        ComponentSet.objects.update(valid_from=date(2024, 1, 1))
        component(
            "phap-luat",
            {"value": "khong-co"},
            of=component_set("cu", "2022-01-01", "2023-12-31"),
            short_name="Luật cũ",
        )
        edition = published(two_sites[0])
        Edition.objects.filter(pk=edition.pk).update(published_at=datetime(2023, 5, 1, tzinfo=UTC))
        client = browser(person("editor"))
        assert "Luật cũ" in client.get(f"{BOARD}?nam=2023").content.decode()
        assert "Luật cũ" in client.get(f"{BOARD}?ngay=2023-12-31").content.decode()
        assert "Luật cũ" not in client.get(BOARD).content.decode()
        assert client.get(f"{BOARD}?nam=abc&ngay=xyz").status_code == 200

    def test_is_sorted_by_any_heading_both_ways(self, two_sites):
        here, there = two_sites
        published(there), published(there)
        shown = board([here, there])
        for key in ("du", "moi", "thang", "nam", "-tin-tuc"):
            assert [row.site for row in shown.sorted_by(key)] == [here, there], key
        assert [row.site for row in shown.sorted_by("-ten")] == [there, here]
        assert [row.site for row in shown.sorted_by("khong-co")] == [here, there]

    def test_is_sorted_by_the_columns_of_sections_faults_first(self, two_sites, monkeypatch):
        here, there = two_sites
        offered = BoardColumn("Câu hỏi quá hạn", {there.pk: 3}, otherwise=0, fault="cell")
        monkeypatch.setattr("components.board._columns", lambda sites, at: [offered])
        shown = board([here, there])
        assert [row.site for row in shown.sorted_by("muc-1")] == [there, here]
        assert [row.site for row in shown.sorted_by("-muc-1")] == [here, there]
        assert [row.site for row in shown.sorted_by("muc-9")] == [here, there]

    def test_tells_of_overdue_questions(self, two_sites):
        asked = received(two_sites[0], at=timezone.now() - timedelta(days=60))
        received(two_sites[1])
        assert asked.due_on < timezone.localdate()
        page = browser(person("editor")).get(BOARD).content.decode()
        assert (
            "Câu hỏi quá hạn" in page
            and page.count('<span class="light light-missing">1</span>') == 1
        )
        head, *rows = rows_of(browser(person("editor")).get(EXPORT))
        place = head.index("Câu hỏi quá hạn")
        assert [row[place] for row in rows[:2]] == [1, 0]

    def test_tells_who_has_no_schedule_for_this_week(self, two_sites):
        here, there = two_sites
        published_week(of=body("UBND xã", site=here), monday=this_monday())
        published_week(of=body("UBND xã kia", site=there), monday=this_monday() - timedelta(days=7))
        column = next(
            one for one in board([here, there]).columns if str(one.label) == "Lịch tuần này"
        )
        assert [column.of(site)["bad"] for site in (here, there)] == [False, True]
        assert "Chưa có" in browser(person("editor")).get(BOARD).content.decode()

    def test_takes_columns_that_sections_offer(self, two_sites, monkeypatch):
        here, _there = two_sites
        offered = BoardColumn(
            "Lịch tuần này", {here.pk: "Có"}, otherwise="Chưa có", fault="otherwise"
        )
        monkeypatch.setattr(sections()[0], "board_columns", lambda sites, at: [offered])
        page = browser(person("editor")).get(BOARD).content.decode()
        assert (
            "Lịch tuần này" in page and '<span class="light light-missing">Chưa có</span>' in page
        )

    def test_exports_words_and_numbers(self, two_sites):
        published(two_sites[0])
        rows = rows_of(browser(person("editor")).get(EXPORT))
        assert rows[0][:3] == ("Trang", "Đủ", "tin-tuc")
        assert rows[1][:3] == (HERE, 0, "Một phần") and rows[1][4:6] == (1, 1)
        assert ("Đầy đủ", "0/2") in {row[:2] for row in rows}

    def test_a_name_that_looks_like_a_formula_is_exported_as_a_name(self, two_sites):
        Site.objects.filter(pk=two_sites[0].pk).update(kind="=1+1", name="")
        book = load_workbook(BytesIO(browser(person("editor")).get(EXPORT).content))
        assert {cell.data_type for row in book.worksheets[0] for cell in row} <= {"s", "n", "d"}

    def test_asks_as_many_questions_for_200_sites_as_for_14(self, django_assert_num_queries):
        component("tin-tuc")
        client = browser(person("chief"))
        for count in (14, 200):
            for number in range(Site.objects.members().count(), count):
                commune(f"Xã số {number}")
            published(commune("Xã số 1"))
            client.get(BOARD)
            with django_assert_num_queries(QUERIES):
                page = client.get(BOARD)
            assert page.content.decode().count('<th scope="row"') == count


# Session, user, memberships; the form's years; sites and whose they are; set, components, sources; one kind of content;
# counts, waiting reviews, the columns of schedules and of questions, reminders; the desk's own frame.
QUERIES = 17


class ChecklistTests:
    def test_leads_to_the_empty_form_of_the_right_shelf(self, two_sites):
        component("phap-luat", {"value": "phap-luat"})
        shelf = category("Pháp luật", slug="phap-luat")
        client = browser(person("writer", two_sites[0]))
        lines = client.get("/quan-tri/").context["checklists"][0][1]
        address = next(line.address for line in lines if line.component.key == "phap-luat")
        form = client.get(address).context["form"]
        assert (form["category"].value(), form["site"].value()) == (shelf.pk, str(two_sites[0].pk))

    def test_shows_what_is_missing_first_and_says_how_much(self, two_sites):
        component("nhieu", {"at_least_items": 9})
        component("day-du")
        published(two_sites[0])
        lines = (
            browser(person("writer", two_sites[0])).get("/quan-tri/").context["checklists"][0][1]
        )
        assert [line.component.key for line in lines] == ["tin-tuc", "nhieu", "day-du"]
        assert lines[1].wanted == "cần ít nhất 9 mục, đang có 1"
        assert lines[2].wanted == ""


class ReminderTests:
    @pytest.fixture
    def chief(self, two_sites):
        return person("chief", two_sites[0])

    def test_the_form_is_filled_in_with_what_is_missing(self, two_sites, chief):
        page = browser(person("editor")).get(remind_address(two_sites[0]))
        assert "- tin-tuc: thiếu" in page.context["form"]["text"].value()
        assert chief.email in page.content.decode()

    def test_goes_to_the_sites_own_editors_and_chiefs_after_commit(
        self, two_sites, chief, django_capture_on_commit_callbacks
    ):
        person("writer", two_sites[0]), person("editor", two_sites[1])
        with django_capture_on_commit_callbacks() as after:
            browser(person("editor")).post(remind_address(two_sites[0]), letter())
        assert mail.outbox == [] and len(after) == 1
        send_letters(), send_letters()
        assert [(one.to, one.subject, one.body) for one in mail.outbox] == [
            ([chief.email], "Đề nghị bổ sung", "Trang còn thiếu mục Liên hệ.")
        ]

    def test_is_kept_and_shown_on_the_board(self, two_sites, chief):
        sender = person("editor")
        browser(sender).post(remind_address(two_sites[0]), letter())
        kept = Reminder.objects.get()
        assert (kept.by, kept.site, kept.text) == (
            sender,
            two_sites[0],
            "Trang còn thiếu mục Liên hệ.",
        )
        assert f"{sender.display_name}</span>" in browser(sender).get(BOARD).content.decode()
        log = (
            browser(sender)
            .get(reverse("admin:component_site", args=[two_sites[0].pk]))
            .content.decode()
        )
        assert "Trang còn thiếu mục Liên hệ." in log and chief.display_name in log

    def test_a_second_one_on_a_day_has_to_be_confirmed(self, two_sites, chief):
        client = browser(person("editor"))
        client.post(remind_address(two_sites[0]), letter())
        again = client.post(remind_address(two_sites[0]), letter(text="Viết lại."))
        assert again.status_code == 409 and "Viết lại." in again.content.decode()
        assert Reminder.objects.count() == 1
        assert client.post(remind_address(two_sites[0]), letter(again="on")).status_code == 302

    def test_the_next_day_needs_no_confirming(self, two_sites, chief):
        here, by = two_sites[0], person("editor")
        reminders.remind(here, by=by, **letter(), at=timezone.now() - timedelta(days=1))
        assert reminders.remind(here, by=by, **letter())

    def test_is_refused_where_nobody_can_be_written_to(self, two_sites):
        answer = browser(person("editor")).post(remind_address(two_sites[0]), letter())
        assert answer.status_code == 409 and not Reminder.objects.exists()

    def test_a_letter_that_fails_is_tried_again_and_holds_up_no_other(
        self, two_sites, chief, monkeypatch
    ):
        person("editor", two_sites[0])
        reminders.remind(two_sites[0], by=person("editor"), **letter())
        sent = []

        def post(subject, text, sender, to):
            if to == [chief.email]:
                raise OSError
            sent.append(to)

        monkeypatch.setattr("common.outbox.send_mail", post)
        send_letters()
        assert len(sent) == 1
        assert [one.to for one in ReminderLetter.objects.waiting()] == [chief]

    def test_the_text_of_a_complete_site_thanks(self, two_sites):
        published(two_sites[0]), published(two_sites[0])
        states = component_states(member_sites())[two_sites[0]]
        assert "đã có đủ" in reminders.letter(two_sites[0], states)["text"]


class SetAdminTests:
    def test_a_later_decree_begins_as_a_copy_and_ends_the_one_before(self, two_sites):
        old = ComponentSet.objects.get()
        sent = {"action": "copy", "_selected_action": old.pk}
        answer = browser(person("chief")).post(
            reverse("admin:components_componentset_changelist"), sent
        )
        new = ComponentSet.objects.latest("valid_from")
        assert answer.status_code == 302 and str(new.pk) in answer["Location"]
        old.refresh_from_db()
        assert old.valid_to + timedelta(days=1) == new.valid_from == timezone.localdate()
        assert [str(source) for source in new.components.get().sources.all()] == ["news.article"]

    def test_opens_its_forms(self, two_sites):
        one, client = ComponentSet.objects.get(), browser(person("chief"))
        component = one.components.get()
        assert (
            client.get(reverse("admin:components_componentset_change", args=[one.pk])).status_code
            == 200
        )
        assert (
            client.get(
                reverse("admin:components_component_change", args=[component.pk])
            ).status_code
            == 200
        )
