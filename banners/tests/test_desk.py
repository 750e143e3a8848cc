"""The desk of banners: the law through its own form, and who may do what."""

import logging

import pytest
from django.urls import reverse

from banners.models import Banner, BannerDay
from banners.models.themes import Theme
from banners.tests.factories import banner_draft, banner_published, moving, still
from editorial.workflow import perform
from tests.factories import again, browser, commune, main_site, person

pytestmark = pytest.mark.django_db

ADD = "admin:banners_banner_add"
ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "superuser",
    "nobody",
]
WRITERS = {"writer here", "editor here", "chief here", "editor district", "chief district"}
OF_TABLES = {"editor district", "chief district"}


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    role, place = name.split()
    sites = {"here": commune("Cao Sơn"), "there": commune("Vũ Muộn"), "district": main_site()}
    return person(role, sites[place], "khach")


def typed(**fields):
    return {
        "title": "Lô gô",
        "cover_alt": "Ngôi sao",
        "link": "/tin-tuc/",
        "position": "quiet",
    } | fields


def change_url(banner):
    return reverse("admin:banners_banner_change", args=[banner.pk])


class LawTests:
    def test_from_the_form_to_the_public_and_down_again(self):
        writer, editor, chief = person("writer"), person("editor"), person("chief")
        sent = typed(site=main_site().pk, sites=[main_site().pk], cover_file=still(), _submit="1")
        browser(writer).post(reverse(ADD), sent)
        banner = perform("publish", perform("pass", Banner.objects.get(), by=editor), by=chief)
        correction = perform("correct", banner, by=writer, note="Đổi liên kết.")
        sent = typed(
            link="https://example.vn/",
            sites=[main_site().pk],
            version=correction.version,
            reason="Đổi liên kết.",
        )
        browser(writer).post(change_url(correction), sent | {"_submit": "1"})
        assert again(banner).link == "/tin-tuc/"
        second = perform("publish", perform("pass", again(correction), by=editor), by=chief)
        assert (again(banner).state, second.link, list(second.sites.all())) == (
            "superseded",
            "https://example.vn/",
            [main_site()],
        )
        perform("ask_retraction", second, by=editor, note="Hết đợt.", kind="expired")
        assert perform("retract", again(second), by=chief).state == "retracted"

    def test_the_database_keeps_the_sites_of_a_published_one(self):
        banner = banner_published()
        with pytest.raises(Exception, match="settled"):
            banner.sites.add(commune())

    @pytest.mark.parametrize("field, value", [("cover_alt", ""), ("link", ""), ("sites", [])])
    def test_submission_needs_alt_text_link_and_a_site(self, field, value):
        sent = typed(
            site=main_site().pk, sites=[main_site().pk], cover_file=still(), _submit="1"
        ) | {field: value}
        browser(person("writer")).post(reverse(ADD), sent)
        assert Banner.objects.get().state == "draft"

    def test_submission_needs_a_picture(self):
        browser(person("writer")).post(
            reverse(ADD), typed(site=main_site().pk, sites=[main_site().pk], _submit="1")
        )
        assert Banner.objects.get().state == "draft"


class BadInputTests:
    @pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
    def test_refuses_what_moves_by_its_content(self, form):
        sent = typed(site=main_site().pk, cover_file=moving(form))
        answer = browser(person("writer")).post(reverse(ADD), sent)
        assert answer.status_code == 400
        assert "chuyển động hoặc nhấp nháy" in answer.content.decode()
        assert not Banner.objects.exists()

    @pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
    def test_takes_what_stands_still(self, form):
        browser(person("writer")).post(
            reverse(ADD), typed(site=main_site().pk, cover_file=still(form))
        )
        assert Banner.objects.get().cover

    @pytest.mark.parametrize(
        "link",
        [
            "javascript:alert(1)",
            "http://example.vn/",
            "//example.vn/",
            "/\\example.vn",
            "tin-tuc",
            "data:text/html,x",
        ],
    )
    def test_refuses_links_that_lead_astray(self, link):
        answer = browser(person("writer")).post(reverse(ADD), typed(site=main_site().pk, link=link))
        assert answer.status_code == 400
        assert not Banner.objects.exists()


class SitesTests:
    def test_a_commune_is_offered_its_own_site_only(self):
        commune("Vũ Muộn")
        page = browser(person("editor", commune())).get(reverse(ADD)).content.decode()
        assert "Xã Cao Sơn" in page and "Vũ Muộn" not in page

    def test_a_crafted_site_is_refused_and_noted(self, caplog):
        other = commune("Vũ Muộn")
        with caplog.at_level(logging.WARNING, "portal.refusals"):
            for crafted in ({"sites": [other.pk]}, {"site": other.pk}):
                sent = typed(site=commune().pk, cover_file=still()) | crafted
                assert (
                    browser(person("chief", commune())).post(reverse(ADD), sent).status_code == 400
                )
        assert not Banner.objects.exists()
        noted = [
            record.getMessage() for record in caplog.records if record.name == "portal.refusals"
        ]
        assert len(noted) == 2 and all("vu-muon" in line for line in noted)

    def test_the_district_shows_no_banner_of_one_commune_on_another(self):
        here, other = commune(), commune("Vũ Muộn")
        sent = typed(site=here.pk, sites=[other.pk], cover_file=still())
        assert browser(person("editor")).post(reverse(ADD), sent).status_code == 400
        assert not Banner.objects.exists()


class MatrixTests:
    def test_a_draft_opens_for_the_sites_staff_only(self):
        banner = banner_draft(commune("Cao Sơn"))
        opened = {
            name for name in PEOPLE if browser(who(name)).get(change_url(banner)).status_code == 200
        }
        assert opened == WRITERS

    @pytest.mark.parametrize("model", ["theme", "lunaryear"])
    def test_themes_and_lunar_years_are_seen_by_the_districts_editors(self, model):
        url = reverse(f"admin:banners_{model}_changelist")
        opened = {name for name in PEOPLE if browser(who(name)).get(url).status_code == 200}
        assert opened == OF_TABLES

    def test_themes_are_written_by_the_districts_chief(self):
        sent = {
            "name": "Mới",
            "kind": "campaign",
            "season": "always",
            "dates-TOTAL_FORMS": 0,
            "dates-INITIAL_FORMS": 0,
        }
        for name in PEOPLE:
            browser(who(name)).post(reverse("admin:banners_theme_add"), sent | {"name": name})
        assert list(Theme.objects.values_list("name", flat=True)) == ["chief district"]

    def test_figures_show_the_own_sites_only(self):
        banner = banner_published(commune("Cao Sơn"), title="Giữ rừng Cao Sơn")
        BannerDay.objects.create(item=banner.item, on="2026-11-20", shown=1234, clicks=56)
        pages = {name: browser(who(name)).get(reverse("admin:banner_figures")) for name in PEOPLE}
        assert {
            name for name, page in pages.items() if "Giữ rừng" in page.content.decode()
        } == WRITERS
        assert "1.234" in pages["chief here"].content.decode()

    def test_figures_sum_the_days_of_a_month_at_one_price(self, django_assert_num_queries):
        client = browser(person("editor"))
        banner = banner_published()
        for day in ("2026-10-31", "2026-11-01", "2026-11-20"):
            BannerDay.objects.create(item=banner.item, on=day, shown=10)
        rows = client.get(reverse("admin:banner_figures")).context["rows"]
        assert [(row["month"].month, row["shown"]) for row in rows] == [(11, 20), (10, 10)]
