"""One record, many sites: what is shared appears with its source, is kept once, and goes everywhere at once."""

import logging

import pytest
from django.urls import reverse

from editorial import sharing
from editorial.models import Edition, Event, Share
from editorial.workflow import perform
from member_sites.models import Site
from news.models import Article
from reports.figures import report
from tests.factories import (
    again,
    browser,
    commune,
    draft,
    main_site,
    person,
    published,
    retracted,
    reviewed,
)
from tests.factories import correction as corrected

pytestmark = pytest.mark.django_db

ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "superuser",
    "nobody",
]
OF_DISTRICT = {"editor district", "chief district"}
OF_HERE = {"editor here", "chief here"}
TITLE = "Huyện mở hội xuân"
PAGES = ["/", "/tin-tuc/", "/tin-tuc/rss/", "/tin-tuc/atom/"]


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    role, place = name.split()
    sites = {"here": commune("Cao Sơn"), "there": commune("Vũ Muộn"), "district": main_site()}
    return person(role, sites[place], "khach")


def many(count=7):
    """Enough own pieces that a home page offers nothing of the district's by itself."""
    return [published(commune(), title=f"Tin xã số {number}") for number in range(count)]


def shared(edition=None, site=None):
    edition = edition or published(title=TITLE)
    sharing.offer(edition, [site or commune()], by=person("editor"))
    return edition


def offered_to_district(**fields):
    edition = published(commune(), **({"title": "Cao Sơn làm đường"} | fields))
    sharing.offer(edition, [main_site()], by=person("editor", commune()))
    return Share.objects.get(item=edition.item)


def reads(path):
    return browser().get(path).content.decode()


class DistrictToCommuneTests:
    @pytest.mark.parametrize("page", PAGES)
    def test_appears_at_once_on_every_list_with_its_source(self, page):
        many()
        address = f"/don-vi/cao-son{page}"
        edition = published(title=TITLE)
        assert TITLE not in reads(address)
        sharing.offer(edition, [commune()], by=person("editor"))
        text = browser().get(address, {"moi": 1}).content.decode()
        assert TITLE in text and edition.get_absolute_url() in text
        if "rss" not in page and "atom" not in page:
            assert 'meta__site">Huyện Bạch Thông' in text

    def test_stays_at_one_address(self):
        edition = shared()
        address = edition.get_absolute_url()
        assert browser().get(address).status_code == 200
        assert browser().get(f"/don-vi/cao-son{address}").status_code == 404
        assert (
            browser().get(f"/don-vi/cao-son/tin-tuc/{edition.item_id}/lich-su/").status_code == 404
        )

    def test_links_to_the_main_host_from_a_host_of_its_own(self, settings):
        settings.ALLOWED_HOSTS, settings.PORTAL_ADDRESS = ["*"], "https://huyen.example.vn"
        commune("Cao Sơn", domain="caoson.example.vn")
        edition = shared()
        page = browser().get("/tin-tuc/", HTTP_HOST="caoson.example.vn").content.decode()
        assert f'href="https://huyen.example.vn{edition.get_absolute_url()}"' in page

    def test_does_not_appear_elsewhere(self):
        shared()
        commune("Vũ Muộn")
        assert TITLE not in reads("/don-vi/vu-muon/tin-tuc/")

    def test_is_retracted_everywhere_at_once(self):
        edition = shared()
        assert TITLE in reads("/don-vi/cao-son/tin-tuc/")
        retracted(edition=edition)
        assert TITLE not in browser().get("/don-vi/cao-son/tin-tuc/", {"moi": 1}).content.decode()

    def test_is_corrected_everywhere_at_once(self):
        edition = shared()
        perform(
            "publish",
            reviewed(corrected(edition, title="Huyện mở hội xuân sớm")),
            by=person("chief"),
        )
        assert "hội xuân sớm" in reads("/don-vi/cao-son/tin-tuc/")

    def test_is_counted_once_where_it_is_kept(self):
        edition = shared()
        counted = report(edition.published_at.year)
        assert counted["figures"]["tin"]["value"] == 1
        assert {row["slug"]: row["tin"]["value"] for row in counted["sites"]} == {
            "bach-thong": 1,
            "cao-son": 0,
        }
        assert Edition.objects.of_site(commune()).count() == 0

    def test_is_not_offered_a_second_time_by_the_home_page(self):
        shared()
        assert reads("/don-vi/cao-son/").count(f">{TITLE}</a>") <= 2

    def test_the_commune_hides_it_and_shows_it_again(self):
        shared()
        share, editor = Share.objects.get(), person("editor", commune())
        sharing.end(share, by=editor)
        assert not Article.objects.on_site(commune()).exists()
        sharing.take(share, by=editor)
        assert Article.objects.on_site(commune()).count() == 1

    def test_what_the_district_took_back_stays_away(self):
        shared()
        share = Share.objects.get()
        sharing.end(share, by=person("editor"))
        with pytest.raises(sharing.NotShared):
            sharing.take(share, by=person("editor", commune()))

    def test_offering_twice_is_one_share(self):
        edition = shared()
        shared(edition)
        assert Share.objects.count() == 1

    def test_a_category_of_the_other_site_makes_no_dead_link(self):
        many()
        own = published(title=TITLE)
        own.category.__class__.objects.filter(pk=own.category_id).update(site=None)
        shared(own)
        assert browser().get("/don-vi/cao-son/").status_code == 200

    def test_costs_no_query_more(self, django_assert_num_queries):
        many()
        articles = Article.objects.on_site(commune()).published().for_cards()
        for number in range(3):
            shared(published(title=f"Tin huyện {number}"))
            with django_assert_num_queries(1):
                [(one.title, one.item.site.name) for one in articles.newest_first()[:20]]


class CommuneToDistrictTests:
    def test_waits_until_the_districts_editor_takes_it(self):
        share = offered_to_district()
        assert not Article.objects.on_site(main_site()).exists()
        sharing.take(share, by=person("editor"))
        assert "Cao Sơn làm đường" in reads("/tin-tuc/")

    def test_may_be_declined(self):
        share = offered_to_district()
        sharing.end(share, by=person("editor"))
        assert not Article.objects.on_site(main_site()).exists()

    def test_may_be_withdrawn_by_the_commune(self):
        share = offered_to_district()
        sharing.take(share, by=person("editor"))
        sharing.end(share, by=person("editor", commune()))
        assert not Article.objects.on_site(main_site()).exists()

    def test_cannot_be_taken_once_it_was_retracted(self):
        share = offered_to_district()
        retracted(edition=Article.objects.get())
        with pytest.raises(sharing.NotShared):
            sharing.take(share, by=person("editor"))

    def test_a_commune_does_not_share_with_another(self, caplog):
        edition, other = published(commune()), commune("Vũ Muộn")
        with pytest.raises(sharing.NotShared):
            sharing.offer(edition, [other], by=person("chief", commune()))
        assert "vu-muon" in caplog.text


class OfferTests:
    def test_needs_what_is_public(self):
        with pytest.raises(sharing.NotShared):
            sharing.offer(draft(), [commune()], by=person("chief"))

    def test_reaches_no_archived_site(self):
        edition = published()
        commune(archived_at="2025-07-01T00:00:00Z")
        with pytest.raises(sharing.NotShared):
            sharing.offer(
                edition, [commune(archived_at="2025-07-01T00:00:00Z")], by=person("chief")
            )

    def test_is_written_to_the_log_of_the_item(self):
        edition = shared()
        sharing.end(Share.objects.get(), by=person("editor"))
        log = Event.objects.filter(item=edition.item, action__contains="share").values_list(
            "action", "note"
        )
        assert list(log) == [("share", "Xã Cao Sơn"), ("end_share", "Xã Cao Sơn")]


class DoorTests:
    """Role × site × door."""

    def press(self, name, url, **sent):
        before = list(Share.objects.values_list("pk", "accepted_at", "ended_at"))
        browser(who(name)).post(url, sent)
        after = list(Share.objects.values_list("pk", "accepted_at", "ended_at"))
        Share.objects.all().delete()
        for row in self.rows:
            row.save(force_insert=True)
        return before != after

    def answers(self, url, **sent):
        self.rows = list(Share.objects.all())
        return {name for name in PEOPLE if self.press(name, url, **sent)}

    def test_the_districts_editors_offer_what_is_theirs(self):
        edition, here = published(), commune("Cao Sơn")
        url = reverse("admin:edition_share", args=[edition.pk])
        assert self.answers(url, sites=[here.pk]) == OF_DISTRICT
        assert self.answers(f"{url}?tat-ca=1") == OF_DISTRICT

    def test_a_communes_editors_offer_what_is_theirs_to_the_district(self):
        edition = published(commune("Cao Sơn"))
        url = reverse("admin:edition_share", args=[edition.pk])
        assert self.answers(url, sites=[main_site().pk]) == OF_HERE | OF_DISTRICT

    def test_the_receiving_site_takes_it(self):
        share = offered_to_district()
        url = reverse("admin:share_decide", args=[share.pk])
        assert self.answers(url, action="take") == OF_DISTRICT

    def test_both_sides_end_it(self):
        shared()
        url = reverse("admin:share_decide", args=[Share.objects.get().pk])
        assert self.answers(url, action="end") == OF_HERE | OF_DISTRICT

    def test_a_refusal_is_noted(self, caplog):
        shared()
        with caplog.at_level(logging.WARNING, "portal.refusals"):
            browser(who("chief there")).post(
                reverse("admin:share_decide", args=[Share.objects.get().pk]), {"action": "end"}
            )
        assert "chief-vu-muon-khach" in caplog.text

    def test_the_list_shows_what_concerns_the_own_sites(self):
        shared()
        url = reverse("admin:share_list")
        pages = {name: browser(who(name)).get(url) for name in PEOPLE}
        editors = {
            f"{role} {place}"
            for role in ("editor", "chief")
            for place in ("here", "there", "district")
        }
        assert {name for name, page in pages.items() if page.status_code == 200} == editors
        assert {name for name, page in pages.items() if TITLE in page.content.decode()} == OF_HERE

    def test_the_list_costs_the_same_for_many(self, django_assert_num_queries):
        client = browser(person("editor", commune()))
        shared()
        client.get(reverse("admin:share_list"))
        for number in range(2):
            with django_assert_num_queries(8):
                client.get(reverse("admin:share_list"))
            shared(published(title=f"Tin {number}"))

    def test_the_review_screen_offers_the_buttons_to_editors(self):
        edition = published()
        commune("Cao Sơn")
        url = reverse("admin:edition_review", args=[edition.pk])
        pages = {
            name: browser(who(name)).get(url).content.decode()
            for name in ("editor district", "writer district")
        }
        assert [url.replace("xet-duyet", "chia-se") in page for page in pages.values()] == [
            True,
            False,
        ]

    def test_the_screen_of_an_archived_site_offers_none(self):
        edition = published(commune())
        Site.objects.filter(pk=commune().pk).update(archived_at="2025-07-01T00:00:00Z")
        page = (
            browser(person("editor"))
            .get(reverse("admin:edition_review", args=[again(edition).pk]))
            .content.decode()
        )
        assert 'chia-se/"' not in page.split("main class")[1]
