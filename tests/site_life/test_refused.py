"""Archives that lie: each refused in a sentence, nothing half-written, no file left behind."""

import io
import json
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from accounts.models import Membership, User
from editorial.files import StoredFile
from editorial.models import Item
from member_sites.models import Site, SiteAlias
from site_life.archive import Unreadable
from site_life.reading import read, rehearse
from tests.factories import commune, main_site, person, published, stored_picture
from tests.site_life.factories import packed

pytestmark = pytest.mark.django_db


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

    def test_a_file_that_is_not_the_one_of_its_digest(self, site, settings, tmp_path):
        stream = packed(site)
        with ZipFile(stream) as old:
            parts = {name: old.read(name) + (b"x" if name.startswith("files/") else b"") for name in old.namelist()}
        settings.MEDIA_ROOT = tmp_path / "other"
        assert "files/" in refused(zipped(parts))
        assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file()]

    @pytest.mark.parametrize("name", ["../../evil.sh", "/etc/passwd", "files/../x", "uploads/a.php", "C:\\x", "files/" + "0" * 63])
    def test_a_name_that_leads_elsewhere(self, site, name):
        assert refused(forged(packed(site), extra={name: b"x"}))

    def test_a_part_that_bursts(self, site):
        assert refused(forged(packed(site), {"rows.jsonl": lambda data: data + b" " * 30_000_000 + b"\n"}))

    def test_more_than_the_portal_unpacks(self, site, settings):
        settings.SITE_ARCHIVE_UNPACKED_LIMIT = 1_000
        assert refused(packed(site))

    @pytest.mark.parametrize("line", [b"[]\n", b"{}\n", b"\xff\n", b"[" * 100_000 + b"\n", b'{"number": 1}\n'])
    def test_lines_that_are_something_else(self, site, line):
        assert refused(forged(packed(site), {"items.jsonl": lambda data: line}))

    @pytest.mark.parametrize("model, values", [
        ("accounts.user", {"username": "chu-moi", "is_superuser": True, "password": "x"}),
        ("auth.permission", {"name": "x"}), ("sessions.session", {}), ("admin.logentry", {}), ("khong.co", {}),
        ("editorial.calendarday", {"on": "2026-11-28"}), ("member_sites.site", {"slug": "x"}), ("editorial.event", {}),
    ])
    def test_rows_of_tables_that_are_no_part_of_a_site(self, site, model, values):
        assert refused(with_row(packed(site), model, **values))

    def test_a_role_on_another_site(self, site):
        """The hole that would matter most: an archive that makes somebody the district's chief."""
        name = person("writer", site).username
        assert refused(with_row(packed(site), "accounts.membership", user=name, site="main", role="chief", from_on="2020-01-01"))
        assert not Membership.objects.filter(site=main_site(), user__username=name).exists()

    def test_figures_of_another_site(self, site):
        line = {"model": "visits.visitday", "values": {"site": "main", "on": "2026-11-01", "visits": 9, "views": 9}}
        assert refused(forged(packed(site), {"counts.jsonl": lambda data: data + json.dumps(line).encode() + b"\n"}))

    def test_what_the_database_cannot_hold(self, site):
        assert refused(forged(packed(site), {"items.jsonl": lambda data: data.replace(b'"number": 1,', b'"number": -5,')}))

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


class RehearsalTests:
    def test_tells_and_leaves_no_trace(self, site, settings, tmp_path):
        stream, told = packed(site), []
        settings.MEDIA_ROOT = tmp_path / "other"
        before = [table.objects.count() for table in (Item, Site, StoredFile, User, Membership)]
        rehearse(stream, told=lambda unpacker: told.append(len(unpacker.items)))
        assert told == [1]
        assert before == [table.objects.count() for table in (Item, Site, StoredFile, User, Membership)]
        assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file()]
