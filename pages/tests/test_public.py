"""What citizens read: pages, their way, the chart, English, the map of the site. On the main site and on members."""

import pytest
from django.core.cache import cache

from editorial.workflow import perform
from pages import charts
from pages.models import Contact, Layout, Unit
from pages.tests.factories import as_item, leader, page, publish, published_page, word
from tests.factories import (
    browser,
    commune,
    correction,
    main_site,
    person,
    retracted,
    stored_picture,
)

pytestmark = pytest.mark.django_db


def read(path, **headers):
    # Publications of a test are never committed, so nothing else empties the cache of pages.
    cache.clear()
    return browser(**headers).get(path)


def text_of(path):
    answer = read(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


class AddressTests:
    def test_the_introduction_answers_at_gioi_thieu_and_what_stands_below_it_under_it(self):
        above = published_page(address="gioi-thieu")
        below = published_page(title="Lãnh đạo huyện", parent=as_item(above))
        assert above.get_absolute_url() == "/gioi-thieu/"
        assert below.get_absolute_url() == "/gioi-thieu/lanh-dao-huyen/"
        assert "Lãnh đạo huyện" in text_of("/gioi-thieu/lanh-dao-huyen/")

    def test_other_pages_answer_under_trang(self):
        assert published_page(title="Liên hệ").get_absolute_url() == "/trang/lien-he/"
        assert "Liên hệ" in text_of("/trang/lien-he/")

    @pytest.mark.parametrize(
        "start, headers", [("/don-vi/cao-son", {}), ("", {"HTTP_HOST": "caoson.localhost"})]
    )
    def test_a_member_site_has_its_own(self, start, headers, settings):
        settings.ALLOWED_HOSTS = ["*"]
        site = commune(domain="caoson.localhost")
        published_page(site, title="Cao Sơn xin chào", address="gioi-thieu")
        assert "Cao Sơn xin chào" in read(f"{start}/gioi-thieu/", **headers).content.decode()
        assert read("/gioi-thieu/").status_code == 404

    @pytest.mark.parametrize(
        "path",
        [
            "/gioi-thieu/",
            "/trang/khong-co/",
            "/trang/../x/",
            "/trang/A/",
            "/trang/9/",
        ],
    )
    def test_an_unknown_one_is_not_found(self, path):
        main_site()
        assert read(path).status_code == 404

    def test_a_draft_is_not_found(self):
        page(address="gioi-thieu")
        assert read("/gioi-thieu/").status_code == 404

    def test_an_old_one_leads_to_the_present(self):
        public = published_page(title="Liên hệ")
        publish(correction(public, title="Đầu mối liên hệ", address="dau-moi"))
        moved = read("/trang/lien-he/")
        assert (moved.status_code, moved["Location"]) == (301, "/trang/dau-moi/")

    def test_one_that_another_page_has_taken_over_answers_with_that(self):
        public = published_page(title="Liên hệ")
        publish(correction(public, title="Đầu mối", address="dau-moi"))
        published_page(title="Liên hệ mới", address="lien-he")
        assert "Liên hệ mới" in text_of("/trang/lien-he/")

    def test_a_retracted_page_answers_with_its_notice(self):
        retracted(edition=published_page(title="Liên hệ"), note="Số điện thoại sai.")
        answer = read("/trang/lien-he/")
        assert answer.status_code == 410
        assert "Số điện thoại sai." in answer.content.decode()


class AroundTests:
    def test_a_page_names_those_above_below_and_beside_it(self):
        top = published_page(address="gioi-thieu")
        one = published_page(title="Lãnh đạo huyện", parent=as_item(top))
        published_page(title="Sơ đồ tổ chức huyện", parent=as_item(top))
        page(title="Chưa đăng", parent=as_item(top))
        above, beside = text_of("/gioi-thieu/"), text_of(one.get_absolute_url())
        assert "Sơ đồ tổ chức huyện" in above and "Chưa đăng" not in above
        assert "Sơ đồ tổ chức huyện" in beside and 'href="/gioi-thieu/"' in beside

    def test_pages_that_stand_in_a_circle_still_answer(self):
        one, two = page(title="Một"), page(title="Hai")
        type(one).objects.filter(pk=one.pk).update(parent=two.item_id)
        type(one).objects.filter(pk=two.pk).update(parent=one.item_id)
        publish(type(one).objects.get(pk=one.pk))
        publish(type(one).objects.get(pk=two.pk))
        assert "Hai" in text_of("/trang/mot/") and text_of("/so-do/")

    @pytest.mark.parametrize("door", ["lich-su/", "lich-su/so-sanh/", "in/"])
    def test_history_comparison_and_print_answer(self, door):
        edition = published_page()
        assert "Giới thiệu chung" in text_of(f"/trang/{edition.item_id}/{door}")

    def test_takes_the_same_number_of_queries_for_one_page_and_for_many(
        self, django_assert_num_queries
    ):
        top = published_page(address="gioi-thieu")
        word(main_site(), "Giới thiệu", page=as_item(top))
        read("/gioi-thieu/")
        for turn in range(2):
            with django_assert_num_queries(QUERIES):
                read("/gioi-thieu/")
            for number in range(4):
                published_page(title=f"Trang con {turn} {number}", parent=as_item(top))
                word(main_site(), f"Mục {turn} {number}", page=as_item(top))


QUERIES = 8


class BlockTests:
    def test_leaders_show_photograph_duties_and_how_to_reach_them(self):
        photo = stored_picture(person("writer"))
        reach = {"phone": "0209 000 000", "email": "thu@example.vn"}
        row = leader("Hoàng Văn Thử (demo)", file=photo, biography="Sinh tại huyện.", **reach)
        text = text_of(published_page(layout=Layout.LEADERS, rows=[row]).get_absolute_url())
        for told in (
            "Phụ trách chung.",
            "tel:0209000000",
            "mailto:thu@example.vn",
            "Sinh tại huyện.",
        ):
            assert told in text
        assert 'alt="Hoàng Văn Thử (demo)"' in text

    def test_contacts_are_a_table_with_heads(self):
        rows = [Contact(name="Bộ phận Một cửa", phone="0209 000 000")]
        text = text_of(published_page(layout=Layout.CONTACTS, rows=rows).get_absolute_url())
        assert (
            '<th scope="row">Bộ phận Một cửa</th>' in text and text.count('<th scope="col">') == 5
        )

    def test_the_chart_is_nested_lists_in_the_order_of_levels(self):
        rows = [
            Unit(name="UBND"),
            Unit(name="Văn phòng", level=2),
            Unit(name="Một cửa", level=3),
            Unit(name="Tài chính", level=2),
        ]
        text = text_of(published_page(layout=Layout.ORGANISATION, rows=rows).get_absolute_url())
        assert (
            text.index("UBND")
            < text.index("Văn phòng")
            < text.index("Một cửa")
            < text.index("Tài chính")
        )
        chart = text[text.index('class="chart"') : text.index('class="tools"')]
        assert chart.count("<ul>") == 3 and chart.count("<li>") == 4

    def test_a_unit_belongs_to_the_nearest_above_it_of_a_higher_level(self):
        units = [
            Unit(name=name, level=level)
            for name, level in [("a", 2), ("b", 4), ("c", 3), ("d", 1), ("e", 3), ("f", 2)]
        ]
        shape = lambda branches: [(one.unit.name, shape(one.below)) for one in branches]  # noqa: E731
        assert shape(charts.tree(units)) == [
            ("a", [("b", []), ("c", [])]),
            ("d", [("e", []), ("f", [])]),
        ]

    def test_a_map_shows_its_picture_in_words_and_its_link(self):
        edition = page(
            layout=Layout.MAP,
            cover=stored_picture(person("writer")),
            cover_alt="Bản đồ xã",
            map_url="https://www.openstreetmap.org/",
        )
        text = text_of(publish(edition).get_absolute_url())
        assert (
            'alt="Bản đồ xã"' in text
            and 'href="https://www.openstreetmap.org/"' in text
            and "<iframe" not in text
        )

    def test_rows_of_another_layout_are_not_shown(self):
        assert "(demo)" not in text_of(
            published_page(layout=Layout.TEXT, rows=[leader()]).get_absolute_url()
        )


class EnglishTests:
    @pytest.fixture
    def pair(self):
        vietnamese = published_page(title="Liên hệ")
        english = published_page(
            title="Contact", language="en", translation_of=as_item(vietnamese), address="en-contact"
        )
        return vietnamese, english

    def test_names_its_language_and_speaks_it_throughout(self, pair):
        text = text_of("/trang/en-contact/")
        inside = text[text.index('<div lang="en"') : text.index("</main>")]
        assert "Edit history" in inside and "Lịch sử" not in inside and "Trang chủ" not in inside

    def test_both_name_each_other(self, pair):
        for path, other in (
            ("/trang/lien-he/", "/trang/en-contact/"),
            ("/trang/en-contact/", "/trang/lien-he/"),
        ):
            text = " ".join(text_of(path).split())
            assert text.count('rel="alternate" hreflang=') == 2 and f'testserver{other}"' in text
            assert f'head__language" href="{other}"' in text

    def test_the_english_door_lists_english_pages_only_and_opens_without_any(self, pair):
        text = text_of("/en/")
        assert "/trang/en-contact/" in text and "/trang/lien-he/" not in text[text.index("<main") :]
        commune()
        assert "no pages in English yet" in text_of("/don-vi/cao-son/en/")

    def test_the_vietnamese_map_of_the_site_leaves_english_pages_to_their_own_door(self, pair):
        assert "/trang/en-contact/" not in text_of("/so-do/")


class SiteMapTests:
    def test_without_pages_leads_to_the_news(self):
        main_site()
        text = text_of("/so-do/")
        assert '<a href="/tin-tuc/">' in text[text.index('id="trang-thong-tin"') :]

    def test_names_every_page_and_every_word_of_the_menu(self):
        top = published_page(address="gioi-thieu")
        published_page(title="Lãnh đạo huyện", parent=as_item(top))
        word(main_site(), "Báo Bắc Kạn", url="https://example.vn/")
        text = text_of("/so-do/")
        for told in ("Giới thiệu chung", "Lãnh đạo huyện", "Báo Bắc Kạn"):
            assert told in text

    def test_opens_where_there_is_nothing(self):
        commune()
        assert "chưa có trang thông tin" in text_of("/don-vi/cao-son/so-do/")

    def test_names_nothing_of_another_site(self):
        published_page(commune(), title="Chỉ của Cao Sơn")
        assert "Chỉ của Cao Sơn" not in text_of("/so-do/")


class HeaderTests:
    def test_shows_the_sites_menu_on_two_levels(self):
        site = main_site()
        top = word(site, "Giới thiệu", page=as_item(published_page(address="gioi-thieu")))
        word(site, "Tin huyện", above=top)
        text = text_of("/so-do/")
        menu = text[text.index('class="menu"') : text.index("</nav>", text.index('class="menu"'))]
        assert "<details" in menu and 'href="/gioi-thieu/"' in menu and 'href="/tin-tuc/"' in menu

    def test_shows_the_usual_menu_where_the_site_has_none(self):
        main_site()
        assert "menu__more" not in text_of("/so-do/") and ">Tin tức<" in text_of("/so-do/")

    def test_leaves_out_a_page_that_is_not_public_and_comes_back_with_it(self):
        site, draft = main_site(), page(title="Ngân sách")
        word(site, "Ngân sách công khai", page=as_item(draft))
        assert "Ngân sách công khai" not in text_of("/so-do/")
        public = publish(draft)
        assert 'href="/trang/ngan-sach/"' in text_of("/so-do/")
        perform("retract_urgently", public, by=person("chief"), note="Sai số.", kind="mistake")
        assert "Ngân sách công khai" not in text_of("/so-do/")

    def test_of_a_member_site_leads_within_the_member_site(self):
        site = commune()
        word(site, "Tin xã")
        word(site, "Kinh tế xã", path="tin-tuc/chuyen-muc/kinh-te/")
        text = text_of("/don-vi/cao-son/so-do/")
        assert (
            'href="/don-vi/cao-son/tin-tuc/"' in text
            and 'href="/don-vi/cao-son/tin-tuc/chuyen-muc/kinh-te/"' in text
        )
