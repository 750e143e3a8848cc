"""No file is public by being uploaded: the public reads it only while a public edition carries it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import drafts
from editorial.models.files import Attachment
from tests.factories import (
    browser,
    commune,
    correction,
    draft,
    edited,
    person,
    published,
    retracted,
    stored_picture,
    submitted,
)

pytestmark = pytest.mark.django_db


class FileTests:
    @staticmethod
    def status(file, user=None):
        return browser(user).get(f"/tep/{file.sha256}/{file.original_name}").status_code

    def test_is_not_public_by_being_uploaded(self):
        assert self.status(stored_picture()) == 404

    def test_is_shown_to_the_one_who_brought_it(self):
        assert self.status(stored_picture(by=person("writer")), person("writer")) == 200

    @pytest.mark.parametrize("make", [draft, submitted, edited])
    def test_is_hidden_while_its_edition_is_not_public(self, make):
        file = stored_picture()
        make(cover=file, cover_alt="Rừng mơ")
        assert self.status(file) == 404
        assert self.status(file, person("writer", name="khac")) == 200
        assert self.status(file, person("chief", commune("Cao Sơn"))) == 404

    def test_is_public_while_a_public_edition_carries_it(self):
        file = stored_picture()
        published(cover=file, cover_alt="Rừng mơ")
        assert self.status(file) == 200

    def test_waits_for_the_moment_of_a_scheduled_edition(self):
        file = stored_picture()
        published(cover=file, cover_alt="Rừng mơ", at=timezone.now() + timedelta(days=1))
        assert self.status(file) == 404

    def test_answers_with_the_notice_when_its_item_is_retracted(self):
        file = stored_picture()
        edition = retracted(edition=published(cover=file, cover_alt="Rừng mơ"))
        assert edition.cover == file
        answer = browser().get(f"/tep/{file.sha256}/{file.original_name}")
        assert answer.status_code == 410
        assert "Bài đăng nhầm chuyên mục." in answer.content.decode()

    def test_replaced_in_a_correction_leaves_the_public_one_alone(self):
        old, new = stored_picture(), stored_picture(colour=(200, 30, 30))
        correction(published(cover=old, cover_alt="Rừng mơ"), cover=new)
        assert self.status(old) == 200
        assert self.status(new) == 404


class NamedInATextTests:
    """A digest that somebody knows is no key: a text brings only files of those who worked on it."""

    @staticmethod
    def naming(file):
        return f'<p>Ảnh:</p><p><img src="/tep/{file.sha256}/a.jpg" alt="Rừng"></p>'

    def is_public(self, file):
        return FileTests.status(file) == 200

    def test_carries_the_picture_that_its_writer_brought(self):
        file = stored_picture(by=person("writer"))
        published(body=self.naming(file))
        assert self.is_public(file)

    def test_carries_the_picture_that_a_co_author_brought(self):
        first = published()
        file = stored_picture(by=person("writer"))
        correction(first, by=person("editor"), body=self.naming(file))
        assert first.item.editions.get(number=2).attachments.get().file == file

    def test_carries_on_what_an_earlier_edition_carries_whoever_brought_it(self):
        first, file = draft(), stored_picture(by=person("writer", name="khac"))
        Attachment.objects.create(edition_id=first.pk, file=file)
        first.body = self.naming(file)
        drafts.save_draft(first, by=person("writer"), version=first.version)
        assert first.attachments.filter(role="inline", file=file).exists()

    def test_carries_in_the_text_the_picture_that_is_its_cover(self):
        file = stored_picture(by=person("writer", name="khac"))
        published(cover=file, cover_alt="Rừng", body=self.naming(file))
        assert Attachment.objects.get().file == file

    @pytest.mark.parametrize("carried", ["by nothing", "by a draft", "as a cover", "elsewhere"])
    def test_does_not_publish_what_a_stranger_to_the_text_brought(self, carried):
        there, stranger = commune("Cao Sơn"), person("writer", name="khac")
        stranger = person("writer", there) if carried == "elsewhere" else stranger
        site = there if carried == "elsewhere" else None
        file = stored_picture(by=stranger)
        if carried == "as a cover":
            draft(site, by=stranger, cover=file, cover_alt="Kín")
        elif carried != "by nothing":
            Attachment.objects.create(edition_id=draft(site, by=stranger).pk, file=file)
        edition = published(body=self.naming(file))
        assert not self.is_public(file)
        assert not edition.attachments.exists()
