"""Archives that lie: each refused in a sentence, nothing half-written, no file left behind."""

import io
import json
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from accounts.models import Membership, User
from broadcasts.models import Station
from broadcasts.tests.factories import station
from documents.models import Document
from documents.tests import factories as documents
from documents.tests.factories import pdf
from editorial.models import Edition, Event, Item, Share
from editorial.models.files import Condition, StoredFile
from editorial.sharing import offer
from feedback.models.error_reports import ErrorReport
from feedback.tests import factories as feedback
from member_sites.models import Site, SiteAlias
from qa.models import Unit
from qa.tests import factories as questions
from site_transfer.bundle import Unreadable
from site_transfer.export_bundle import OPEN_LINES, SEALED_LINES
from site_transfer.import_bundle import read, rehearse
from site_transfer.tests.factories import packed
from tests.factories import commune, main_site, person, picture, published, stored_picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def site():
    here = commune("Cao Sơn")
    published(here, cover=stored_picture(), cover_alt="Con đường")
    return here


def forged(stream, changes=None, extra=None):
    """The archive with parts changed or added, and a manifest that vouches for them."""
    with ZipFile(stream) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, change in (changes or {}).items():
        parts[name] = change(parts[name])
    manifest = json.loads(parts["manifest.json"])
    for name, part in manifest["parts"].items():
        part["sha256"] = sha256(parts[name]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()
    return zipped(parts | (extra or {}))


def zipped(parts):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out


def with_row(stream, model, **values):
    line = json.dumps({"model": model, "values": values, "chosen": {}}).encode() + b"\n"
    return forged(stream, {"rows.jsonl": lambda data: data + line})


def with_lines(stream, part, change):
    """The archive with a part whose lines were changed by somebody: a list of values, to be changed in place."""

    def changed(data):
        lines = [json.loads(line) for line in data.splitlines()]
        change(lines)
        return b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return forged(stream, {part: changed})


def with_file(stream, **told):
    """One stored file more, called whatever somebody likes."""
    return with_lines(stream, "files.jsonl", lambda lines: lines.append(lines[0] | told))


def named_elsewhere(item):
    first = Edition.objects.get(item=item, number=1)
    return [item.site.slug, item.kind, item.created_at.isoformat(), first.title]


def refused(stream, **options):
    """The sentence; nothing is written and no file is left."""
    before = [table.objects.count() for table in (Item, Site, StoredFile, User, Membership)]
    with pytest.raises(Unreadable) as refusal:
        read(stream, **({"slug": "cao-son-2"} | options))
    assert before == [table.objects.count() for table in (Item, Site, StoredFile, User, Membership)]
    return str(refusal.value)


class RefusedTests:
    def test_what_is_no_archive(self):
        main_site()
        assert "ZIP" in refused(io.BytesIO(b"khong phai zip"))

    def test_another_zip(self, site):
        assert refused(zipped({"bai.docx": b"x"}))

    def test_a_slug_that_is_taken(self, site):
        assert "cao-son" in refused(packed(site), slug="cao-son")

    def test_a_line_that_was_changed(self, site):
        stream = packed(site)
        with ZipFile(stream) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts["items.jsonl"] = parts["items.jsonl"].replace("Mùa mơ".encode(), "Mùa lê".encode())
        assert "items.jsonl" in refused(zipped(parts))

    def test_another_version(self, site):
        stream = packed(site)
        with ZipFile(stream) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts["manifest.json"] = parts["manifest.json"].replace(b'"version": 2', b'"version": 99')
        assert "99" in refused(zipped(parts))

    @pytest.mark.parametrize(
        "change",
        [
            lambda parts: parts.pop("counts.jsonl"),
            lambda parts: parts.pop(OPEN_LINES),
            lambda parts: parts.update({SEALED_LINES: parts[OPEN_LINES]}),
        ],
    )
    def test_a_manifest_that_vouches_for_other_parts_than_it_should(self, site, change):
        """A part that it does not name would be read without a look at its digest."""
        stream = packed(site)
        with ZipFile(stream) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts[SEALED_LINES] = parts[OPEN_LINES]
        manifest = json.loads(parts["manifest.json"])
        change(manifest["parts"])
        parts["manifest.json"] = json.dumps(manifest).encode()
        assert "các phần" in refused(zipped(parts))

    def test_a_file_that_is_not_the_one_of_its_digest(self, site, settings, tmp_path):
        stream = packed(site)
        with ZipFile(stream) as old:
            parts = {
                name: old.read(name) + (b"x" if name.startswith("files/") else b"")
                for name in old.namelist()
            }
        settings.MEDIA_ROOT = tmp_path / "other"
        assert "files/" in refused(zipped(parts))
        assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file()]

    @pytest.mark.parametrize(
        "name",
        [
            "../../evil.sh",
            "/etc/passwd",
            "files/../x",
            "uploads/a.php",
            "C:\\x",
            "files/" + "0" * 63,
        ],
    )
    def test_a_name_that_leads_elsewhere(self, site, name):
        assert refused(forged(packed(site), extra={name: b"x"}))

    def test_a_part_that_bursts(self, site):
        assert "bung ra lớn hơn" in refused(
            forged(packed(site), {"rows.jsonl": lambda data: data + b" " * 30_000_000 + b"\n"})
        )

    def test_more_than_the_portal_unpacks(self, site, settings):
        settings.SITE_ARCHIVE_UNPACKED_LIMIT = 1_000
        assert "bung ra lớn hơn" in refused(packed(site))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_part_that_is_there_twice(self, site):
        """Programs differ in which of the two they read."""
        stream = packed(site)
        with ZipFile(stream, "a") as archive:
            archive.writestr("items.jsonl", archive.read("items.jsonl"))
        assert "trùng tên" in refused(stream)

    @pytest.mark.parametrize(
        "line", [b"[]\n", b"{}\n", b"\xff\n", b"[" * 100_000 + b"\n", b'{"number": 1}\n']
    )
    def test_lines_that_are_something_else(self, site, line):
        assert refused(forged(packed(site), {"items.jsonl": lambda data: line}))

    @pytest.mark.parametrize(
        "model, values",
        [
            ("accounts.user", {"username": "chu-moi", "is_superuser": True, "password": "x"}),
            ("auth.permission", {"name": "x"}),
            ("sessions.session", {}),
            ("admin.logentry", {}),
            ("khong.co", {}),
            ("editorial.calendarday", {"on": "2026-11-28"}),
            ("member_sites.site", {"slug": "x"}),
            ("editorial.event", {}),
        ],
    )
    def test_rows_of_tables_that_are_no_part_of_a_site(self, site, model, values):
        assert refused(with_row(packed(site), model, **values))

    def test_a_role_on_another_site(self, site):
        """The hole that would matter most: an archive that makes somebody the district's chief."""
        name = person("writer", site).username
        assert refused(
            with_row(
                packed(site),
                "accounts.membership",
                user=name,
                site="main",
                role="chief",
                from_on="2020-01-01",
            )
        )
        assert not Membership.objects.filter(site=main_site(), user__username=name).exists()

    def test_figures_of_another_site(self, site):
        line = {
            "model": "visits.visitday",
            "values": {"site": "main", "on": "2026-11-01", "visits": 9, "views": 9},
        }
        assert refused(
            forged(
                packed(site),
                {"counts.jsonl": lambda data: data + json.dumps(line).encode() + b"\n"},
            )
        )

    def test_what_the_database_cannot_hold(self, site):
        assert refused(
            forged(
                packed(site),
                {"items.jsonl": lambda data: data.replace(b'"number": 1,', b'"number": -5,')},
            )
        )

    def test_a_failure_at_the_end_takes_its_files_back(self, site, settings, tmp_path):
        stream = forged(packed(site), {"counts.jsonl": lambda data: b'{"model": "khong.co"}\n'})
        settings.MEDIA_ROOT = tmp_path / "other"
        refused(stream)
        assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file()]

    def test_a_host_of_before_is_not_taken_over(self, site):
        SiteAlias.objects.create(site=site, domain="cong.bachthong.gov.vn")
        stream = packed(site)
        SiteAlias.objects.all().delete()
        read(stream, slug="cao-son-2")
        assert not SiteAlias.objects.exists()


OTHER = "ab" * 32
PDF = {"kind": "document", "content_type": "application/pdf", "extension": ".pdf"}


class ForgedFileTests:
    """A row of a file is a path in the storage: nothing in it is believed."""

    @pytest.mark.parametrize(
        "told",
        [
            {"sha256": "../../../../etc/passwd"},
            {"sha256": "/etc/passwd"},
            {"sha256": OTHER[:-1]},
            {"sha256": f"{OTHER}\n"},
            {"sha256": OTHER.upper()},
            {"content_type": "text/html"},
            {"extension": ".html"},
            {"extension": "/../../x"},
            {"kind": "document"},
        ],
    )
    @pytest.mark.parametrize("is_missing", [True, False])
    def test_called_what_no_upload_is_called(self, site, told, is_missing):
        stream = packed(site)
        assert refused(
            with_file(
                stream,
                **({"sha256": OTHER, "is_missing": True} | told | {"is_missing": is_missing}),
            )
        )

    @pytest.mark.parametrize("is_missing", [True, False])
    def test_whose_bytes_lie_here_already_and_are_others(self, site, is_missing):
        default_storage.save(f"ab/{OTHER}.pdf", ContentFile(b"<script>"))
        assert refused(with_file(packed(site), sha256=OTHER, is_missing=is_missing, **PDF))

    @pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"PK\x03\x04 no document"])
    def test_whose_bytes_in_the_archive_are_something_else(self, site, content):
        """Its digest is the true one, so only a look into it tells."""
        digest = sha256(content).hexdigest()
        stream = forged(packed(site), extra={f"files/{digest}": content})
        assert refused(with_file(stream, sha256=digest, is_missing=False, **PDF))
        assert not default_storage.exists(f"{digest[:2]}/{digest}.pdf")

    def test_whose_bytes_are_what_they_are_called_has_their_size_whatever_it_says(self, site):
        content = pdf().read()
        digest = sha256(content).hexdigest()
        stream = forged(packed(site), extra={f"files/{digest}": content})
        read(with_file(stream, sha256=digest, is_missing=False, size=1, **PDF), slug="cao-son-2")
        made = StoredFile.objects.get(sha256=digest)
        assert made.size == len(content) and made.absolute_path.read_bytes() == content

    def test_that_somebody_else_is_said_to_have_checked(self, site):
        stream = with_file(
            packed(site),
            sha256=OTHER,
            is_missing=True,
            condition="ok",
            checked_at="2026-11-01T00:00:00Z",
        )
        read(stream, slug="cao-son-2")
        made = StoredFile.objects.get(sha256=OTHER)
        assert (made.condition, made.checked_at) == (Condition.UNKNOWN, None)

    def test_that_the_database_would_have_to_keep(self):
        with pytest.raises(IntegrityError, match="file_is_named_by_its_digest"):
            StoredFile.objects.create(sha256="../" + OTHER[3:], size=1, original_name="x", **PDF)

    def test_whose_row_leads_out_of_the_storage_is_not_followed(self, site, settings, monkeypatch):
        """Should such a row ever stand in the database."""
        (Path(settings.MEDIA_ROOT).parent / "bi-mat.txt").write_text("bí mật")
        monkeypatch.setattr(StoredFile, "path", "../bi-mat.txt")
        with ZipFile(packed(site)) as archive:
            assert not [name for name in archive.namelist() if name.startswith("files/")]
            assert json.loads(archive.read("files.jsonl"))["is_missing"]

    def test_a_picture_of_a_station_that_is_none(self, site):
        station(site, "Đài xã", cover=ContentFile(b"<script>alert(1)</script>", name="dai.html"))
        assert refused(packed(site))

    def test_a_picture_of_a_station_is_named_by_what_it_is(self, site):
        station(site, "Đài xã", cover=ContentFile(picture().read(), name="dai.html"))
        made = read(packed(site), slug="cao-son-2")
        assert Station.objects.get(site=made).cover.name.endswith(".jpg")

    def test_a_picture_of_a_station_that_is_a_file_of_a_text(self, site):
        station(site, "Đài xã", cover=ContentFile(picture().read(), name="dai.jpg"))
        sha = StoredFile.objects.get().sha256
        stream = with_lines(
            packed(site),
            "rows.jsonl",
            lambda lines: lines[0]["values"].update(cover=f"files/{sha}"),
        )
        assert refused(stream)


class OfAnotherSiteTests:
    def test_a_report_about_an_item_that_is_only_shown_here(self, site):
        """It holds the words of a reader to another office."""
        feedback.reported(published(title="Tin của huyện"), seen_on=site)
        own = feedback.reported(Edition.objects.get(item__site=site).leaf(), seen_on=main_site())
        made = read(packed(site), slug="cao-son-2")
        assert ErrorReport.objects.get(item__site=made).seen_on == own.seen_on
        assert ErrorReport.objects.filter(item__site=main_site()).count() == 1

    def test_a_report_read_on_a_site_that_is_not_here_is_left_out_with_its_log(self, site):
        feedback.reported(Edition.objects.get(item__site=site).leaf())
        left = []

        def change(lines):
            for line in lines:
                line["model"] == "feedback.errorreport" and line["values"].update(
                    seen_on="slug:khong-co"
                )

        stream = with_lines(packed(site), "belongings.jsonl", change)
        made = read(stream, slug="cao-son-2", told=lambda unpacker: left.extend(unpacker.left_out))
        assert not ErrorReport.objects.filter(item__site=made).exists() and len(left) > 1

    @pytest.mark.parametrize("key", ["item", "edition", "correction"])
    def test_a_report_forged_into_the_list_of_another_office(self, site, key):
        theirs = published(title="Tin của huyện")
        feedback.reported(Edition.objects.get(item__site=site).leaf())
        name = named_elsewhere(theirs.item)
        value = name if key == "item" else [name, 1]

        def change(lines):
            lines[:] = [line for line in lines if line["model"] == "feedback.errorreport"]
            lines[0]["values"][key] = value

        assert refused(with_lines(packed(site), "belongings.jsonl", change))

    def test_an_item_is_offered_to_another_site_not_put_there(self, site):
        editor = person("editor", site)
        offer(Edition.objects.get(item__site=site).leaf(), [main_site()], by=editor)
        Share.objects.update(accepted_by=editor, accepted_at="2026-11-20T00:00:00Z")
        made = read(packed(site), slug="cao-son-2")
        share = Share.objects.get(item__site=made)
        assert (share.site, share.waits, share.accepted_by) == (main_site(), True, None)

    def test_a_row_of_a_table_that_texts_name(self, site):
        """Met where it is here, else left out and told: nobody's site gets an office by the archive of another."""
        here, left = questions.unit(main_site(), "Văn phòng"), []
        stream = with_row(
            packed(site), "qa.unit", site="main", name=here.name, position=here.position
        )
        stream = with_row(stream, "qa.unit", site="main", name="Phòng lạ", position=0)
        read(stream, slug="cao-son-2", told=lambda unpacker: left.extend(unpacker.left_out))
        assert list(Unit.objects.filter(site=main_site())) == [here]
        assert [told for told in left if "Phòng lạ" in told and main_site().full_name in told]

    def test_a_log_entry_about_an_edition_of_another_site(self, site):
        theirs = published(title="Tin của huyện")
        before = Event.objects.filter(edition=theirs.pk).count()
        elsewhere = [named_elsewhere(theirs.item), 1]
        assert refused(
            with_lines(
                packed(site),
                "items.jsonl",
                lambda lines: lines[0]["events"][0].update(edition=elsewhere),
            )
        )
        assert Event.objects.filter(edition=theirs.pk).count() == before

    def test_a_log_entry_about_an_edition_of_another_item(self, site):
        published(site, title="Bài thứ hai")
        assert refused(
            with_lines(
                packed(site),
                "items.jsonl",
                lambda lines: lines[1]["events"][0].update(edition=[1, 1]),
            )
        )

    def test_a_document_in_the_register_of_another_site(self, site):
        documents.published(site)
        stream = with_lines(
            packed(site),
            "items.jsonl",
            lambda lines: lines[-1]["editions"][0]["fields"].update(register_site="main"),
        )
        made = read(stream, slug="cao-son-2")
        assert Document.objects.get(item__site=made).register_site == made

    def test_an_address_that_once_led_elsewhere(self, site, tmp_path):
        """At the command as at the desk."""
        file = tmp_path / "cao-son.zip"
        file.write_bytes(packed(site).getvalue())
        SiteAlias.objects.create(site=main_site(), slug="dia-chi-cu")
        with pytest.raises(CommandError, match="dia-chi-cu"):
            call_command("import_site", str(file), "--slug", "dia-chi-cu", verbosity=0)


class RehearsalTests:
    def test_tells_and_leaves_no_trace(self, site, settings, tmp_path):
        stream, told = packed(site), []
        settings.MEDIA_ROOT = tmp_path / "other"
        before = [table.objects.count() for table in (Item, Site, StoredFile, User, Membership)]
        rehearse(stream, told=lambda unpacker: told.append(len(unpacker.items)))
        assert told == [1]
        assert before == [
            table.objects.count() for table in (Item, Site, StoredFile, User, Membership)
        ]
        assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file()]
