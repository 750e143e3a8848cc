"""A site that was renamed or merged: old addresses go on answering, nobody writes on an archive."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from editorial import drafts
from editorial.workflow import Refused, perform
from member_sites import life
from member_sites.models import SiteAlias
from news.models import Article
from tests.factories import browser, commune, draft, main_site, person, published

pytestmark = pytest.mark.django_db

HOST = {"HTTP_HOST": "caoson.example.vn"}


@pytest.fixture(autouse=True)
def any_host(settings):
    settings.ALLOWED_HOSTS, settings.PORTAL_ADDRESS = ["*"], "https://huyen.example.vn"


def leads_to(path, **headers):
    answer = browser().get(path, **headers)
    return answer.status_code, answer.headers.get("Location")


class RenameTests:
    def test_the_old_address_leads_to_the_new_one_page_by_page(self):
        life.rename(commune("Cao Sơn"), slug="cao-son-moi", name="Cao Sơn Mới")
        assert leads_to("/don-vi/cao-son/tin-tuc/?nam=2023") == (
            301,
            "/don-vi/cao-son-moi/tin-tuc/?nam=2023",
        )
        assert browser().get("/don-vi/cao-son-moi/").status_code == 200

    def test_the_old_host_leads_to_the_new_one(self):
        life.rename(commune("Cao Sơn", domain="caoson.example.vn"), domain="moi.example.vn")
        status, address = leads_to("/tin-tuc/", **HOST)
        assert status == 301 and address.endswith("://moi.example.vn/tin-tuc/")
        assert browser().get("/", HTTP_HOST="moi.example.vn").status_code == 200

    def test_twice_leads_straight_to_the_last_address(self):
        site = life.rename(commune("Cao Sơn"), slug="giua")
        life.rename(site, slug="cuoi")
        assert [leads_to(f"/don-vi/{slug}/")[1] for slug in ("cao-son", "giua")] == [
            "/don-vi/cuoi/"
        ] * 2

    def test_back_again_is_no_circle(self):
        site = life.rename(commune("Cao Sơn"), slug="giua")
        life.rename(site, slug="cao-son")
        assert browser().get("/don-vi/cao-son/").status_code == 200
        assert leads_to("/don-vi/giua/") == (301, "/don-vi/cao-son/")

    def test_gives_no_address_away_that_still_leads_elsewhere(self):
        life.rename(commune("Cao Sơn"), slug="giua")
        with pytest.raises(ValidationError):
            life.rename(commune("Vũ Muộn"), slug="cao-son")

    def test_a_form_sent_to_the_old_address_keeps_its_method(self):
        life.rename(commune("Cao Sơn"), slug="giua")
        assert browser().post("/don-vi/cao-son/hien-thi/").status_code == 308

    def test_an_address_that_never_was_is_not_found(self):
        main_site()
        assert browser().get("/don-vi/khong-co/").status_code == 404

    def test_an_unchanged_site_costs_no_query_more(self, django_assert_num_queries):
        commune("Cao Sơn", domain="caoson.example.vn")
        browser().get("/tin-tuc/", **HOST)
        with django_assert_num_queries(1):
            browser().get("/tin-tuc/", **HOST)

    def test_by_command(self):
        commune("Cao Sơn")
        call_command("rename_site", "cao-son", "--to", "giua", "--name", "Giữa", verbosity=0)
        assert SiteAlias.objects.get().slug == "cao-son"


class ArchiveTests:
    def archived(self, **fields):
        return life.archive(commune("Cao Sơn", **fields), successor=commune("Vũ Muộn"))

    def test_every_address_still_answers_under_a_notice(self):
        edition = published(commune("Cao Sơn"))
        self.archived()
        for path in ("/don-vi/cao-son/", "/don-vi/cao-son/tin-tuc/", edition.get_absolute_url()):
            page = browser().get(path)
            assert page.status_code == 200
            assert "Xã Vũ Muộn" in page.content.decode()

    def test_its_host_leads_to_the_archive(self):
        self.archived(domain="caoson.example.vn")
        assert leads_to("/tin-tuc/", **HOST) == (
            301,
            "https://huyen.example.vn/don-vi/cao-son/tin-tuc/",
        )

    def test_its_host_is_not_given_away_while_it_leads_there(self):
        self.archived(domain="caoson.example.vn")
        with pytest.raises(ValidationError):
            life.rename(commune("Vũ Muộn"), domain="caoson.example.vn")

    def test_nobody_writes_there(self):
        edition = draft(commune("Cao Sơn"))
        site = self.archived()
        edition.item.site = site
        with pytest.raises(Refused):
            perform("submit", edition, by=person("writer", site))
        with pytest.raises(drafts.NotAllowed):
            drafts.start(Article, site=site, by=person("chief"), title="Tin")

    def test_the_main_site_stays(self):
        with pytest.raises(ValidationError):
            life.archive(main_site())

    def test_happens_once_and_follows_no_archive(self):
        site = self.archived()
        with pytest.raises(ValidationError):
            life.archive(site)
        with pytest.raises(ValidationError):
            life.archive(commune("Vũ Muộn"), successor=site)

    def test_by_command(self):
        commune("Cao Sơn"), commune("Vũ Muộn")
        call_command("archive_site", "cao-son", "--successor", "vu-muon", verbosity=0)
        assert "Trang lưu trữ" in browser().get("/don-vi/cao-son/").content.decode()
