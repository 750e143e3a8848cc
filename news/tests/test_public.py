"""What a citizen finds at the public addresses, through the real URLs and the real cache."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.workflow import perform
from member_sites.querysets import SiteQuerySet
from news import public
from tests.factories import (
    browser,
    category,
    commune,
    correction,
    draft,
    main_site,
    person,
    published,
    retracted,
    reviewed,
    stored_picture,
)

pytestmark = pytest.mark.django_db
TITLE = "Mùa mơ chín ở Cao Sơn"


def get(path, **cookies):
    client = browser()
    client.cookies.load(cookies)
    return client.get(path)


def corrected(edition, **changes):
    chief = person("chief", edition.item.site)
    return perform("publish", reviewed(correction(edition, **changes)), by=chief)


def page_of(edition):
    return get(edition.get_absolute_url())


def query_count(path):
    """Queries of a cold page: nothing kept from an earlier request."""
    cache.clear()
    client = browser()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def fill(count):
    for number in range(count):
        named = category(f"Chuyên mục {number % 3}")
        published(
            title=f"Tin số {number}", category=named, cover=stored_picture(), cover_alt="Đồi mơ"
        )


class PublicListTests:
    def test_shows_what_is_published(self):
        published()
        for path in (
            "/",
            "/tin-tuc/",
            "/tin-tuc/chuyen-muc/kinh-te/",
            "/tin-tuc/rss/",
            "/tin-tuc/atom/",
        ):
            assert TITLE in get(path).content.decode(), path

    def test_hides_drafts_scheduled_and_retracted_items(self):
        draft()
        published(at=timezone.now() + timedelta(hours=2))
        retracted()
        for path in (
            "/",
            "/tin-tuc/",
            "/tin-tuc/chuyen-muc/kinh-te/",
            "/tin-tuc/rss/",
            "/tin-tuc/atom/",
        ):
            assert TITLE not in get(path).content.decode(), path

    def test_keeps_sites_apart(self):
        published(site=commune())
        assert TITLE not in get("/tin-tuc/").content.decode()
        assert TITLE in get("/don-vi/cao-son/tin-tuc/").content.decode()

    def test_leads_to_older_items_and_back(self):
        fill(23)
        first = get("/tin-tuc/")
        older = get(f"/tin-tuc/?trang={first.context['page'].older}")
        assert len(older.context["page"]) == 3
        assert older.context["page"].older is None
        assert older.context["page"].newer

    def test_answers_a_broken_cursor_and_a_strange_month_with_the_first_page(self):
        published()
        for query in ("trang=xx", "nam=abc&thang=13", "nam=²", "thang=5", "nam=99999"):
            assert TITLE in get(f"/tin-tuc/?{query}").content.decode(), query

    def test_narrows_to_a_month(self):
        published()
        today = timezone.localdate()
        here = f"/tin-tuc/?nam={today.year}&thang={today.month}"
        assert TITLE in get(here).content.decode()
        assert TITLE not in get(f"/tin-tuc/?nam={today.year - 1}&thang=12").content.decode()


class OrderTests:
    def test_a_corrected_item_keeps_its_place_in_lists_and_feeds(self):
        older, newer = published(title="Tin cũ"), published(title="Tin mới")
        corrected(older)
        for path in ("/tin-tuc/", "/tin-tuc/rss/"):
            page = get(path).content.decode()
            assert page.index(newer.title) < page.index(older.title)


class DetailPageTests:
    def test_shows_the_text(self):
        assert "Vụ mơ năm nay được mùa." in page_of(published()).content.decode()

    def test_moves_permanently_from_an_old_title(self):
        edition = published()
        answer = get(f"/tin-tuc/{edition.item_id}/ten-cu/")
        assert (answer.status_code, answer["Location"]) == (301, edition.get_absolute_url())

    def test_does_not_exist_for_a_draft(self):
        assert page_of(draft()).status_code == 404

    def test_does_not_exist_on_another_site(self):
        edition = published(site=commune())
        assert get(f"/tin-tuc/{edition.item_id}/{edition.slug}/").status_code == 404
        assert page_of(edition).status_code == 200

    def test_tells_of_a_correction_and_leads_to_the_history(self):
        page = page_of(corrected(published())).content.decode()
        assert "moments__corrected" in page
        assert "/lich-su/" in page

    def test_keeps_the_first_moment_of_publication_after_a_correction(self):
        first = published()
        page = page_of(corrected(first))
        assert page.context["article"].first_published_at == first.published_at

    def test_answers_with_the_notice_after_a_retraction(self):
        edition = retracted(note="Sai số liệu diện tích.", body="Ban biên tập cổng")
        below = f"/tin-tuc/{edition.item_id}"
        for path in (
            edition.get_absolute_url(),
            f"{below}/lich-su/",
            f"{below}/lich-su/so-sanh/",
            f"{below}/in/",
        ):
            answer = get(path)
            assert answer.status_code == 410, path
            assert "Sai số liệu diện tích." in answer.content.decode()
            assert "Ban biên tập cổng" in answer.content.decode()
            assert "Vụ mơ năm nay được mùa." not in answer.content.decode()

    def test_leads_from_the_notice_to_the_replacement(self):
        new = published(title="Bản đúng")
        gone = retracted(kind="replaced", replacement=new.item)
        assert new.get_absolute_url() in page_of(gone).content.decode()

    def test_stays_readable_under_the_notice_where_so_decided(self):
        answer = page_of(retracted(stays_readable=True))
        assert answer.status_code == 200
        assert "Bài đăng nhầm chuyên mục." in answer.content.decode()
        assert "Vụ mơ năm nay được mùa." in answer.content.decode()

    def test_offers_a_video_without_calling_its_host(self):
        page = page_of(published(video_url="https://youtu.be/aqz-KE-bpKQ")).content.decode()
        assert 'data-frame="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ' in page
        assert "<iframe" not in page


class HistoryPageTests:
    def test_lists_the_public_editions_with_their_notes(self):
        edition = corrected(published(), title="Mùa mơ chín ở Vũ Muộn")
        page = get(f"/tin-tuc/{edition.item_id}/lich-su/")
        assert [row.number for row in page.context["editions"]] == [2, 1]
        assert "Sửa một dấu phẩy." in page.content.decode()

    def test_does_not_show_an_open_correction(self):
        edition = published()
        correction(edition, title="Chưa duyệt")
        assert "Chưa duyệt" not in get(f"/tin-tuc/{edition.item_id}/lich-su/").content.decode()
        assert get(f"/tin-tuc/{edition.item_id}/lich-su/so-sanh/?tu=1&den=2").status_code == 404

    def test_marks_what_changed_between_two_editions(self):
        edition = corrected(published(), title="Mùa mơ chín ở Vũ Muộn")
        page = get(f"/tin-tuc/{edition.item_id}/lich-su/so-sanh/?tu=1&den=2").content.decode()
        assert "<del>" in page
        assert "<ins>" in page

    def test_does_not_exist_for_a_draft(self):
        assert get(f"/tin-tuc/{draft().item_id}/lich-su/").status_code == 404


class FeedTests:
    def test_of_a_member_site_names_its_own_addresses(self):
        edition = published(site=commune())
        address = f"/don-vi/cao-son/tin-tuc/{edition.item_id}/{edition.slug}/"
        assert f"{address}</link>" in get("/don-vi/cao-son/tin-tuc/rss/").content.decode()

    def test_of_a_category_holds_only_its_items(self):
        published()
        published(title="Tin khác", category=category("Văn hóa"))
        feed = get("/tin-tuc/chuyen-muc/kinh-te/atom/").content.decode()
        assert TITLE in feed
        assert "Tin khác" not in feed

    def test_keeps_the_identity_of_a_corrected_item(self):
        edition = corrected(published())
        assert (
            get("/tin-tuc/rss/").content.decode().count(f"urn:portal:item:{edition.item_id}<") == 1
        )


class QueryBudgetTests:
    @pytest.mark.parametrize(("path", "most"), [("/", 12), ("/tin-tuc/", 6)])
    def test_holds_whatever_the_number_of_rows(self, path, most):
        fill(4)
        few = query_count(path)
        fill(10)
        assert query_count(path) == few <= most

    def test_of_a_detail_page_holds_whatever_the_number_of_rows(self):
        edition = published(cover=stored_picture(), cover_alt="Đồi mơ")
        published(title="Tin liên quan")
        few = query_count(edition.get_absolute_url())
        for number in range(10):
            published(title=f"Tin liên quan {number}")
        assert query_count(edition.get_absolute_url()) == few <= 8

    def test_of_a_member_home_holds_too(self):
        published(site=commune())
        published()
        assert query_count("/don-vi/cao-son/") <= 12


class MemberHomeTests:
    def test_offers_the_district_s_items_under_their_source(self):
        commune()
        edition = published()
        page = get("/don-vi/cao-son/").content.decode()
        assert edition.get_absolute_url() in page
        assert "Huyện Bạch Thông" in page


class DisplayTests:
    def test_remembers_the_choice_and_returns_to_the_page(self):
        main_site()
        answer = browser(enforce_csrf_checks=True).post(
            "/hien-thi/", {"co-chu": "lon", "next": "/tin-tuc/"}
        )
        assert answer["Location"] == "/tin-tuc/"
        assert answer.cookies["co-chu"].value == "lon"

    def test_does_not_lead_to_a_foreign_host(self):
        main_site()
        answer = browser().post("/hien-thi/", {"tuong-phan": "cao", "next": "https://example.com/"})
        assert answer["Location"] == "/"

    def test_ignores_invented_values(self):
        main_site()
        assert not browser().post("/hien-thi/", {"co-chu": '"><script>'}).cookies
        assert 'data-size="vua"' in get("/", **{"co-chu": "xx"}).content.decode()

    def test_shows_the_chosen_size(self):
        main_site()
        assert 'data-size="lon"' in get("/", **{"co-chu": "lon"}).content.decode()


class PublicPolicyTests:
    def test_lets_no_inline_script_or_style_in(self):
        main_site()
        policy = get("/")["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy

    def test_answers_an_unknown_address_with_a_designed_page(self):
        main_site()
        answer = get("/khong-co/")
        assert answer.status_code == 404
        assert "error__code" in answer.content.decode()


class DatabaseDownTests:
    @pytest.mark.parametrize("broken", [(public, "front_page"), (SiteQuerySet, "for_request")])
    def test_answers_that_it_will_be_back_instead_of_an_error(self, monkeypatch, broken):
        main_site()

        def fail(*args, **kwargs):
            raise OperationalError("server closed the connection")

        monkeypatch.setattr(*broken, fail)
        client = browser()
        client.raise_request_exception = False
        answer = client.get("/")
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "error__code" in answer.content.decode()
