from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from member_sites.models import Site
from member_sites.urls import reverse_on
from tests.factories import browser, commune, draft, main_site, person, published

pytestmark = pytest.mark.django_db


class PrefixTests:
    def test_leads_to_the_members_own_pages(self):
        site = commune("Cao Sơn")
        page = browser().get("/don-vi/cao-son/")
        assert page.status_code == 200
        assert site.full_name in page.content.decode()

    def test_stays_in_the_addresses_of_its_pages(self):
        edition = published(commune("Cao Sơn"))
        address = f"/don-vi/cao-son/tin-tuc/{edition.item_id}/{edition.slug}/"
        assert edition.get_absolute_url() == address
        assert address in browser().get("/don-vi/cao-son/tin-tuc/").content.decode()

    def test_shows_a_members_text_under_its_own_address_only(self):
        here = published(commune("Cao Sơn"))
        commune("Vũ Muộn")
        assert (
            browser().get(f"/don-vi/vu-muon/tin-tuc/{here.item_id}/{here.slug}/").status_code != 200
        )
        assert here.title not in browser().get("/don-vi/vu-muon/tin-tuc/").content.decode()

    def test_of_no_site_is_not_found(self):
        main_site()
        assert browser().get("/don-vi/khong-co/").status_code == 404

    def test_opens_no_desk(self):
        commune("Cao Sơn")
        assert browser().get("/don-vi/cao-son/quan-tri/").status_code == 404

    def test_is_put_back_after_a_request(self):
        commune("Cao Sơn")
        browser().get("/don-vi/cao-son/")
        assert reverse("home") == "/"
        assert reverse_on(main_site(), "home") == "/"


class OwnHostTests:
    @pytest.fixture(autouse=True)
    def allowed(self, settings):
        settings.ALLOWED_HOSTS = ["caoson.example.vn", "testserver"]

    def test_shows_the_member_without_a_prefix(self):
        commune("Cao Sơn", domain="caoson.example.vn")
        page = browser().get("/", headers={"host": "caoson.example.vn"})
        assert "Xã Cao Sơn" in page.content.decode()
        assert 'href="/tin-tuc/"' in page.content.decode()

    def test_opens_no_desk(self):
        commune("Cao Sơn", domain="caoson.example.vn")
        assert browser().get("/quan-tri/", headers={"host": "caoson.example.vn"}).status_code == 404

    def test_of_nobody_shows_the_main_site(self):
        main_site()
        assert main_site().full_name in browser().get("/").content.decode()

    def test_keeps_two_sites_pages_apart_in_the_cache(self):
        commune("Cao Sơn", domain="caoson.example.vn")
        main = browser().get("/").content
        assert browser().get("/", headers={"host": "caoson.example.vn"}).content != main


class ArchivedTests:
    @pytest.fixture
    def archived(self):
        site = commune("Cao Sơn", successor=commune("Cao Sơn Mới"))
        edition = published(site)
        site.archived_at = timezone.now()
        site.save()
        return edition

    def test_says_so_and_names_the_successor_on_every_page(self, archived):
        for path in ["/don-vi/cao-son/", "/don-vi/cao-son/tin-tuc/", archived.get_absolute_url()]:
            page = browser().get(path)
            assert page.status_code == 200
            assert "/don-vi/cao-son-moi/" in page.content.decode()

    def test_takes_no_new_text(self, archived):
        writer = person("writer", archived.item.site)
        sent = {"site": archived.item.site_id, "title": "Tin mới", "genre": "tin", "medium": "text"}
        browser(writer).post(reverse("admin:news_article_add"), sent)
        assert archived.item.site.items.count() == 1

    def test_lets_no_draft_be_changed(self):
        site = commune("Cao Sơn")
        edition = draft(site)
        site.archived_at = timezone.now()
        site.save()
        sent = {"title": "Tên mới", "genre": "tin", "medium": "text", "version": 1}
        browser(person("writer", site)).post(
            reverse("admin:news_article_change", args=[edition.pk]), sent
        )
        edition.refresh_from_db()
        assert edition.title != "Tên mới"


class SiteTests:
    def test_there_is_one_main_site(self):
        main_site()
        with pytest.raises(IntegrityError), transaction.atomic():
            Site.objects.create(kind="huyện", name="Khác", slug="khac")

    def test_is_called_by_kind_and_name(self):
        assert (commune("Cao Sơn").full_name, commune("Cao Sơn").initials) == ("Xã Cao Sơn", "CS")

    def test_is_in_force_between_its_days(self):
        site = commune("Cao Sơn", valid_from=date(2020, 1, 1), valid_to=date(2025, 6, 30))
        assert site in Site.objects.in_force(on=date(2025, 6, 30))
        assert site not in Site.objects.in_force(on=date(2025, 7, 1))
        assert site not in Site.objects.in_force(on=date(2019, 12, 31))
