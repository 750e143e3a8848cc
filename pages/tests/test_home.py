"""What the home page of a member site says of the unit, however little the unit has published."""

import pytest
from django.urls import reverse

from pages import public
from pages.home import bands as home_bands
from pages.tests.factories import published_page
from tests.factories import browser, commune, main_site, published

pytestmark = pytest.mark.django_db


def home(site):
    return browser().get(f"{site.prefix}/").content.decode()


class HomeTests:
    def test_of_a_commune_with_nothing_still_says_who_and_where(self):
        here = commune(
            "Sỹ Bình", address="Thôn Khuổi Đẳng", email="sybinh@example.vn", phone="0209 000 000"
        )
        page = home(here)
        assert "Xã Sỹ Bình là đơn vị thuộc Huyện Bạch Thông" in page
        assert (
            "Thôn Khuổi Đẳng" in page
            and 'href="tel:0209000000"' in page
            and "mailto:sybinh@example.vn" in page
        )

    def test_leads_to_the_introduction_and_the_contacts(self):
        here = commune("Sỹ Bình")
        published_page(
            here, address="gioi-thieu", component="gioi-thieu", summary="Xã vùng cao phía bắc."
        )
        published_page(here, title="Liên hệ", address="lien-he", component="lien-he")
        page = home(here)
        assert "Xã vùng cao phía bắc." in page
        assert "/don-vi/sy-binh/gioi-thieu/" in page and "/don-vi/sy-binh/trang/lien-he/" in page

    def test_shows_no_page_that_is_not_public_or_of_another_site(self):
        here, there = commune("Sỹ Bình"), commune("Vũ Muộn")
        published_page(
            there, address="gioi-thieu", component="gioi-thieu", summary="Chuyện của xã khác."
        )
        assert "Chuyện của xã khác." not in home(here) and "Xem bài giới thiệu" not in home(here)

    def test_of_the_district_stays_as_it_is(self):
        published_page(
            main_site(), address="gioi-thieu", component="gioi-thieu", summary="Vài nét về huyện."
        )
        published()
        assert "Vài nét về huyện." not in browser().get(reverse("home")).content.decode()

    def test_asks_one_question_for_it(self, django_assert_num_queries):
        here = commune("Sỹ Bình")
        published_page(here, address="gioi-thieu", component="gioi-thieu")
        with django_assert_num_queries(1):
            assert public.excerpt(here)["introduction_page"].title == "Giới thiệu chung"
        with django_assert_num_queries(0):
            assert list(home_bands(here.parent)) == []
