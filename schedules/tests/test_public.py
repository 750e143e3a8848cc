from datetime import datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from editorial.models import Item
from editorial.workflow import perform
from portal.page_cache import purge
from schedules import figures, public
from schedules.home import bands
from schedules.tests.factories import (
    MONDAY,
    body,
    corrected_week,
    leader,
    line,
    publish_week,
    published_week,
    week_draft,
)
from schedules.weeks import this_monday
from tests.factories import again, browser, commune, main_site, person, retracted
from visits.middleware import is_page

pytestmark = pytest.mark.django_db

PAGE = "/lich-lam-viec/?tuan=2026-W47"
SECRET = "Xuanthuymat"


def read(path, status=200):
    answer = browser().get(path)
    assert answer.status_code == status, path
    # Where a line of a template ends says nothing to a reader.
    return " ".join(answer.content.decode().split())


class WeekPageTests:
    def test_shows_the_lines_of_the_week_under_their_day_and_part_of_the_day(self):
        untimed = line(day=2, starts=None, content="Làm việc tại cơ quan")
        published_week(lines=[line(starts="14:00", content="Tiếp công dân"), untimed])
        page = read(PAGE)
        places = [
            page.index(words)
            for words in ("Thứ 2 <time", "Tiếp công dân", "Thứ 4 <time", "Làm việc tại cơ quan")
        ]
        assert places == sorted(places)
        assert "Chiều" in page

    def test_shows_nothing_of_a_draft_or_of_another_week_or_site(self):
        week_draft(lines=[line(content="Bản nháp")])
        published_week(monday=MONDAY + timedelta(7), lines=[line(content="Tuần khác")])
        published_week(of=body("UBND xã Cao Sơn", site=commune()), lines=[line(content="Của xã")])
        page = read(PAGE)
        for words in ("Bản nháp", "Tuần khác", "Của xã"):
            assert words not in page
        assert "Của xã" in read("/don-vi/cao-son/lich-lam-viec/?tuan=2026-W47")

    def test_leads_from_each_schedule_to_what_readers_may_do_with_it(self):
        edition = published_week()
        assert f'href="/bao-loi/{edition.item_id}/"' in read(PAGE)

    def test_shows_one_body_when_asked(self):
        published_week(lines=[line(content="Việc của UBND")])
        published_week(of=body("HĐND huyện"), lines=[line(content="Việc của HĐND")])
        page = read(f"{PAGE}&co-quan=hdnd-huyen")
        assert "Việc của HĐND" in page and "Việc của UBND" not in page

    def test_shows_one_leader_when_asked(self):
        an = leader()
        chaired, attended = (
            line(content="An chủ trì", chair=an, chair_text=an.name),
            line(day=1, content="An dự"),
        )
        week = week_draft(lines=[chaired, attended, line(day=2, content="Không có An")])
        week.lines.get(content="An dự").leaders.add(an)
        publish_week(week)
        page = read(f"{PAGE}&lanh-dao={an.slug}")
        assert "An chủ trì" in page and "An dự" in page and "Không có An" not in page

    def test_leads_to_the_weeks_around(self):
        page = read(PAGE)
        assert "tuan=2026-W46" in page and "tuan=2026-W48" in page
        assert "Chưa có lịch của tuần này" in page

    @pytest.mark.parametrize("query", ["?tuan=2026-W60", "?tuan=9999-W52", "?tuan=x", ""])
    def test_shows_the_present_week_for_what_is_none(self, query):
        assert f"Tuần {this_monday().isocalendar()[1]} " in read(f"/lich-lam-viec/{query}")

    def test_knows_no_body_or_leader_of_another_site(self):
        there = body("UBND xã Cao Sơn", site=commune())
        read(f"{PAGE}&co-quan={there.slug}", 404)
        read(f"{PAGE}&lanh-dao={leader(of=there).slug}", 404)

    def test_shows_of_a_leader_only_the_schedules_that_name_them(self):
        an = leader()
        published_week(lines=[line(chair=an, chair_text=an.name)])
        published_week(of=body("HĐND huyện"), lines=[line()])
        page = read(f"{PAGE}&lanh-dao={an.slug}")
        assert "của Lãnh đạo UBND huyện" in page and "của HĐND huyện" not in page

    def test_marks_today(self):
        published_week(monday=this_monday())
        assert 'aria-current="date"' in read("/lich-lam-viec/")
        assert 'aria-current="date"' not in read("/lich-lam-viec/?tuan=2024-W10")

    @pytest.mark.parametrize(
        "path", [PAGE, PAGE + "&co-quan=lanh-dao-ubnd-huyen", PAGE + "&lanh-dao=nguyen-van-an-demo"]
    )
    def test_asks_the_same_few_questions_however_many_lines_there_are(
        self,
        path,
        django_assert_max_num_queries,
        django_assert_num_queries,
    ):
        an = leader()
        week = published_week(lines=[line(chair=an, chair_text=an.name)])
        # On a portal that runs, what all pages ask for (visits, the next change in time) is known from the page before.
        read("/tin-tuc/")
        with django_assert_max_num_queries(6) as few:
            read(path)
        count = len(few)
        corrected_week(
            week,
            lambda lines: (
                lines + [line(day=one % 5, content=f"Việc {one}", chair=an) for one in range(60)]
            ),
        )
        published_week(of=body("HĐND huyện"), lines=[line(chair=an) for _one in range(20)])
        purge()
        read("/tin-tuc/")
        with django_assert_num_queries(count):
            read(path)

    def test_keeps_who_was_picked_in_a_week_in_which_they_have_nothing(self):
        published_week()
        picked = body("Phòng Nội vụ")
        an = leader(of=picked, name="Nông Văn Nghỉ (demo)", valid_to=MONDAY - timedelta(30))
        page = read(f"{PAGE}&co-quan={picked.slug}")
        assert (
            'value="phong-noi-vu" selected' in page
            and "Phòng Nội vụ chưa đăng lịch của tuần này" in page
        )
        assert f'value="{an.slug}" selected' in read(f"{PAGE}&lanh-dao={an.slug}")

    def test_offers_the_bodies_that_have_a_week_or_leaders_to_pick(self):
        published_week()
        leader(of=body("HĐND huyện"))
        body("Phòng không lịch")
        page = read(PAGE)
        assert "HĐND huyện</option>" in page and "Phòng không lịch" not in page


class CorrectionTests:
    def test_a_changed_line_shows_old_and_new_and_why(self):
        def later(lines):
            lines[0].starts_at, lines[0].place_text = datetime(2026, 1, 1, 9).time(), "Hội trường"
            return lines

        week = published_week(
            lines=[line(content="Họp giao ban"), line(day=1, content="Không đổi")]
        )
        corrected_week(week, later, reason="Chuyển địa điểm họp.")
        page = read(PAGE)
        assert "<del>Phòng họp số 1</del> <ins>Hội trường</ins>" in page
        assert "<del>08:00</del> <ins>09:00</ins>" in page
        assert "Chuyển địa điểm họp." in page
        assert "<del>Không đổi" not in page

    def test_a_line_that_moves_to_another_day_shows_both(self):
        def move(lines):
            lines[0].on += timedelta(days=2)
            return lines

        corrected_week(published_week(), move)
        assert "<del>Thứ 2, 16/11, 08:00</del> <ins>Thứ 4, 18/11, 08:00</ins>" in read(PAGE)

    def test_a_new_line_is_marked_and_one_taken_away_is_struck(self):
        week = published_week(lines=[line(content="Bị bỏ"), line(day=1, content="Còn lại")])
        corrected_week(week, lambda lines: [lines[1], line(day=2, content="Mới thêm")])
        page = read(PAGE)
        assert "<del>Bị bỏ</del>" in page and "<ins>Mới thêm</ins>" in page
        assert "<del>Còn lại" not in page and "<ins>Còn lại" not in page

    def test_what_was_changed_stays_marked_in_the_edition_after(self):
        week = published_week(lines=[line(content="Họp lần một"), line(day=1, content="Việc hai")])

        def rename(place, text):
            def change(lines):
                lines[place].content = text
                return lines

            return change

        week = corrected_week(week, rename(0, "Họp lần hai"))
        corrected_week(week, rename(1, "Việc ba"))
        page = read(PAGE)
        assert "<del>Họp lần một</del> <ins>Họp lần hai</ins>" in page
        assert "<del>Việc hai</del> <ins>Việc ba</ins>" in page

    def test_a_postponed_line_stays_and_says_so(self):
        def postpone(lines):
            lines[0].is_postponed = True
            return lines

        corrected_week(published_week(lines=[line(content="Hội nghị")]), postpone)
        page = read(PAGE)
        assert "HOÃN</strong>" in page and "Hội nghị" in page

    def test_a_correction_ahead_of_its_moment_changes_nothing_yet(self):
        week = published_week(lines=[line(content="Như cũ")])
        new = perform("correct", week, by=person("writer"), note="Đổi.")
        new.lines.update(content="Như mới")
        perform("submit", new, by=person("writer"))
        perform("pass", new, by=person("editor"))
        perform("publish", new, by=person("chief"), at=timezone.now() + timedelta(hours=2))
        page = read(PAGE)
        assert "Như cũ" in page and "Như mới" not in page

    def test_a_retracted_week_leaves_the_page_and_its_address_answers_with_the_notice(self):
        week = corrected_week(
            published_week(lines=[line(content="Bị thu hồi")]), lambda lines: lines
        )
        retracted(edition=week)
        assert "Bị thu hồi" not in read(PAGE)
        here = f"/lich-lam-viec/{week.item_id}"
        for path in (
            again(week).get_absolute_url(),
            f"{here}/lich.pdf",
            f"{here}/in/",
            f"{here}/lich-su/",
        ):
            assert "Bị thu hồi" not in read(path, 410)
        assert "Bị thu hồi" not in read("/lich-lam-viec/co-quan/lanh-dao-ubnd-huyen.ics")


class InternalLinesTests:
    """Planted in every text of internal lines, a word is looked for in everything that the public may ask."""

    @pytest.fixture
    def week(self):
        an = leader()
        texts = ("content", "chair_text", "participants", "place_text", "prepared_by", "note")
        secret = {name: SECRET for name in texts}
        week = published_week(
            monday=this_monday(),
            lines=[line(chair=an), line(day=1, is_public=False, chair=an, **secret)],
        )

        def more(lines):
            lines[1].note = f"{SECRET} hai"
            return [*lines, line(day=2, is_public=False, **secret)]

        return corrected_week(week, more)

    def paths(self, week):
        item, monday = week.item_id, week.week_name
        return [
            f"/lich-lam-viec/?tuan={monday}",
            f"/lich-lam-viec/?tuan={monday}&lanh-dao=nguyen-van-an-demo",
            f"/lich-lam-viec/?tuan={monday}&co-quan=lanh-dao-ubnd-huyen",
            week.get_absolute_url(),
            f"/lich-lam-viec/{item}/lich-su/",
            f"/lich-lam-viec/{item}/lich-su/so-sanh/",
            f"/lich-lam-viec/{item}/in/",
            "/lich-lam-viec/co-quan/lanh-dao-ubnd-huyen.ics",
            "/lich-lam-viec/lanh-dao/nguyen-van-an-demo.ics",
            "/",
            "/tin-tuc/rss/",
        ]

    def test_leave_the_desk_by_no_page_feed_or_calendar(self, week):
        for path in self.paths(week):
            assert SECRET not in read(path).replace("\r\n ", ""), path

    def test_are_not_in_what_search_reads(self, week):
        assert all(
            SECRET.lower() not in edition.search_text
            for edition in Item.objects.get().editions.all()
        )

    def test_are_in_no_notice_and_no_pdf(self, week, pdf_text):
        assert SECRET not in pdf_text(
            browser().get(f"/lich-lam-viec/{week.item_id}/lich.pdf").content
        )

    def test_are_not_counted_on_the_home_page(self, week):
        assert sum(day.count for day in public.this_week(main_site()).days) == 1

    def test_show_their_word_at_the_desk(self, week):
        page = (
            browser(person("editor"))
            .get(f"/quan-tri/editorial/edition/{week.pk}/xet-duyet/")
            .content.decode()
        )
        assert SECRET in page

    def test_a_line_that_becomes_internal_is_struck_as_the_public_knew_it(self):
        def hide(lines):
            lines[0].is_public, lines[0].content = False, SECRET
            return lines

        corrected_week(published_week(lines=[line(content="Từng công khai")]), hide)
        page = read(PAGE)
        assert "<del>Từng công khai</del>" in page and SECRET not in page


class ItemTests:
    def test_has_a_lasting_address(self):
        week = published_week()
        assert "Họp giao ban" in read(week.get_absolute_url())
        answer = browser().get(f"/lich-lam-viec/{week.item_id}/khac/")
        assert (answer.status_code, answer["Location"]) == (301, week.get_absolute_url())

    def test_compares_its_editions_line_by_line(self):
        def rename(lines):
            lines[0].content = "Họp toàn thể"
            return lines

        week = corrected_week(published_week(), rename)
        page = read(f"/lich-lam-viec/{week.item_id}/lich-su/so-sanh/")
        assert "<del>giao</del><ins>toàn</ins> <del>ban</del><ins>thể</ins>" in page

    def test_prints_as_a_notice(self):
        page = read(f"/lich-lam-viec/{published_week().item_id}/in/")
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "LỊCH LÀM VIỆC",
            "Nơi nhận:",
        ):
            assert words in page

    def test_is_a_notice_on_paper_too(self, pdf_text):
        week = published_week(
            of=body(
                "Văn phòng UBND huyện", signer_post="Chánh Văn phòng", signer="Người Ký (demo)"
            ),
            lines=[
                line(
                    content='#set page(fill: red) "Họp" $x$',
                    is_postponed=True,
                    participants="Các phòng",
                ),
            ],
        )
        answer = browser().get(f"/lich-lam-viec/{week.item_id}/lich.pdf")
        text = pdf_text(answer.content)
        for words in (
            "Độc lập - Tự do - Hạnh phúc",
            "LỊCH LÀM VIỆC",
            "Tuần 47",
            "HOÃN: #set page(fill: red)",
            "CHÁNH VĂN PHÒNG",
        ):
            assert words in text
        assert answer["Content-Type"] == "application/pdf"


class FrontTests:
    def test_the_home_page_gets_this_week_or_nothing(self):
        assert public.this_week(main_site()) is None
        published_week(monday=this_monday())
        days = public.this_week(main_site()).days
        assert [day.is_today for day in days].count(True) == 1


class FiguresTests:
    def test_count_a_week_once_and_its_changes_apart(self):
        week = published_week()
        corrected_week(week, lambda lines: lines)
        published_week(monday=MONDAY + timedelta(7))
        published_week(of=body("HĐND huyện"))
        year = timezone.localdate().year
        found = figures.count([year, year - 1], timezone.now())
        assert found[year].numbers == {"weeks": 3, "week_changes": 1}
        assert found[year - 1].numbers == {"weeks": 0, "week_changes": 0}


class CacheTests:
    def test_a_calendar_is_kept_and_no_visit(self):
        body()
        answer = browser().get("/lich-lam-viec/co-quan/lanh-dao-ubnd-huyen.ics")
        assert answer["ETag"]
        again_asked = browser().get(
            "/lich-lam-viec/co-quan/lanh-dao-ubnd-huyen.ics",
            headers={"If-None-Match": answer["ETag"]},
        )
        assert again_asked.status_code == 304
        assert not is_page(RequestFactory().get("/lich-lam-viec/co-quan/lanh-dao-ubnd-huyen.ics"))
        assert is_page(RequestFactory().get("/lich-lam-viec/"))


def home():
    (band,) = bands(main_site())
    return render_to_string(band.template, {"band": band.context})


class HomeTests:
    def test_opens_today_and_folds_the_other_days(self):
        published_week(monday=this_monday())
        page = home()
        assert page.count("<details") >= 5
        assert page.count(" open>") == 1
        assert "Họp giao ban" in page and "/lich-lam-viec/" in page

    def test_says_whose_each_line_is_where_several_bodies_have_one_and_counts_none_that_was_taken_away(
        self,
    ):
        week = published_week(monday=this_monday(), lines=[line(), line(content="Bị bỏ")])
        corrected_week(week, lambda lines: lines[:1])
        published_week(of=body("HĐND huyện"), monday=this_monday(), lines=[line(day=1)])
        assert "HĐND huyện" in home()
        shown = public.this_week(main_site())
        assert [day.count for day in shown.days][:2] == [1, 1]

    def test_is_nothing_without_a_week(self):
        assert list(bands(main_site())) == []
