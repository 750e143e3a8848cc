from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone

from banners import public
from banners.counter import tally
from banners.models import BannerDay, Position
from banners.models.themes import Season
from banners.tasks import flush
from banners.tests.factories import banner_draft, banner_published, theme
from editorial.workflow import perform
from portal import page_notes
from tests.factories import again, browser, commune, main_site, person
from visits import tally as counting

pytestmark = pytest.mark.django_db

READER = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture(autouse=True)
def fresh_tally(monkeypatch):
    monkeypatch.setattr(counting, "rest", counting.Rest())
    tally.held.clear()


def titles(site, at=None):
    return {
        place.value: [one.title for one in found]
        for place, found in public.shown_on(site, at).items()
        if found
    }


def reader(agent=READER):
    return browser(HTTP_USER_AGENT=agent)


def counted():
    flush()
    return [
        (row.item_id, row.shown, row.clicks, row.robot_shown, row.robot_clicks)
        for row in BannerDay.objects.all()
    ]


class ShownTests:
    def test_stands_on_the_chosen_sites_only(self):
        caoson, vumuon = commune("Cao Sơn"), commune("Vũ Muộn")
        banner_published(title="Toàn huyện", sites=[main_site(), caoson])
        assert [bool(titles(site)) for site in (main_site(), caoson, vumuon)] == [True, True, False]
        pages = {
            path: reader().get(path).content.decode()
            for path in ("/", "/don-vi/cao-son/", "/don-vi/vu-muon/")
        }
        assert [path for path, page in pages.items() if "Toàn huyện" in page] == [
            "/",
            "/don-vi/cao-son/",
        ]

    def test_keeps_its_place(self):
        banner_published(title="Trên", position=Position.TOP)
        banner_published(title="Dưới")
        assert titles(main_site()) == {"top": ["Trên"], "quiet": ["Dưới"]}

    def test_appears_and_ends_by_the_clock(self):
        at = timezone.now()
        banner_published(title="Mai", at=at + timedelta(days=1), expires_at=at + timedelta(days=3))
        moments = [at, at + timedelta(days=2), at + timedelta(days=4)]
        assert [bool(titles(main_site(), moment)) for moment in moments] == [False, True, False]

    def test_follows_the_season_of_its_theme(self):
        banner_published(theme=theme(season=Season.LUNAR, first_from_tet=0, last_from_tet=5))
        days = [
            datetime(year, month, day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
            for year, month, day in ((2027, 2, 5), (2027, 2, 6), (2028, 1, 28), (2028, 2, 6))
        ]
        assert [bool(titles(main_site(), moment)) for moment in days] == [False, True, True, False]

    def test_does_not_show_what_is_not_public(self):
        banner_draft(title="Nháp")
        shown = banner_published(title="Thu hồi")
        perform("ask_retraction", shown, by=person("editor"), note="Sai.", kind="mistake")
        perform("retract", again(shown), by=person("chief"))
        assert titles(main_site()) == {}

    def test_costs_one_query_however_many_there_are(self, django_assert_num_queries):
        site = main_site()
        for number in range(2):
            banner_published(title=f"Lô gô {number}", theme=theme())
            with django_assert_num_queries(1):
                [
                    banner.item.site
                    for found in public.shown_on(site).values()
                    for banner in found
                    if banner.cover
                ]


class PageTests:
    def test_names_theme_and_picture(self):
        banner = banner_published(theme=theme())
        page = reader().get(banner.get_absolute_url()).content.decode()
        assert "Cải cách hành chính" in page and 'alt="Tờ hồ sơ"' in page

    @pytest.mark.parametrize("path", ["/tuyen-truyen/", "/don-vi/cao-son/tuyen-truyen/"])
    def test_the_list_answers_on_every_site(self, path):
        banner_published(commune())
        assert reader().get(path).status_code == 200

    @pytest.mark.parametrize("page", ["lich-su/", "lich-su/so-sanh/", "in/"])
    def test_has_history_comparison_and_print(self, page):
        banner = banner_published()
        assert reader().get(f"/tuyen-truyen/{banner.item_id}/{page}").status_code == 200

    def test_of_a_retracted_one_shows_the_notice(self):
        shown = banner_published()
        perform("ask_retraction", shown, by=person("editor"), note="Hết đợt.", kind="expired")
        perform("retract", again(shown), by=person("chief"))
        assert reader().get(shown.get_absolute_url()).status_code == 410


class CountTests:
    def test_each_reading_of_a_page_counts_also_from_the_cache(self):
        banner = banner_published()
        tag = reader().get("/").headers["ETag"]
        assert reader().get("/").status_code == 200
        assert reader().get("/", HTTP_IF_NONE_MATCH=tag).status_code == 304
        assert counted() == [(banner.item_id, 3, 0, 0, 0)]

    def test_tells_the_reader_nothing_of_how_it_counts(self):
        banner_published()
        for _page in range(2):
            assert page_notes.HEADER not in reader().get("/").headers

    def test_robots_are_counted_apart(self):
        banner = banner_published()
        reader(ROBOT).get("/")
        reader(ROBOT).get(f"/tuyen-truyen/{banner.item_id}/den/")
        assert counted() == [(banner.item_id, 0, 0, 1, 1)]

    def test_a_press_is_counted_and_leads_on(self):
        banner = banner_published(link="https://dichvucong.gov.vn/")
        answer = reader().get(f"/tuyen-truyen/{banner.item_id}/den/")
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            "https://dichvucong.gov.vn/",
        )
        assert counted() == [(banner.item_id, 0, 1, 0, 0)]

    def test_a_press_leads_nowhere_once_the_banner_is_gone(self):
        draft = banner_draft()
        assert reader().get(f"/tuyen-truyen/{draft.item_id}/den/").status_code == 404
        elsewhere = banner_published(commune())
        assert reader().get(f"/tuyen-truyen/{elsewhere.item_id}/den/").status_code == 404
        assert counted() == []

    def test_writes_nothing_to_the_database(self, django_assert_num_queries):
        banner_published()
        reader().get("/")
        # The site, and no more: page and counts come from Redis.
        with django_assert_num_queries(1):
            reader().get("/")

    def test_keeps_no_address(self):
        banner_published()
        reader().get("/", REMOTE_ADDR="203.0.113.7")
        client = counting.redis()
        kept = b" ".join([*client.keys("*banners*"), *client.hgetall(tally.key("pending"))])
        assert b"203.0.113.7" not in kept

    def test_goes_on_without_redis(self, settings):
        banner_published()
        cache.clear()
        settings.REDIS_URL = "redis://127.0.0.1:9/0"
        assert reader().get("/").status_code == 200
