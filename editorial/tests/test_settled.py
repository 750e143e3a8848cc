"""Published means settled: held by the database, so that no door, not even SQL, changes what the public has read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from editorial import drafts
from editorial.models import Event, Item
from editorial.workflow import perform
from news.models import Article, Tag
from tests.factories import (
    again,
    browser,
    correction,
    draft,
    edited,
    person,
    published,
    retracted,
    reviewed,
    stored_row,
)

pytestmark = pytest.mark.django_db


def raw(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


class SettledTests:
    @pytest.mark.parametrize(
        "sql", ["UPDATE editorial_event SET note = 'khác'", "DELETE FROM editorial_event"]
    )
    def test_an_event_is_neither_changed_nor_deleted(self, sql):
        draft()
        with pytest.raises(IntegrityError):
            raw(sql)

    @pytest.mark.parametrize(
        "sql",
        ["UPDATE editorial_contribution SET at = now()", "DELETE FROM editorial_contribution"],
    )
    def test_a_contribution_is_neither_changed_nor_deleted(self, sql):
        draft()
        with pytest.raises(IntegrityError):
            raw(sql)

    def test_an_event_is_not_saved_twice(self):
        draft()
        with pytest.raises(ValidationError):
            Event.objects.first().save()

    @pytest.mark.parametrize("make", [published, retracted])
    @pytest.mark.parametrize("column", ["title", "summary", "reason", "author_name", "slug"])
    def test_no_word_of_a_settled_edition_changes(self, make, column):
        edition = make()
        with pytest.raises(IntegrityError):
            raw(f"UPDATE editorial_edition SET {column} = 'khac' WHERE id = %s", edition.pk)

    def test_no_word_of_a_superseded_edition_changes(self):
        first = published()
        perform("publish", reviewed(correction(first)), by=person("chief"))
        with pytest.raises(IntegrityError):
            raw("UPDATE editorial_edition SET title = 'khac' WHERE id = %s", first.pk)

    @pytest.mark.parametrize(
        "assignment", ["body = 'khac'", "video_url = 'https://khac'", "featured = true"]
    )
    def test_no_word_of_the_sections_own_row_changes(self, assignment):
        edition = published()
        with pytest.raises(IntegrityError):
            raw(f"UPDATE news_article SET {assignment} WHERE edition_ptr_id = %s", edition.pk)

    def test_no_tag_is_added_taken_or_changed(self):
        tag, other = Tag.objects.create(name="mơ"), Tag.objects.create(name="quýt")
        edition = draft()
        edition.tags.add(tag)
        edition = perform("publish", reviewed(edition), by=person("chief"))
        for sql, value in [
            ("DELETE FROM news_article_tags WHERE article_id = %s", edition.pk),
            ("UPDATE news_article_tags SET tag_id = %s", other.pk),
        ]:
            with pytest.raises(IntegrityError):
                raw(sql, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            edition.tags.add(other)

    def test_no_file_is_added_taken_or_changed(self):
        edition = draft()
        edition.attachments.create(file=stored_row())
        edition = perform("publish", reviewed(edition), by=person("chief"))
        for sql in [
            "DELETE FROM editorial_attachment",
            "UPDATE editorial_attachment SET title = 'khac'",
        ]:
            with pytest.raises(IntegrityError):
                raw(sql)
        with pytest.raises(IntegrityError), transaction.atomic():
            edition.attachments.create(file=stored_row())

    def test_a_row_is_not_carried_over_to_a_settled_edition(self):
        public, open_one = published(), draft()
        open_one.attachments.create(file=stored_row())
        with pytest.raises(IntegrityError):
            raw("UPDATE editorial_attachment SET edition_id = %s", public.pk)

    def test_an_item_that_was_ever_published_is_not_deleted(self):
        edition = retracted()
        with pytest.raises(ProtectedError):
            edition.delete()
        with pytest.raises(ProtectedError):
            edition.item.delete()

    @pytest.mark.parametrize("table", ["news_article", "editorial_edition", "editorial_item"])
    def test_an_item_that_was_ever_published_is_not_deleted_by_sql(self, table):
        published()
        with pytest.raises(IntegrityError):
            raw(f"DELETE FROM {table}; SET CONSTRAINTS ALL IMMEDIATE")
        assert Item.objects.count() == 1

    def test_a_retraction_by_one_person_is_refused(self):
        edition = retracted()
        with pytest.raises(IntegrityError):
            raw(
                "UPDATE editorial_retraction SET confirmed_by_id = asked_by_id WHERE edition_id = %s",
                edition.pk,
            )

    def test_a_second_published_edition_is_refused(self):
        new = correction(published())
        with pytest.raises(IntegrityError):
            moments = "published_at = now(), first_published_at = now()"
            raw(
                f"UPDATE editorial_edition SET state = 'published', {moments} WHERE id = %s", new.pk
            )

    def test_a_second_open_edition_is_refused(self):
        new = correction(published())
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.create(item=new.item, number=3, title="Thứ ba")

    def test_a_published_row_without_its_moment_is_refused(self):
        edition = edited()
        with pytest.raises(IntegrityError):
            raw("UPDATE editorial_edition SET state = 'published' WHERE id = %s", edition.pk)

    def test_an_unknown_state_is_refused(self):
        edition = draft()
        with pytest.raises(IntegrityError):
            raw("UPDATE editorial_edition SET state = 'secret' WHERE id = %s", edition.pk)

    def test_an_open_draft_is_free(self):
        edition = draft()
        raw("UPDATE editorial_edition SET summary = 'khac' WHERE id = %s", edition.pk)
        assert again(edition).summary == "khac"


class StaleFormTests:
    def test_is_refused_with_what_was_saved_in_between(self):
        edition = draft()
        other = again(edition)
        other.title = "Tên của người thứ hai"
        drafts.save_draft(other, by=person("editor"), version=1)
        edition.title = "Tên của người thứ nhất"
        with pytest.raises(drafts.Stale) as answer:
            drafts.save_draft(edition, by=person("writer"), version=1)
        assert answer.value.current.title == "Tên của người thứ hai"
        assert edition.title == "Tên của người thứ nhất"
        assert again(edition).title == "Tên của người thứ hai"


class HistoryTests:
    def test_shows_every_edition_with_its_note(self):
        first = published()
        perform(
            "publish", reviewed(correction(first, reason="Thêm một dấu phẩy.")), by=person("chief")
        )
        page = browser().get(f"/tin-tuc/{first.item_id}/lich-su/")
        assert page.status_code == 200
        assert "Thêm một dấu phẩy." in page.content.decode()

    def test_tells_nothing_of_an_edition_that_is_not_public_yet(self):
        first = published()
        reviewed(correction(first, reason="Chuyện chưa công bố.", title="Tên chưa công bố"))
        page = browser().get(f"/tin-tuc/{first.item_id}/lich-su/").content.decode()
        assert "chưa công bố" not in page
