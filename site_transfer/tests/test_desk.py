"""Who exports, renames and archives which site at the desk."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from member_sites.models import Site
from site_transfer import tasks
from site_transfer.models import Export, ExportReading, ExportState, Taking
from tests.factories import browser, commune, main_site, person, published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "superuser",
    "nobody",
]
OF_HERE, OF_DISTRICT = {"chief here"}, {"chief district", "superuser"}
# Keeping the machine alone is no reason to read who citizens are.
MAY_TAKE_CONTACTS = {"chief here", "chief district"}
PASSPHRASE = "AAAA-BBBB-CCCC"


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    role, place = name.split()
    sites = {"here": commune("Cao Sơn"), "there": commune("Vũ Muộn"), "district": main_site()}
    return person(role, sites[place], "khach")


@pytest.fixture(autouse=True)
def no_broker(asked_of_worker):
    """Nobody begins the work that is asked for."""


def url(name, site):
    return reverse(f"admin:site_transfer_{name}", args=[site.pk])


def pressed(someone, address, **sent):
    return browser(who(someone)).post(address, sent).status_code


class DoorTests:
    def test_a_site_opens_for_its_chief_and_the_districts(self):
        here = commune("Cao Sơn")
        opened = {
            name for name in PEOPLE if browser(who(name)).get(url("site", here)).status_code == 200
        }
        assert opened == OF_HERE | OF_DISTRICT

    def test_the_board_shows_the_own_sites(self):
        commune("Cao Sơn"), commune("Vũ Muộn")
        pages = {name: browser(who(name)).get(reverse("admin:site_transfer")) for name in PEOPLE}
        assert {
            name for name, page in pages.items() if page.status_code == 200
        } == OF_HERE | OF_DISTRICT | {"chief there"}
        assert "Vũ Muộn" not in pages["chief here"].content.decode().split("desk-table")[1]

    def test_an_export_is_asked_for_by_chiefs(self):
        here, asked = commune("Cao Sơn"), set()
        for name in PEOPLE:
            pressed(name, url("export", here))
            if Export.objects.exists():
                asked.add(name)
                Export.objects.all().delete()
        assert asked == OF_HERE | OF_DISTRICT

    def test_an_export_is_downloaded_by_chiefs(self):
        here = commune("Cao Sơn")
        done = Export.objects.create(site=here, asked_by=person("chief", here))
        tasks.export(done.pk)
        address = reverse("admin:site_transfer_download", args=[done.pk])
        got = {name for name in PEOPLE if browser(who(name)).get(address).status_code == 200}
        assert got == OF_HERE | OF_DISTRICT

    @pytest.mark.parametrize(
        "door, sent",
        [
            ("rename", {"kind": "xã", "name": "Mới", "slug": "moi", "domain": ""}),
            ("archive", {"understood": "1"}),
        ],
    )
    def test_a_site_is_changed_by_the_district_only(self, door, sent):
        here = commune("Cao Sơn")
        before, changed = Site.objects.filter(pk=here.pk).values_list("slug", "archived_at"), set()
        old = list(before)
        for name in PEOPLE:
            pressed(name, url(door, here), **sent)
            if list(before.all()) != old:
                changed.add(name)
                Site.objects.filter(pk=here.pk).update(
                    slug="cao-son", archived_at=None, name="Cao Sơn"
                )
                here.aliases.all().delete()
        assert changed == OF_DISTRICT

    def test_a_site_that_is_not_ones_own_is_refused_and_noted(self, caplog):
        there = commune("Vũ Muộn")
        with caplog.at_level(logging.WARNING, "portal.refusals"):
            assert pressed("chief here", url("export", there)) == 404
            assert pressed("chief here", url("rename", commune("Cao Sơn")), name="X") == 403
        noted = [
            record.getMessage() for record in caplog.records if record.name == "portal.refusals"
        ]
        assert len(noted) == 2 and "vu-muon" in noted[0]

    def test_an_export_that_no_worker_hears_of_is_not_left_waiting(self, deaf_broker):
        here = commune("Cao Sơn")
        answer = browser(who("chief here")).post(url("export", here), follow=True)
        assert "Không kết nối được với tiến trình nền" in answer.content.decode()
        assert Export.objects.get().state == ExportState.FAILED

    def test_what_cannot_be_done_is_told_in_a_sentence_and_changes_nothing(self):
        here = commune("Cao Sơn")
        commune("Vũ Muộn").aliases.create(slug="dia-chi-cu")
        renamed = {"kind": "xã", "name": "Mới", "slug": "dia-chi-cu", "domain": ""}
        answer = browser(who("chief district")).post(url("rename", here), renamed)
        assert answer.status_code == 409
        assert "vẫn đang dẫn tới một trang khác" in answer.content.decode()
        Site.objects.filter(pk=here.pk).update(archived_at="2025-07-01T00:00:00Z")
        answer = browser(who("chief district")).post(url("archive", here), {"understood": "1"})
        assert answer.status_code == 409
        assert "Trang này đã được lưu trữ." in answer.content.decode()
        assert Site.objects.get(pk=here.pk).slug == "cao-son"

    def test_a_form_comes_filled_and_comes_back_as_it_was_filled_in(self):
        here, client = commune("Cao Sơn"), browser(who("chief district"))
        page = client.get(url("site", here)).content.decode()
        assert 'name="slug" value="cao-son"' in page and 'name="understood"' in page
        renamed = {"kind": "xã", "name": "Tên mới", "slug": "có dấu", "domain": ""}
        answer = client.post(url("rename", here), renamed)
        page = answer.content.decode()
        assert answer.status_code == 400 and 'value="Tên mới"' in page and 'value="có dấu"' in page
        answer = client.post(url("archive", here), {"successor": commune("Vũ Muộn").pk})
        forms = answer.context["forms"]
        assert (answer.status_code, forms["archive"].is_bound, forms["rename"].is_bound) == (
            400,
            True,
            False,
        )

    def test_the_main_site_is_neither_renamed_nor_archived_here(self):
        assert pressed("chief district", url("archive", main_site()), understood="1") == 403


def export_with_contacts(site, by):
    """One that lies ready, sealed by PASSPHRASE."""
    asked = Export.objects.create(site=site, asked_by=by, with_contacts=True, passphrase=PASSPHRASE)
    tasks.export(asked.pk)
    return asked


def address_of(asked, door):
    return reverse(f"admin:site_transfer_{door}", args=[asked.pk])


class ContactsTests:
    """Role × site × door of an export that holds who citizens are."""

    def test_are_asked_for_by_chiefs(self):
        here, asked = commune("Cao Sơn"), {}
        for name in PEOPLE:
            pressed(name, url("export", here), contacts="on")
            if Export.objects.filter(with_contacts=True).exists():
                asked[name] = Export.objects.get().passphrase
                Export.objects.all().delete()
        assert set(asked) == MAY_TAKE_CONTACTS
        assert len(set(asked.values())) == 2

    def test_are_downloaded_by_chiefs(self):
        asked = export_with_contacts(commune("Cao Sơn"), who("chief here"))
        pages = {name: browser(who(name)).get(address_of(asked, "download")) for name in PEOPLE}
        assert {name for name, page in pages.items() if page.status_code == 200} == (
            MAY_TAKE_CONTACTS
        )
        assert pages["superuser"].status_code == 403
        takings = ExportReading.objects.values_list("act", "by__username")
        assert set(takings) == {
            (Taking.DOWNLOADED, who(name).username) for name in MAY_TAKE_CONTACTS
        }

    @pytest.mark.parametrize("asker", sorted(MAY_TAKE_CONTACTS))
    def test_are_opened_by_who_asked_for_them_alone(self, asker):
        asked = export_with_contacts(commune("Cao Sơn"), who(asker))
        pages = {name: browser(who(name)).post(address_of(asked, "passphrase")) for name in PEOPLE}
        assert {name for name, page in pages.items() if page.status_code == 200} == {asker}
        assert {name for name, page in pages.items() if PASSPHRASE in page.content.decode()} == {
            asker
        }
        takings = ExportReading.objects.values_list("act", "by__username")
        assert list(takings) == [(Taking.PASSPHRASE, who(asker).username)]

    def test_are_closed_to_who_asked_for_them_and_is_no_chief_any_more(self):
        asked = export_with_contacts(commune("Cao Sơn"), who("chief here"))
        who("chief here").memberships.update(to_on="2020-12-31")
        assert browser(who("chief here")).get(address_of(asked, "download")).status_code == 404
        assert pressed("chief here", address_of(asked, "passphrase")) == 404
        who("chief here").memberships.update(to_on=None, role="editor")
        assert pressed("chief here", address_of(asked, "passphrase")) == 404
        assert not ExportReading.objects.exists()

    def test_are_closed_to_an_administrator_who_asked_as_a_chief(self):
        root = who("superuser")
        asked = export_with_contacts(commune("Cao Sơn"), root)
        assert browser(root).post(address_of(asked, "passphrase")).status_code == 403

    @pytest.mark.parametrize(
        ("door", "method", "name"),
        [
            ("download", "get", "superuser"),
            ("passphrase", "post", "superuser"),
            ("passphrase", "post", "chief district"),
        ],
    )
    def test_refused_to_somebody_are_noted(self, door, method, name, caplog):
        asked = export_with_contacts(commune("Cao Sơn"), who("chief here"))
        with caplog.at_level(logging.WARNING, "portal.refusals"):
            assert getattr(browser(who(name)), method)(address_of(asked, door)).status_code == 403
        assert who(name).username in caplog.text and "cao-son" in caplog.text

    def test_have_no_passphrase_to_show_once_their_file_is_gone(self):
        asked = export_with_contacts(commune("Cao Sơn"), who("chief here"))
        Export.objects.update(finished_at="2026-01-01T00:00:00Z")
        tasks.resume()
        assert pressed("chief here", address_of(asked, "passphrase")) == 404
        assert Export.objects.get().passphrase == "" and not asked.path.exists()


class ExportTests:
    def test_is_written_by_the_worker_and_told_of_on_the_way_back(self):
        here = commune("Cao Sơn")
        published(here)
        client = browser(person("chief", here))
        client.post(url("export", here))
        asked = Export.objects.get()
        assert "Chờ tiến trình nền" in client.get(url("site", here)).content.decode()
        tasks.export(asked.pk)
        asked.refresh_from_db()
        assert (asked.state, asked.done_count, asked.item_count) == (ExportState.DONE, 1, 1)
        answer = client.get(reverse("admin:site_transfer_download", args=[asked.pk]))
        assert b"".join(answer.streaming_content)[:2] == b"PK"

    def test_under_way_is_not_begun_twice(self):
        here = commune("Cao Sơn")
        for _press in range(2):
            answer = browser(person("chief", here)).post(url("export", here), follow=True)
        assert Export.objects.count() == 1
        assert "Trang này đang được xuất dữ liệu." in answer.content.decode()

    def test_lies_about_for_a_week(self):
        here = commune("Cao Sơn")
        asked = Export.objects.create(site=here, asked_by=person("chief", here))
        tasks.export(asked.pk)
        now = timezone.now()
        assert not Export.objects.past_their_time(now + timedelta(days=6, hours=23)).exists()
        assert Export.objects.past_their_time(now + timedelta(days=7, hours=1)).exists()

    def test_that_fails_says_so(self, monkeypatch):
        here = commune("Cao Sơn")
        asked = Export.objects.create(site=here, asked_by=person("chief", here))
        monkeypatch.setattr(tasks, "write", lambda *args: 1 / 0)
        tasks.export(asked.pk)
        asked.refresh_from_db()
        assert asked.state == ExportState.FAILED and not asked.path.exists()

    def test_is_no_public_file(self):
        here = commune("Cao Sơn")
        asked = Export.objects.create(site=here, asked_by=person("chief", here))
        tasks.export(asked.pk)
        assert browser().get(f"/tep/exports/{asked.pk}.zip").status_code == 404
