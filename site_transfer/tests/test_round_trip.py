"""Export, import, export again: the same, whatever the sections are. No table of a site is forgotten."""

from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Membership, User
from banners.models.themes import Theme
from consultations.models import Comment, CommentFile, CommentPerson
from documents.models import Document
from documents.models.catalogue import DocumentType, Signer
from editorial.models import Contribution, Edition, Event, Item, Share
from editorial.workflow import perform
from feedback.models import PortalRating
from feedback.tests import factories as feedback
from member_sites.models import Site, SiteAlias
from member_sites.transfer import Transfer, transfer_of
from pages.models.menu import MenuEntry
from pages.tests.factories import leader, published_page
from qa.models import Addition, CitizenFile, Contact, PrivateAnswer, Question
from qa.tests.factories import EMAIL, NAME, PHONE
from site_transfer import ownership
from site_transfer.bundle import Unreadable
from site_transfer.export_bundle import counting_models
from site_transfer.import_bundle import read
from site_transfer.models import new_passphrase
from site_transfer.tests.factories import content, full_site, packed
from tests.factories import again, browser, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSPHRASE = new_passphrase()


@pytest.fixture
def site():
    return full_site()


def free_of(site):
    """In one portal two sites cannot lead on from one old address."""
    SiteAlias.objects.filter(site=site).delete()


def normal(content):
    """What is unique in a portal cannot be the same beside the one it was copied from in the same portal."""
    rows = content["rows.jsonl"].replace(b"-cao-son-2", b"")
    return content | {"rows.jsonl": rows}


def lines(part):
    """One by one, so that a difference is told by its row."""
    return part if isinstance(part, dict) or not part.startswith(b"{") else part.splitlines()


def rows_by_table(site):
    return {
        model._meta.label: ownership.rows_of(model, site).count() for model in ownership.tables()
    }


class NothingForgottenTests:
    def test_the_site_of_these_tests_has_a_row_in_every_table(self, site):
        """A table that is empty here would prove nothing below."""
        counted = {
            model._meta.label: model.objects.exists()
            for model in ownership.row_models() | set(counting_models())
        }
        assert [
            label for label, there in (rows_by_table(site) | counted).items() if not there
        ] == []

    def test_every_table_with_a_path_to_a_site_travels_or_says_why_not(self):
        known = set(ownership.tables()) | ownership.row_models() | set(counting_models())
        with_items = {
            model for model in apps.get_models() if issubclass(model, ownership.WITH_ITEMS)
        }
        left = {model for model in apps.get_models() if transfer_of(model).stays_behind}
        of_sites = {model for model in apps.get_models() if ownership.paths(model)}
        assert {model._meta.label for model in of_sites - known - with_items - left} == set()


class RoundTripTests:
    def test_loses_nothing(self, site):
        before = packed(site)
        free_of(site)
        made = read(before, slug="cao-son-2", name="Cao Sơn 2")
        now, then = normal(content(packed(made))), normal(content(before))
        assert now.keys() == then.keys()
        for part, rows in then.items():
            assert lines(now[part]) == lines(rows), part
        assert made.items.count() == site.items.count() > 10
        for table, path in (
            (Edition, "item__site"),
            (Event, "item__site"),
            (Contribution, "edition__item__site"),
        ):
            assert (
                table.objects.filter(**{path: made}).count()
                == table.objects.filter(**{path: site}).count()
            )

    def test_brings_as_many_rows_into_every_table(self, site):
        wanted = rows_by_table(site)
        made = read_again(site, passphrase=PASSPHRASE)
        assert rows_by_table(made) == wanted

    def test_leaves_personal_data_behind_unless_asked(self, site):
        wanted = rows_by_table(site)
        made = read_again(site)
        personal = {
            model._meta.label for model in ownership.tables() if transfer_of(model).personal
        }
        assert rows_by_table(made) == {
            label: 0 if label in personal else count for label, count in wanted.items()
        }
        with ZipFile(packed(site)) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist()).decode(
                errors="ignore"
            )
        planted = (NAME, PHONE, EMAIL, "mau@example.vn", "tôi 0900", "số thửa", "ra xã")
        planted += (feedback.EMAIL, feedback.PHONE, "bà Khuyên")
        assert not [word for word in planted if word in whole]
        assert all(
            row.anonymised_at
            for row in [
                *Question.objects.filter(site=made),
                *Comment.objects.filter(item__site=made),
            ]
        )

    def test_leaves_what_is_sealed_behind_whatever_its_table_says(self, site, monkeypatch):
        """A table that forgot to speak of its sealed columns lets none of them out."""
        monkeypatch.setattr(PortalRating, "transfer", Transfer())
        remark = PortalRating.objects.with_remark().filter(site=site).first().remark
        assert remark not in content(packed(site))["rows.jsonl"].decode()

    def test_takes_personal_data_along_sealed(self, site):
        archive = packed(site, passphrase=PASSPHRASE)
        with ZipFile(archive) as zipped:
            whole = b"".join(zipped.read(name) for name in zipped.namelist()).decode(
                errors="ignore"
            )
        assert not [
            word
            for word in (NAME, PHONE, EMAIL, "mau@example.vn", "số thửa", "ra xã")
            if word in whole
        ]
        free_of(site)
        made = read(archive, slug="cao-son-2", passphrase=PASSPHRASE)
        asked = Contact.objects.filter(question__site=made)
        assert [(contact.name, contact.email) for contact in asked] == [(NAME, EMAIL)] * 3
        assert Addition.objects.get(question__site=made).text == "Tôi bổ sung số thửa."
        assert PrivateAnswer.objects.get(question__site=made).text == "Mời ông, bà ra xã."
        assert CommentPerson.objects.get(comment__item__site=made).email == "mau@example.vn"
        ours, theirs = (CitizenFile.objects.get(question__site=one) for one in (site, made))
        assert ours.file.read() == theirs.file.read() and ours.file.name != theirs.file.name
        assert CommentFile.objects.get(comment__item__site=made).file.size > 0

    @pytest.mark.parametrize("wrong", ["", "AAAA-BBBB"])
    def test_opens_personal_data_by_their_passphrase_only(self, site, wrong):
        with pytest.raises(Unreadable):
            read(packed(site, passphrase=PASSPHRASE), slug="cao-son-2", passphrase=wrong)
        assert not Site.objects.filter(slug="cao-son-2").exists()

    def test_gives_a_copied_question_a_code_of_its_own(self, site):
        made = read_again(site, passphrase=PASSPHRASE)
        ours, theirs = (
            set(Question.objects.filter(site=one).values_list("code_digest", flat=True))
            for one in (site, made)
        )
        assert len(theirs) == 3 and not ours & theirs

    def test_reads_the_same_to_the_public(self, site):
        read_again(site)
        old, new = (
            browser().get(f"/don-vi/{slug}/tin-tuc/").content.decode()
            for slug in ("cao-son", "cao-son-2")
        )
        for title in ("Cao Sơn làm đường,", "Lũ về", "Chờ thu hồi", "Tin của huyện"):
            assert title in old and title in new
        assert "Đăng nhầm" not in new and "Đang chờ" not in new

    def test_keeps_the_menu_with_its_pages(self, site):
        made = read_again(site)
        below = MenuEntry.objects.get(site=made, label="Bản đồ")
        assert (
            below.parent.label == "Giới thiệu"
            and below.page.site_id == below.parent.page.site_id == made.pk
        )

    def test_keeps_sharing_both_ways(self, site):
        made = read_again(site)
        offered = Share.objects.get(item__site=made)
        assert (offered.site.is_main, offered.waits) == (True, True)
        assert Share.objects.live().get(site=made).item.editions.get().title == "Tin của huyện"

    def test_leaves_out_what_another_portal_does_not_have(self, site):
        archive, left = packed(site), []
        free_of(site)
        Item.objects.filter(site__parent=None).update(created_at="2001-01-01T00:00:00Z")
        made = read(archive, slug="cao-son-2", told=lambda unpacker: left.extend(unpacker.left_out))
        assert not Share.objects.filter(site=made).exists()
        assert "bach-thong: Tin của huyện" in left

    def test_gives_roles_on_the_new_site_to_those_who_had_them(self, site):
        made = read_again(site)
        held = {(row.user.username, row.role) for row in Membership.objects.filter(site=made)}
        assert (
            held == {(row.user.username, row.role) for row in Membership.objects.filter(site=site)}
            and len(held) > 3
        )

    def test_is_found_by_the_words_of_its_rows(self, site):
        """A leader of a page, a line of a week: rows that are there only after their edition."""
        published_page(
            site,
            title="Ban lãnh đạo",
            address="lanh-dao",
            layout="leaders",
            rows=[leader("Trưởng Thử (demo)")],
        )
        made = read_again(site)
        for word in ("truong", "giao", "chu"):
            found = [
                Edition.objects.of_site(one).filter(search_vector=word).count()
                for one in (site, made)
            ]
            assert found[0] == found[1] > 0, word

    def test_keeps_the_words_of_a_settled_document(self, site):
        """Its title names the type as it was called, its signer the post in which they signed."""
        archive = packed(site)
        DocumentType.objects.filter(name="Quyết định").update(name="Quyết nghị")
        Signer.objects.update(name="Tên đã đổi", post="Chức đã đổi")
        free_of(site)
        made = read(archive, slug="cao-son-2")
        ours, theirs = (words_of_documents(one) for one in (site, made))
        assert theirs == ours and all(title.startswith("Quyết định") for title, *_rest in theirs)

    def test_keeps_what_is_settled_settled(self, site):
        made = read_again(site)
        edition = Edition.objects.of_site(made).settled().first()
        with pytest.raises(Exception, match="settled"):
            Edition.objects.filter(pk=edition.pk).update(title="Khác")

    def test_goes_on_by_the_same_law(self, site):
        made = read_again(site)
        waiting = Edition.objects.of_site(made).get(title="Đang chờ")
        author = Contribution.objects.get(edition=waiting).user
        assert author.pk == person("writer", site).pk
        assert perform("pass", again(waiting), by=person("editor")).state == "edited"

    def test_into_another_portal_brings_closed_accounts_and_files(self, site, settings, tmp_path):
        """Everything that the archive needs is in it: here it meets other people and a storage without its files."""
        archive = packed(site)
        User.objects.filter(username__startswith="writer").update(full_name="Người khác")
        settings.MEDIA_ROOT = tmp_path / "other"
        made = read(archive, slug="cao-son-2")
        author = Edition.objects.of_site(made).get(title="Đang chờ").author
        assert (author.is_active, author.is_staff, author.has_usable_password(), author.email) == (
            False,
            False,
            False,
            "",
        )
        assert author.pk != person("writer", site).pk
        assert {row.role for row in author.memberships.all()} == {"writer"}
        cover = Edition.objects.of_site(made).exclude(cover=None).first().cover
        assert cover.absolute_path.exists()

    def test_brings_the_days_of_a_theme_that_is_not_there(self, site):
        archive = packed(site)
        Theme.objects.update(name="Tên khác", key="khac") if hasattr(
            Theme, "key"
        ) else Theme.objects.update(name="Tên khác")
        read(archive, slug="cao-son-2")
        assert Theme.objects.get(name="Ngày hội").dates.get().last_on.isoformat() == "2026-12-31"

    def test_leaves_contacts_and_passwords_out(self, site):
        User.objects.update(email="bi-mat@example.vn")
        with ZipFile(packed(site)) as archive:
            whole = b"".join(
                archive.read(name) for name in archive.namelist() if name.endswith("l")
            )
        assert b"bi-mat@example.vn" not in whole and b"md5$" not in whole

    def test_knows_every_table_that_counts(self):
        assert {model.__name__ for model in counting_models()} >= {
            "VisitDay",
            "Baseline",
            "BannerDay",
        }

    def test_by_commands(self, site, tmp_path, capsys):
        file = tmp_path / "cao-son.zip"
        call_command("export_site", "cao-son", str(file), "--with-contacts", verbosity=0)
        words = capsys.readouterr().out.strip()
        free_of(site)
        call_command(
            "import_site", str(file), "--slug", "cao-son-2", "--passphrase", words, verbosity=0
        )
        assert Site.objects.get(slug="cao-son-2").items.count() == site.items.count()
        with pytest.raises(CommandError):
            call_command("export_site", "cao-son", str(file), verbosity=0)


def words_of_documents(site):
    rows = Document.objects.filter(item__site=site).order_by("pk")
    return list(rows.values_list("title", "signer_name", "signer_post", "reference"))


def read_again(site, **options):
    archive = packed(site, **options)
    free_of(site)
    return read(archive, slug="cao-son-2", **options)
