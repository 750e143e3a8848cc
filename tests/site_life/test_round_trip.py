"""Export, import, export again: the same, whatever the sections are."""

import io
import json
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from banners.models import BannerDay
from editorial.files import StoredFile
from editorial.models import Contribution, Edition, Event, Item
from editorial.workflow import perform
from member_sites.models import Site
from news.models import Category, Tag
from site_life.reading import Unreadable, read
from site_life.writing import counting_models, write
from tests.banners.factories import banner_published, theme
from tests.factories import (
    again,
    browser,
    commune,
    correction,
    draft,
    main_site,
    person,
    published,
    retracted,
    reviewed,
    stored_picture,
    submitted,
)
from visits.models import VisitDay

pytestmark = pytest.mark.django_db


def packed(site):
    stream = io.BytesIO()
    write(site, stream)
    return stream


def content(stream):
    """What an archive says, apart from the site's own address."""
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    site = json.loads(parts.pop("site.jsonl"))
    return parts | {"site": {key: value for key, value in site.items() if key not in ("slug", "name", "domain")}}


@pytest.fixture
def site():
    """A commune with something of everything."""
    here = commune("Cao Sơn", address="Thôn Nà Mu", one_step_review=False)
    writer = person("writer", here)
    own = Category.objects.create(name="Chuyện xã mình", site=here)
    cover = stored_picture(by=writer)
    first = published(here, title="Cao Sơn làm đường", cover=cover, cover_alt="Con đường", category=own)
    first.tags  # noqa: B018
    perform("publish", reviewed(correction(first)), by=person("chief", here))
    retracted(edition=published(here, title="Đăng nhầm"))
    tagged = draft(here, title="Có từ khóa")
    tagged.tags.add(Tag.objects.create(name="nông thôn mới"), Tag.objects.create(name="giao thông"))
    perform("publish_urgently", draft(here, title="Lũ về"), by=person("chief", here), note="Gấp.")
    submitted(here, title="Đang chờ")
    asked = published(here, title="Chờ thu hồi")
    perform("ask_retraction", asked, by=person("editor", here), note="Sai số.", kind="wrong", replacement=first.item)
    banner = banner_published(here, theme=theme())
    BannerDay.objects.create(item=banner.item, on="2026-11-20", shown=9, clicks=1)
    VisitDay.objects.create(site=here, on="2026-11-20", visits=7, views=20)
    return here


class RoundTripTests:
    def test_loses_nothing(self, site):
        before = packed(site)
        made = read(before, slug="cao-son-2", name="Cao Sơn 2")
        assert normal(content(packed(made))) == normal(content(before))
        assert made.items.count() == site.items.count() > 6
        for table in (Edition, Event, Contribution):
            path = "item__site" if table is not Contribution else "edition__item__site"
            assert table.objects.filter(**{path: made}).count() == table.objects.filter(**{path: site}).count()

    def test_reads_the_same_to_the_public(self, site):
        read(packed(site), slug="cao-son-2")
        old, new = (browser().get(f"/don-vi/{slug}/tin-tuc/").content.decode() for slug in ("cao-son", "cao-son-2"))
        for title in ("Cao Sơn làm đường,", "Lũ về", "Chờ thu hồi"):
            assert title in old and title in new
        assert "Đăng nhầm" not in new and "Đang chờ" not in new

    def test_keeps_what_is_settled_settled(self, site):
        made = read(packed(site), slug="cao-son-2")
        edition = Edition.objects.of_site(made).settled().first()
        with pytest.raises(Exception, match="settled"):
            Edition.objects.filter(pk=edition.pk).update(title="Khác")

    def test_goes_on_by_the_same_law(self, site):
        made = read(packed(site), slug="cao-son-2")
        waiting = Edition.objects.of_site(made).get(title="Đang chờ")
        author = Contribution.objects.get(edition=waiting).user
        assert author.pk == person("writer", site).pk
        assert perform("pass", again(waiting), by=person("editor")).state == "edited"

    def test_into_an_empty_portal_brings_closed_accounts_and_files(self, site, settings, tmp_path):
        """Everything that the archive needs is in it: here it meets other people and a storage without its files."""
        archive = packed(site)
        User.objects.filter(username__startswith="writer").update(full_name="Người khác")
        settings.MEDIA_ROOT = tmp_path / "other"
        made = read(archive, slug="cao-son-2")
        author = Edition.objects.of_site(made).get(title="Đang chờ").author
        assert (author.is_active, author.is_staff, author.has_usable_password(), author.email) == (False, False, False, "")
        assert author.pk != person("writer", site).pk
        cover = Edition.objects.of_site(made).exclude(cover=None).first().cover
        assert cover.absolute_path.exists()
        assert not author.memberships.exists()

    def test_leaves_contacts_and_passwords_out(self, site):
        User.objects.update(email="bi-mat@example.vn")
        with ZipFile(packed(site)) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist() if name.endswith("l"))
        assert b"bi-mat@example.vn" not in whole and b"md5$" not in whole

    def test_knows_every_table_that_counts(self):
        assert {model.__name__ for model in counting_models()} >= {"VisitDay", "Baseline", "BannerDay"}

    def test_by_commands(self, site, tmp_path):
        file = tmp_path / "cao-son.zip"
        call_command("export_site", "cao-son", str(file), verbosity=0)
        call_command("import_site", str(file), "--slug", "cao-son-2", verbosity=0)
        assert Site.objects.get(slug="cao-son-2").items.count() == site.items.count()
        with pytest.raises(CommandError):
            call_command("export_site", "cao-son", str(file), verbosity=0)


def normal(content):
    """An own category cannot keep its address beside the one it was copied from in the same portal."""
    rows = content["rows.jsonl"].replace(b"-cao-son-2", b"")
    return content | {"rows.jsonl": rows}


class RefusedTests:
    def changed(self, stream, name, change):
        out = io.BytesIO()
        with ZipFile(stream) as old, ZipFile(out, "w") as new:
            for part in old.namelist():
                data = old.read(part)
                new.writestr(part, change(data) if part.startswith(name) else data)
        return out

    def refused(self, stream, **options):
        before = Item.objects.count(), Site.objects.count(), StoredFile.objects.count()
        with pytest.raises(Unreadable):
            read(stream, **({"slug": "cao-son-2"} | options))
        assert before == (Item.objects.count(), Site.objects.count(), StoredFile.objects.count())

    def test_what_is_no_archive(self):
        main_site()
        self.refused(io.BytesIO(b"khong phai zip"))

    def test_a_slug_that_is_taken(self, site):
        self.refused(packed(site), slug="cao-son")

    def test_a_line_that_was_changed(self, site):
        self.refused(self.changed(packed(site), "items.jsonl", lambda data: data.replace("Lũ về".encode(), "Lũ xa".encode())))

    def test_another_version(self, site):
        self.refused(self.changed(packed(site), "manifest.json", lambda data: data.replace(b'"version": 1', b'"version": 99')))

    def test_a_file_that_is_not_the_one_of_its_digest(self, site, settings, tmp_path):
        archive = self.changed(packed(site), "files/", lambda data: data + b"x")
        settings.MEDIA_ROOT = tmp_path / "other"
        self.refused(archive)
