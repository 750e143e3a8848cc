"""What the grid asks of the server, the warnings, and who may: role × site × door."""

import json
from datetime import timedelta

import pytest

from editorial.workflow import perform
from schedules import conflicts
from schedules.directory import Directory
from schedules.models import Body, Leader
from schedules.tests.factories import (
    MONDAY,
    body,
    leader,
    line,
    place,
    publish_week,
    published_week,
    put,
    week_draft,
)
from tests.factories import browser, commune, main_site, person

pytestmark = pytest.mark.django_db

READ, CONFLICTS = (
    "/quan-tri/schedules/weekschedule/doc-bang/",
    "/quan-tri/schedules/weekschedule/trung-gio/",
)
DOORS = ["contributor", "writer", "editor", "chief"]


def table(by, text="Thứ 2\tSáng\t8h\t\tHọp", **told):
    return browser(by).post(
        READ, {"text": text, "html": "", "column": "day", "monday": MONDAY.isoformat()} | told
    )


def ask(by, *lines, of=None):
    told = {"body": (of or body()).pk, "monday": MONDAY.isoformat(), "lines": json.dumps(lines)}
    return browser(by).post(CONFLICTS, told)


class TableTests:
    def test_gives_the_rows_as_the_grid_writes_them(self):
        answer = table(person("writer")).json()
        assert answer["rows"] == [
            {
                "day": "Thứ 2, 16/11",
                "session": "sang",
                "begins": "08:00",
                "ends": "",
                "content": "Họp",
            }
        ]
        assert answer["message"] == "Đã lấy 1 dòng từ bảng."

    @pytest.mark.parametrize(
        "told",
        [
            {"text": "31/02\t\t\t\tHọp"},
            {"text": "chữ"},
            {"monday": "x"},
            {"column": "pk"},
            {"text": "\t" * 50 + "x"},
        ],
    )
    def test_gives_a_sentence_for_a_broken_one(self, told):
        answer = table(person("writer"), **told)
        assert answer.status_code == 400
        assert answer.json()["message"] and "rows" not in answer.json()

    @pytest.mark.parametrize(
        "role, status",
        [*((role, 200) for role in DOORS), ("responder", 403), ("leader", 403), (None, 403)],
    )
    def test_is_for_those_who_write(self, role, status):
        assert table(person(role)).status_code == status

    def test_is_not_for_strangers(self):
        assert browser().post(READ).status_code == 302


class ConflictTests:
    def test_within_a_week_names_leader_and_place_and_rows(self):
        an, room = leader(), place()
        week = week_draft(
            lines=[
                line(starts="08:00", ends="10:00", chair=an, chair_text=an.name, place=room),
                line(starts="09:30", content="Việc khác", place=room, place_text="Phòng họp số 1"),
                line(
                    starts="10:00",
                    content="Sau đó",
                    chair=an,
                    chair_text=an.name,
                    place_text="Nơi khác",
                ),
            ]
        )
        week.lines.get(content="Việc khác").leaders.add(an)
        assert [str(sentence) for _name, sentence in week.advice()] == [
            "Dòng 1 và dòng 2: Nguyễn Văn An (demo) trùng giờ, Thứ 2, 16/11, 08:00–10:00.",
            "Dòng 1 và dòng 2: Phòng họp số 1 trùng giờ, Thứ 2, 16/11, 08:00–10:00.",
            "Dòng 2 và dòng 3: Nguyễn Văn An (demo) trùng giờ, Thứ 2, 16/11, 09:30.",
        ]

    @pytest.mark.parametrize(
        "other",
        [
            {"starts": "09:00"},
            {"day": 1},
            {"is_postponed": True},
            {"starts": None},
            {"place_text": "Hội trường"},
        ],
    )
    def test_one_hour_later_another_day_postponed_untimed_or_elsewhere_is_none(self, other):
        assert week_draft(lines=[line(), line(**other)]).advice() == []

    def test_across_bodies_is_told_without_what_they_do(self):
        an = leader()
        published_week(
            of=body("HĐND huyện"),
            lines=[line(content="Việc kín", is_public=False, chair=an, chair_text=an.name)],
        )
        week = week_draft(
            lines=[line(starts="08:30", chair=an, chair_text=an.name, place_text="Nơi khác")]
        )
        (sentence,) = [str(sentence) for _name, sentence in week.advice()]
        assert (
            "HĐND huyện" in sentence
            and "Nguyễn Văn An (demo)" in sentence
            and "Việc kín" not in sentence
        )

    def test_is_told_on_the_review_screen(self):
        week = week_draft(lines=[line(), line()])
        page = (
            browser(person("editor"))
            .get(f"/quan-tri/editorial/edition/{week.pk}/xet-duyet/")
            .content.decode()
        )
        assert "Dòng 1 và dòng 2: Phòng họp số 1 trùng giờ" in page

    def test_a_week_of_internal_lines_only_is_advised_against(self):
        assert "nội bộ" in str(week_draft(lines=[line(is_public=False)]).advice()[0][1])

    def test_while_typing_is_told_about_other_bodies_weeks(self):
        an = leader()
        publish_week(
            week_draft(
                of=body("HĐND huyện"), lines=[line(ends="11:00", chair=an, chair_text=an.name)]
            )
        )
        typed = {
            "day": "T2",
            "begins": "10 giờ",
            "chair_text": "đ/c Nguyễn Văn An (demo) – Chủ tịch",
        }
        assert ask(person("writer"), typed).json()["sentences"] == [
            "Dòng 1: Nguyễn Văn An (demo) trùng giờ với lịch của HĐND huyện, Thứ 2, 16/11, 08:00–11:00."
        ]
        assert ask(person("writer"), typed | {"is_postponed": True}).json()["sentences"] == []

    def test_while_typing_a_contributor_learns_nothing_of_others_drafts(self):
        week_draft(of=body("HĐND huyện"))
        typed = {"day": "T2", "begins": "8h", "place_text": "Phòng họp số 1"}
        assert ask(person("writer"), typed).json()["sentences"]
        assert ask(person("contributor"), typed).json()["sentences"] == []

    def test_while_typing_half_a_time_is_no_error(self):
        assert (
            ask(person("writer"), {"day": "T", "begins": "8 gi"}, {"begins": 7}, "x").json()[
                "sentences"
            ]
            == []
        )
        answer = browser(person("writer")).post(
            CONFLICTS, {"body": body().pk, "monday": MONDAY.isoformat(), "lines": "{"}
        )
        assert answer.json()["sentences"] == []

    @pytest.mark.parametrize(
        "role, here",
        [(role, here) for role in DOORS + ["responder", "leader"] for here in (True, False)],
    )
    def test_is_told_to_those_who_write_there(self, role, here):
        there = body("UBND xã Cao Sơn", site=commune())
        by = person(role, commune() if here else commune("Vũ Muộn"))
        assert ask(by, of=there).status_code == (200 if here and role in DOORS else 403)

    def test_asks_the_same_few_questions_however_many_lines_there_are(
        self, django_assert_max_num_queries
    ):
        week = week_draft(lines=[line(content=str(one)) for one in range(40)])
        published_week(of=body("HĐND huyện"), lines=[line() for _one in range(40)])
        with django_assert_max_num_queries(6):
            conflicts.across(week.all_lines(), week.public_neighbours())


class DirectoryTests:
    @pytest.mark.parametrize(
        "text",
        [
            "Nguyễn Văn An (demo)",
            "đ/c NGUYỄN VĂN AN (demo)",
            "Nguyễn Văn An (demo) – Chủ tịch",
            "Đồng chí Nguyễn Văn An (demo), Chủ tịch",
        ],
    )
    def test_knows_a_leader_however_they_are_addressed(self, text):
        an = leader()
        assert Directory(main_site()).leader(text) == an

    def test_keeps_a_name_of_two_as_text_unless_the_post_tells(self):
        first, second = leader(), leader(of=body("HĐND huyện"), post="Phó Chủ tịch")
        directory = Directory(main_site())
        assert directory.leader(first.name) is None
        assert directory.leader(second.name_and_post) == second

    def test_a_commune_knows_the_leaders_of_the_district_too(self):
        an = leader()
        assert Directory(commune()).leader(an.name) == an

    def test_knows_nobody_who_has_left(self):
        leader(valid_to="2020-01-01")
        assert Directory(main_site()).leader("Nguyễn Văn An (demo)") is None

    def test_gives_each_an_address_of_their_own(self):
        assert leader().slug != leader(of=body("HĐND huyện")).slug


class DeskTests:
    def test_the_grid_shows_lines_with_datalists_and_a_button_to_copy(self):
        leader(), place()
        week = week_draft(lines=[line(ends="10:00")])
        page = (
            browser(person("writer"))
            .get(f"/quan-tri/schedules/weekschedule/{week.pk}/change/")
            .content.decode()
        )
        shown = (
            "Thứ 2, 16/11",
            'value="10:00"',
            'list="week-leaders"',
            "Nguyễn Văn An (demo) – Chủ tịch",
            "Chép tuần trước",
        )
        for words in (*shown, "week-grid.js"):
            assert words in page

    def test_the_grid_asks_the_same_few_questions_however_many_lines_there_are(
        self, django_assert_max_num_queries
    ):
        week, desk = week_draft(lines=[line()]), browser(person("writer"))
        path = f"/quan-tri/schedules/weekschedule/{week.pk}/change/"
        desk.get(path)
        with django_assert_max_num_queries(40) as few:
            desk.get(path)
        put(week, [line(content=str(one)) for one in range(60)])
        with django_assert_max_num_queries(len(few)):
            desk.get(path)

    def test_the_preview_shows_a_correction_as_the_public_will_see_it_without_internal_lines(self):
        week = published_week(lines=[line(content="Họp"), line(day=1, content="Bị bỏ")])
        new = perform("correct", week, by=person("writer"), note="Đổi.")
        first = new.all_lines()[0]
        first.content = "Họp toàn thể"
        put(new, [first, line(content="Việc kín", is_public=False), line(content="Mới")])
        page = (
            browser(person("editor"))
            .get(f"/quan-tri/editorial/edition/{new.pk}/xem-truoc/")
            .content.decode()
        )
        page = " ".join(page.split())
        for words in (
            "<del>Họp</del> <ins>Họp toàn thể</ins>",
            "<del>Bị bỏ</del>",
            "<ins>Mới</ins>",
            "Lịch này có thay đổi.",
        ):
            assert words in page
        assert "Việc kín" not in page

    def test_the_preview_bears_a_draft_that_is_hardly_begun(self):
        week = week_draft(lines=[line(starts=None, content="Chưa rõ ngày")])
        week.lines.update(on=None, session="")
        assert (
            browser(person("editor"))
            .get(f"/quan-tri/editorial/edition/{week.pk}/xem-truoc/")
            .status_code
            == 200
        )

    @pytest.mark.parametrize("model", ["body", "leader", "place", "weekschedule"])
    def test_lists_show_what_is_of_ones_own_sites(self, model):
        there = body("UBND xã Cao Sơn", site=commune())
        leader("Bàn Thị Hoa (demo)", of=there), place("Nhà văn hóa Cao Sơn", site=commune())
        week_draft(of=there)
        words = {"leader": "Bàn Thị Hoa", "place": "Nhà văn hóa"}.get(model, "UBND xã Cao Sơn")
        path = f"/quan-tri/schedules/{model}/"
        assert words in browser(person("writer", commune())).get(path).content.decode()
        assert words in browser(person("editor")).get(path).content.decode()
        assert words not in browser(person("writer", commune("Vũ Muộn"))).get(path).content.decode()
        assert browser(person("leader")).get(path).status_code == 403

    @pytest.mark.parametrize(
        "role, site, may",
        [
            ("chief", "here", True),
            ("editor", "here", False),
            ("chief", "there", False),
            ("chief", "main", True),
        ],
    )
    def test_a_body_is_changed_by_its_sites_chief(self, role, site, may):
        there = body("UBND xã Cao Sơn", site=commune())
        sites = {"here": commune(), "there": commune("Vũ Muộn"), "main": main_site()}
        told = {"name": "Tên mới", "site": there.site_id, "position": 0}
        browser(person(role, sites[site])).post(
            f"/quan-tri/schedules/body/{there.pk}/change/", told
        )
        assert (Body.objects.get(pk=there.pk).name == "Tên mới") is may

    def test_a_leader_is_added_to_bodies_of_ones_own_sites_only(self):
        own, other = body("UBND xã Cao Sơn", site=commune()), body()
        desk = browser(person("editor", commune()))
        for target in (own, other):
            desk.post(
                "/quan-tri/schedules/leader/add/",
                {"name": "Bàn Thị Hoa (demo)", "body": target.pk, "position": 0},
            )
        assert [leader.body for leader in Leader.objects.all()] == [own]

    def test_nothing_of_the_tables_is_deleted(self):
        assert (
            browser(person("chief"))
            .post(f"/quan-tri/schedules/body/{body().pk}/delete/", {"post": "yes"})
            .status_code
            == 403
        )

    def test_refuses_an_end_of_validity_before_its_beginning(self):
        told = {
            "name": "Cơ quan",
            "site": main_site().pk,
            "position": 0,
            "valid_from": "02/01/2026",
            "valid_to": "01/01/2026",
        }
        page = browser(person("chief")).post("/quan-tri/schedules/body/add/", told).content.decode()
        assert "Kết thúc trước khi bắt đầu." in page

    @pytest.mark.parametrize(
        "role, site, status",
        [
            ("writer", "here", 200),
            ("contributor", "here", 404),
            ("writer", "there", 404),
            ("editor", "main", 200),
        ],
    )
    def test_a_draft_is_opened_by_its_own_people(self, role, site, status):
        week = week_draft(of=body("UBND xã Cao Sơn", site=commune()), by=person("chief", commune()))
        sites = {"here": commune(), "there": commune("Vũ Muộn"), "main": main_site()}
        answer = browser(person(role, sites[site], "khach")).get(
            f"/quan-tri/schedules/weekschedule/{week.pk}/change/"
        )
        assert answer.status_code == status

    def test_copying_shows_nothing_of_a_week_that_one_may_not_see(self):
        week_draft(monday=MONDAY - timedelta(7))
        told = {
            "monday": MONDAY.isoformat(),
            "body": body().pk,
            "lines-TOTAL_FORMS": 0,
            "lines-INITIAL_FORMS": 0,
            "_copy_week": "",
        }
        page = (
            browser(person("contributor"))
            .post("/quan-tri/schedules/weekschedule/add/", told, follow=True)
            .content.decode()
        )
        assert "Tuần trước không có dòng nào để chép." in page
