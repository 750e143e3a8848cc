"""Role × site × door to a programme of xã Cao Sơn that somebody else wrote; expectations are written out by hand."""

import pytest
from django.urls import reverse

from broadcasts.tests.factories import draft, edited, published, recording, station, submitted
from tests.factories import browser, commune, main_site, person
from tests.sounds import mp3

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "Chương trình chưa phát của Cao Sơn"
ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "superuser",
    "nobody",
]
STAFF = {"writer here", "editor here", "chief here", "editor district", "chief district"}
AT_A_DESK = {
    who for who in PEOPLE if who.split()[0] in {"contributor", "writer", "editor", "chief"}
}
DISTRICT_EDITORS, DISTRICT_CHIEF = {"editor district", "chief district"}, {"chief district"}


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    role, place = name.split()
    sites = {"here": commune("Cao Sơn"), "there": commune("Vũ Muộn"), "district": main_site()}
    return person(role, sites[place], "khach")


def allowed(url, yes=200):
    return {name for name in PEOPLE if browser(who(name)).get(url).status_code == yes}


class DoorTests:
    @pytest.mark.parametrize("make", [draft, submitted, edited, published])
    def test_review_and_preview_open_for_the_sites_staff_only(self, make):
        secret = make(commune("Cao Sơn"), title=SECRET)
        for door in ("edition_review", "edition_preview"):
            assert allowed(reverse(f"admin:{door}", args=[secret.pk])) == STAFF

    def test_the_form_opens_for_the_sites_staff_only(self):
        secret = draft(commune("Cao Sơn"), title=SECRET)
        assert allowed(reverse("admin:broadcasts_broadcast_change", args=[secret.pk])) == STAFF

    def test_an_empty_form_opens_for_whoever_writes_somewhere(self):
        station()
        assert allowed("/quan-tri/broadcasts/broadcast/add/") == AT_A_DESK

    def test_the_list_names_it_to_the_sites_staff_only(self):
        draft(commune("Cao Sơn"), title=SECRET)
        path = "/quan-tri/broadcasts/broadcast/"
        told = {name for name in PEOPLE if SECRET in browser(who(name)).get(path).content.decode()}
        assert told == STAFF

    def test_nobody_deletes(self):
        secret = draft(commune("Cao Sơn"))
        assert allowed(reverse("admin:broadcasts_broadcast_delete", args=[secret.pk])) == set()

    def test_the_recording_of_a_draft_plays_for_the_sites_staff_only(self):
        secret = draft(
            commune("Cao Sơn"),
            audio=recording(upload=mp3(2), by=person("writer", commune("Cao Sơn"))),
        )
        assert allowed(f"/tep/{secret.audio.sha256}/a.mp3") == STAFF

    def test_no_public_door_tells_of_a_draft(self):
        here = commune("Cao Sơn")
        secret = draft(here, title=SECRET)
        site, number = "/don-vi/cao-son/phat-thanh/", secret.item_id
        for path in (
            f"{number}/",
            f"{number}/in/",
            f"{number}/lich-su/",
            f"{number}/lich-su/so-sanh/",
        ):
            assert browser().get(site + path).status_code == 404
        for path in ("", f"dai/{secret.station.slug}/podcast.xml"):
            assert SECRET not in browser().get(site + path).content.decode()

    def test_a_programme_does_not_answer_below_another_site(self):
        public = published(commune("Cao Sơn"))
        assert browser().get(f"/don-vi/vu-muon/phat-thanh/{public.item_id}/").status_code == 404
        assert browser().get(f"/phat-thanh/{public.item_id}/").status_code == 404

    def test_a_form_names_only_stations_of_sites_that_the_person_writes_for(self):
        draft(commune("Cao Sơn"))
        page = (
            browser(who("writer there")).get("/quan-tri/broadcasts/broadcast/add/").content.decode()
        )
        assert "Đài Xã Cao Sơn" not in page


class StationTests:
    def test_are_seen_by_editors_and_kept_by_chiefs_of_the_district(self):
        path = reverse("admin:broadcasts_station_change", args=[station().pk])
        assert allowed(path) == DISTRICT_EDITORS
        assert allowed("/quan-tri/broadcasts/station/add/") == DISTRICT_CHIEF

    def test_are_deleted_by_nobody(self):
        assert allowed(reverse("admin:broadcasts_station_delete", args=[station().pk])) == set()
