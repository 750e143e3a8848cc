"""A site is brought in at the desk: by whom, what is told before anything is written, and what becomes of a broken run."""

import logging
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common import progress
from member_sites.models import Site
from qa.tests.factories import NAME, received
from site_transfer import import_runs, tasks
from site_transfer.models import Export, ExportReading, ExportState, SiteImport, Stage, Taking
from site_transfer.tests.factories import packed
from site_transfer.tests.test_desk import OF_DISTRICT, OF_HERE, PEOPLE, who
from site_transfer.tests.test_refused import with_lines
from tests.factories import browser, commune, main_site, person, published, stored_picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BOARD = "admin:site_imports"


@pytest.fixture(autouse=True)
def no_broker(asked_of_worker):
    """Nobody begins the work that is asked for."""


def archive(site=None, name="cao-son.zip", **options):
    stream = packed(site or commune("Cao Sơn"), **options)
    return SimpleUploadedFile(name, stream.getvalue(), "application/zip")


def chief():
    return person("chief", name="truong")


def brought(upload=None, passphrase="", by=None):
    """Uploaded at the desk and looked at by the worker."""
    sent = {"archive": upload or archive(), "passphrase": passphrase}
    answer = browser(by or chief()).post(reverse(BOARD), sent)
    assert answer.status_code == 302, answer.content.decode()
    found = SiteImport.objects.first()
    import_runs.go_on(found.pk)
    return again(found)


def again(found):
    return SiteImport.objects.get(pk=found.pk)


def screen(found, door="site_import", /, by=None, **sent):
    client = browser(by or chief())
    address = reverse(f"admin:{door}", args=[found.pk])
    return client.post(address, sent) if door != "site_import" else client.get(address)


class DoorTests:
    def test_only_the_districts_chief_and_the_administrator_bring_sites_in(self):
        found = brought()
        for address in (reverse(BOARD), reverse("admin:site_import", args=[found.pk])):
            assert {
                name for name in PEOPLE if browser(who(name)).get(address).status_code == 200
            } == OF_DISTRICT

    def test_uploading_is_theirs_too(self):
        commune("Cao Sơn")
        for name in PEOPLE:
            browser(who(name)).post(reverse(BOARD), {"archive": archive()})
        assert {row.by.username for row in SiteImport.objects.all()} == {
            who(name).username for name in OF_DISTRICT
        }

    @pytest.mark.parametrize("door", ["site_import_begin", "site_import_cancel"])
    def test_entering_and_giving_up_are_theirs_too(self, door):
        found, done = brought(), set()
        for name in PEOPLE:
            screen(found, door, by=who(name), name="Mới", slug="moi")
            if again(found).stage != Stage.CHECKED:
                done.add(name)
                SiteImport.objects.filter(pk=found.pk).update(stage=Stage.CHECKED)
        assert done == OF_DISTRICT

    def test_a_member_that_stands_before_the_district_in_lists_brings_none_in(self):
        main_site(code="02"), commune("An Thắng", code="01")
        chief_there = person("chief", commune("An Thắng", code="01"))
        assert Site.objects.first() == commune("An Thắng", code="01")
        assert browser(chief_there).get(reverse(BOARD)).status_code == 403

    def test_who_may_not_is_noted(self, caplog):
        with caplog.at_level(logging.WARNING, "portal.refusals"):
            assert (
                browser(person("chief", commune("Cao Sơn"))).get(reverse(BOARD)).status_code == 403
            )
        assert "bring in a site" in caplog.text


class PreviewTests:
    def test_names_the_files_that_were_missing_and_no_others(self):
        published(commune("Cao Sơn"), cover=stored_picture(), cover_alt="Con đường")
        told = {"sha256": "ab" * 32, "original_name": "mat-roi.jpg", "is_missing": True}

        def change(lines):
            lines.append(lines[0] | told)

        stream = with_lines(packed(commune("Cao Sơn")), "files.jsonl", change)
        found = brought(SimpleUploadedFile("thieu.zip", stream.getvalue()))
        assert found.summary["missing_files"] == ["mat-roi.jpg"]
        page = screen(found).content.decode()
        assert "mat-roi.jpg" in page and "rung-mo.jpg" not in page

    def test_tells_what_is_in_it_and_writes_nothing(self):
        here = commune("Cao Sơn")
        published(here, title="Cao Sơn làm đường")
        before = Site.objects.count()
        found = brought(archive(here))
        assert (found.stage, Site.objects.count()) == (Stage.CHECKED, before)
        page = screen(found).content.decode()
        assert found.summary["kinds"] == [["bài viết", 1]] or found.summary["kinds"][0][1] == 1
        assert "writer-cao-son" in page and "Đã có tài khoản" in page
        assert "Đã có trang ở địa chỉ này" in page

    def test_offers_the_archives_own_name_and_address(self):
        found = brought()
        form = screen(found).context["form"]
        assert (form["name"].value(), form["slug"].value()) == ("Cao Sơn", "cao-son")
        assert 'name="slug" value="cao-son"' in screen(found).content.decode()

    @pytest.mark.parametrize("host", ["caoson.bachthong.gov.vn", None])
    def test_tells_the_host_that_is_not_taken_over(self, host):
        found = brought(archive(commune("Cao Sơn", domain=host)))
        assert found.summary["domain"] == (host or "")
        assert ("không được chuyển" in screen(found).content.decode()) == bool(host)

    def test_asked_for_twice_is_done_once(self):
        """A queue may hand out a task a second time."""
        found = brought()
        import_runs.go_on(found.pk)
        assert (again(found).stage, again(found).trouble) == (Stage.CHECKED, "")
        assert again(found).archive and progress.of(found) is None

    def test_refuses_what_is_no_archive_beside_the_field(self):
        main_site()
        answer = browser(chief()).post(
            reverse(BOARD), {"archive": SimpleUploadedFile("a.zip", b"khong phai")}
        )
        assert answer.status_code == 400 and not SiteImport.objects.exists()

    def test_refuses_a_broken_archive_in_words_and_keeps_no_file(self, settings):
        upload = archive()
        found = brought(SimpleUploadedFile("hong.zip", upload.read()[:-200]))
        assert found.stage == Stage.REFUSED and found.trouble in screen(found).content.decode()
        assert not found.archive

    @pytest.mark.parametrize(
        "told",
        [
            {"slug": "a" * 81},
            {"slug": "a b"},
            {"domain": "x\0.vn"},
            {"name": "a" * 101},
        ],
    )
    def test_refuses_words_of_a_site_that_cannot_be_kept(self, told):
        """It must not be rehearsed again and again."""
        stream = with_lines(
            packed(commune("Cao Sơn")), "site.jsonl", lambda lines: lines[0].update(told)
        )
        found = brought(SimpleUploadedFile("la.zip", stream.getvalue()))
        assert (found.stage, bool(found.archive), bool(found.trouble)) == (
            Stage.REFUSED,
            False,
            True,
        )

    def test_refuses_what_cannot_be_told(self):
        """A name that is met, not written: the database hears of it with the summary."""
        here = commune("Cao Sơn")
        published(here, cover=stored_picture(), cover_alt="Con đường")
        named = {"original_name": "x\0.jpg", "is_missing": True}
        stream = with_lines(packed(here), "files.jsonl", lambda lines: lines[0].update(named))
        found = brought(SimpleUploadedFile("la.zip", stream.getvalue()))
        assert (found.stage, bool(found.archive), bool(found.trouble)) == (
            Stage.REFUSED,
            False,
            True,
        )

    def test_refuses_what_is_too_large(self, settings):
        settings.SITE_ARCHIVE_LIMIT = 100
        assert browser(chief()).post(reverse(BOARD), {"archive": archive()}).status_code == 400

    def test_asks_for_the_passphrase_of_personal_data(self):
        here = commune("Cao Sơn")
        received(here)
        found = brought(archive(here, passphrase="AAAA-BBBB-CCCC"))
        assert found.stage == Stage.REFUSED
        found = brought(archive(here, passphrase="AAAA-BBBB-CCCC"), passphrase=" AAAA-BBBB-CCCC ")
        assert found.stage == Stage.CHECKED and found.summary["with_contacts"]
        assert NAME not in str(found.summary) and NAME not in screen(found).content.decode()


class EnteringTests:
    def test_makes_the_site_and_keeps_neither_archive_nor_passphrase(self):
        here = commune("Cao Sơn")
        published(here, title="Cao Sơn làm đường")
        found = brought(archive(here, passphrase="AAAA-BBBB-CCCC"), passphrase="AAAA-BBBB-CCCC")
        screen(found, "site_import_begin", name="Cao Sơn mới", slug="cao-son-moi")
        import_runs.go_on(found.pk)
        found = again(found)
        assert (found.stage, found.site.slug, found.passphrase, bool(found.archive)) == (
            Stage.DONE,
            "cao-son-moi",
            "",
            False,
        )
        assert "Cao Sơn làm đường" in browser().get("/don-vi/cao-son-moi/tin-tuc/").content.decode()
        assert "/don-vi/cao-son-moi/" in screen(found).content.decode()

    def test_refuses_an_address_that_is_taken_beside_the_field(self):
        found = brought()
        answer = screen(found, "site_import_begin", name="Tên khác", slug="cao-son")
        assert answer.status_code == 400 and again(found).stage == Stage.CHECKED
        page = answer.content.decode()
        assert 'value="Tên khác"' in page and "Đã có một trang ở địa chỉ cao-son" in page

    def test_done_is_not_done_again(self):
        found = brought()
        screen(found, "site_import_begin", name="Mới", slug="moi")
        import_runs.go_on(found.pk)
        import_runs.go_on(found.pk)
        assert (again(found).stage, again(found).trouble) == (Stage.DONE, "")

    def test_tells_of_a_failure_and_lets_one_try_again(self):
        found = brought()
        screen(found, "site_import_begin", name="Mới", slug="moi")
        commune("Mới")
        import_runs.go_on(found.pk)
        found = again(found)
        assert found.stage == Stage.CHECKED and "moi" in found.trouble and found.archive
        screen(found, "site_import_begin", name="Mới", slug="moi-2")
        import_runs.go_on(found.pk)
        assert again(found).site.slug == "moi-2"

    def test_entered_by_nobody_does_not_lie_about_for_ever(self):
        here = commune("Cao Sơn")
        found = brought(archive(here, passphrase="AAAA-BBBB-CCCC"), passphrase="AAAA-BBBB-CCCC")
        tasks.resume()
        assert again(found).stage == Stage.CHECKED
        SiteImport.objects.update(at=timezone.now() - timedelta(days=8))
        tasks.resume()
        found = again(found)
        assert (found.stage, found.passphrase, bool(found.archive)) == (Stage.CANCELLED, "", False)

    def test_given_up_keeps_no_archive(self):
        found = brought()
        screen(found, "site_import_cancel")
        assert (again(found).stage, bool(again(found).archive)) == (Stage.CANCELLED, False)

    def test_goes_on_after_a_worker_died(self, asked_of_worker):
        """Nothing was written, so it begins anew; while somebody works on it, it is left alone."""
        found = brought()
        screen(found, "site_import_begin", name="Mới", slug="moi")
        asked_of_worker.clear()
        tasks.resume()
        assert asked_of_worker == []
        progress.forget(found)
        tasks.resume()
        assert asked_of_worker == [(tasks.work_on_import.name, found.pk)]
        import_runs.go_on(found.pk)
        assert again(found).stage == Stage.DONE

    def test_says_so_when_something_unexpected_happens(self, monkeypatch):
        found = brought()
        screen(found, "site_import_begin", name="Mới", slug="moi")
        monkeypatch.setattr(import_runs, "read", lambda *args, **options: 1 / 0)
        monkeypatch.setitem(import_runs.STEPS, Stage.WRITING, lambda found: 1 / 0)
        import_runs.go_on(found.pk)
        assert again(found).stage == Stage.CHECKED and again(found).trouble


def asked(client, here, **sent):
    client.post(reverse("admin:site_transfer_export", args=[here.pk]), sent)
    made = Export.objects.first()
    made and tasks.export(made.pk)
    return made and Export.objects.get(pk=made.pk)


class PersonalDataTests:
    def test_are_taken_along_by_chiefs_only(self, caplog):
        here, took = commune("Cao Sơn"), set()
        for name in PEOPLE:
            made = asked(browser(who(name)), here, contacts="1")
            if made:
                assert made.with_contacts
                took.add(name)
                Export.objects.all().delete()
        assert took == OF_HERE | {"chief district"}
        assert "personal data" in caplog.text

    def test_are_left_behind_unless_chosen(self):
        made = asked(browser(person("chief", commune("Cao Sơn"))), commune("Cao Sơn"))
        assert (made.with_contacts, made.passphrase) == (False, "")

    def test_open_by_a_passphrase_that_only_the_one_who_asked_sees(self):
        here = commune("Cao Sơn")
        received(here)
        one, other = person("chief", here), person("chief", here, "hai")
        made = asked(browser(one), here, contacts="1")
        address = reverse("admin:site_transfer_passphrase", args=[made.pk])
        assert browser(other).post(address).status_code == 403
        assert made.passphrase in browser(one).post(address).content.decode()
        assert browser(one).get(address).status_code == 405
        assert (
            made.passphrase
            not in browser(one)
            .get(reverse("admin:site_transfer_site", args=[here.pk]))
            .content.decode()
        )
        assert [(row.act, row.by) for row in ExportReading.objects.all()] == [
            (Taking.PASSPHRASE, one)
        ]

    def test_are_downloaded_by_chiefs_only_and_each_time_is_recorded(self):
        here = commune("Cao Sơn")
        made = asked(browser(person("chief", here)), here, contacts="1")
        address = reverse("admin:site_transfer_download", args=[made.pk])
        got = {name for name in PEOPLE if browser(who(name)).get(address).status_code == 200}
        assert got == OF_HERE | {"chief district"}
        assert ExportReading.objects.filter(act=Taking.DOWNLOADED).count() == len(got)

    def test_do_not_lie_about_for_ever(self):
        made = asked(browser(person("chief", commune("Cao Sơn"))), commune("Cao Sơn"), contacts="1")
        Export.objects.filter(pk=made.pk).update(finished_at=timezone.now() - timedelta(days=8))
        tasks.resume()
        made.refresh_from_db()
        assert (made.state, made.passphrase, made.path.exists()) == (ExportState.GONE, "", False)


class ExportTests:
    def test_that_fails_keeps_no_passphrase(self, monkeypatch):
        monkeypatch.setattr(tasks, "write", lambda *args, **options: 1 / 0)
        made = asked(browser(person("chief", commune("Cao Sơn"))), commune("Cao Sơn"), contacts="1")
        assert (made.state, made.with_contacts, made.passphrase) == (ExportState.FAILED, True, "")

    def test_whose_worker_died_is_written_again(self, asked_of_worker):
        here = commune("Cao Sơn")
        made = Export.objects.create(site=here, asked_by=chief(), state=ExportState.RUNNING)
        tasks.resume()
        assert asked_of_worker == [(tasks.export.name, made.pk)]
        tasks.export(made.pk)
        made.refresh_from_db()
        assert made.state == ExportState.DONE
