"""The desk through the browser's eyes: the form, the queue, the review screen."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import Membership, Role, User
from editorial import drafts, workflow
from editorial.models import Edition, StoredFile
from editorial.states import EditionState
from member_sites.models import Site
from news.models import Article, Category
from tests.sounds import m4a

pytestmark = pytest.mark.django_db


def _site(slug, name, parent):
    defaults = {"kind": "xã" if parent else "huyện", "name": name, "parent": parent}
    return Site.objects.get_or_create(slug=slug, defaults=defaults)[0]


@pytest.fixture
def desk(settings):
    settings.SECURE_SSL_REDIRECT = False
    return Desk()


class Desk:
    """A district, two communes and their people."""

    def __init__(self):
        self.main = Site.objects.filter(parent=None).first() or _site("huyen-thu", "Thử", None)
        self.a, self.b = _site("xa-a", "A", self.main), _site("xa-b", "B", self.main)
        self.category = Category.objects.get_or_create(
            slug="thu-nghiem", defaults={"name": "Thử nghiệm"}
        )[0]
        self.ctv = self.person("t-ctv", self.main, Role.CONTRIBUTOR)
        self.writer = self.person("t-viet", self.main, Role.WRITER)
        self.editor = self.person("t-bientap", self.main, Role.EDITOR)
        self.chief = self.person("t-truong", self.main, Role.CHIEF)
        self.writer_a = self.person("t-a", self.a, Role.WRITER)
        self.writer_b = self.person("t-b", self.b, Role.WRITER)

    def person(self, name, site, role):
        user = User.objects.create(username=name, full_name=name.upper(), is_staff=True)
        Membership.objects.create(user=user, site=site, role=role, from_on=date(2020, 1, 1))
        return User.objects.get(pk=user.pk)

    def fields(self, **changes):
        return {
            "genre": "tin",
            "medium": "text",
            "category": self.category.pk,
            "title": "Khai hội Lồng tồng",
            "summary": "Hội mở sáng nay.",
            "body": "<p>Bà con về dự đông.</p>",
            "event_at": "2026-02-03T08:00",
            "author_name": "Hà Thu",
            "source": "Văn phòng",
        } | changes

    def draft(self, site=None, by=None, **changes):
        fields = self.fields(**changes) | {"category": self.category, "event_at": timezone.now()}
        return drafts.start(Article, site=site or self.main, by=by or self.ctv, **fields)

    def published(self):
        edition = self.draft(by=self.writer)
        workflow.perform("submit", edition, by=self.writer)
        workflow.perform("pass", edition, by=self.editor)
        return workflow.perform("publish", edition, by=self.chief)


def as_(client, user):
    client.force_login(user)
    return client


def act(client, user, edition, action, **fields):
    url = reverse("admin:edition_act", args=[edition.pk])
    return as_(client, user).post(url, {"action": action} | fields)


def change_url(edition):
    return reverse("admin:news_article_change", args=[edition.pk])


def png(width=40):
    out = io.BytesIO()
    Image.new("RGB", (width, 30), "green").save(out, "PNG")
    return SimpleUploadedFile("anh.png", out.getvalue(), "image/png")


class WritingTests:
    def test_travels_from_the_empty_form_to_the_public_and_back(self, client, desk):
        add = reverse("admin:news_article_add")
        sent = desk.fields(site=desk.main.pk, _submit="1", cover_file=png(), cover_alt="Bãi hội")
        assert as_(client, desk.ctv).get(add).status_code == 200
        answer = client.post(add, sent)
        edition = Article.objects.get()
        assert answer.status_code == 302
        assert (edition.state, edition.by_contributor, edition.author) == (
            EditionState.SUBMITTED,
            True,
            desk.ctv,
        )
        assert edition.cover.kind == "image"
        act(client, desk.editor, edition, "return", note="Thêm số liệu")
        page = as_(client, desk.ctv).get(change_url(edition))
        assert "Thêm số liệu" in page.text
        edition.refresh_from_db()
        again = desk.fields(
            title="Hội Lồng tồng", cover_alt="Bãi hội", version=edition.version, _submit="1"
        )
        client.post(change_url(edition), again)
        act(client, desk.editor, edition, "pass")
        act(client, desk.chief, edition, "publish")
        assert Article.objects.published().get().title == "Hội Lồng tồng"

    def test_takes_a_film_and_lets_it_go(self, client, desk):
        add = reverse("admin:news_article_add")
        sent = desk.fields(site=desk.main.pk, _save="1")
        film = m4a(brand=b"isom", tracks=(b"vide",), name="hoi.mp4")
        as_(client, desk.ctv).post(add, sent | {"video_file": film})
        edition = Article.objects.get()
        assert edition.video.kind == "video"
        assert 'name="remove_video"' in client.get(change_url(edition)).text
        client.post(change_url(edition), sent | {"version": edition.version, "remove_video": "on"})
        assert Article.objects.get().video is None
        assert 'name="remove_video"' not in client.get(change_url(edition)).text

    def test_opens_a_correction_beside_the_public_text(self, client, desk):
        public = desk.published()
        answer = act(client, desk.writer, public, "correct", note="Sai ngày")
        correction = Edition.objects.get(item=public.item, state=EditionState.DRAFT)
        assert answer.url == change_url(correction)
        client.post(
            change_url(correction),
            desk.fields(title="Mới", reason="Sai ngày", version=correction.version),
        )
        assert Article.objects.published().get().title == public.title

    def test_keeps_what_was_typed_into_a_stale_form(self, client, desk):
        edition = desk.draft(by=desk.writer)
        form = as_(client, desk.editor).get(change_url(edition)).context["form"]
        read = form.initial["read"]
        other = Article.objects.get(pk=edition.pk)
        other.summary = "Tóm tắt của người khác"
        drafts.save_draft(other, by=desk.writer, version=1)
        sent = desk.fields(title="Chữ tôi vừa gõ", version=1, read=read, event_at="")
        answer = client.post(change_url(edition), sent)
        assert answer.status_code == 409
        assert "Chữ tôi vừa gõ" in answer.text
        assert "Tóm tắt của người khác" in answer.text
        assert "T-VIET" in answer.text
        assert answer.context["form"].initial["version"] == 2
        edition.refresh_from_db()
        assert edition.title == "Khai hội Lồng tồng"

    def test_keeps_what_was_typed_when_the_text_was_locked(self, client, desk):
        edition = desk.draft()
        workflow.perform("submit", edition, by=desk.ctv)
        answer = as_(client, desk.ctv).post(
            change_url(edition), desk.fields(title="Gõ dở", version=1)
        )
        assert answer.status_code == 409
        assert "Gõ dở" in answer.text

    def test_refuses_a_crafted_site(self, client, desk):
        add = reverse("admin:news_article_add")
        answer = as_(client, desk.writer_a).post(add, desk.fields(site=desk.b.pk))
        assert answer.status_code == 400
        assert not Article.objects.exists()

    def test_saves_a_draft_by_itself(self, client, desk):
        edition = desk.draft()
        answer = as_(client, desk.ctv).post(
            change_url(edition), desk.fields(title="Tự lưu", version=1), headers={"X-Autosave": "1"}
        )
        assert answer.json()["version"] == 2
        assert Article.objects.get().title == "Tự lưu"

    def test_refuses_to_write_on_an_archived_site(self, client, desk):
        edition = desk.draft(site=desk.a, by=desk.writer_a)
        Site.objects.filter(pk=desk.a.pk).update(archived_at=timezone.now())
        answer = as_(client, desk.writer_a).post(
            change_url(edition), desk.fields(title="X", version=1)
        )
        assert answer.status_code == 409
        assert client.get(reverse("admin:news_article_add")).status_code == 403

    def test_names_a_script_that_pretends_to_be_a_picture(self, client, desk):
        fake = SimpleUploadedFile("anh.jpg", b"#!/bin/sh\necho", "image/jpeg")
        answer = as_(client, desk.ctv).post(
            reverse("admin:news_article_add"), desk.fields(site=desk.main.pk, cover_file=fake)
        )
        assert answer.status_code == 400
        assert "Khai hội Lồng tồng" in answer.text

    def test_never_deletes(self, client, desk):
        edition = desk.draft()
        url = reverse("admin:news_article_delete", args=[edition.pk])
        assert as_(client, desk.chief).post(url, {"post": "yes"}).status_code == 403
        assert Article.objects.exists()


class ReviewTests:
    def test_shows_the_difference_and_why_a_button_is_missing(self, client, desk):
        edition = desk.draft(by=desk.editor)
        workflow.perform("submit", edition, by=desk.editor)
        page = as_(client, desk.editor).get(reverse("admin:edition_review", args=[edition.pk]))
        shown = {button.row.name: bool(button.verdict) for button in page.context["buttons"]}
        assert shown["pass"] is False
        assert 'id="why-pass"' in page.text

    def test_gives_back_a_refused_note(self, client, desk):
        public = desk.published()
        answer = act(client, desk.editor, public, "ask_retraction", note="Nhầm tên", kind="")
        assert answer.status_code == 409
        assert "Nhầm tên" in answer.text

    def test_retracts_with_two_people(self, client, desk):
        public = desk.published()
        act(client, desk.editor, public, "ask_retraction", note="Nhầm tên", kind="mistake")
        act(client, desk.chief, public, "retract")
        public.refresh_from_db()
        assert public.state == EditionState.RETRACTED

    def test_schedules_a_publication(self, client, desk):
        edition = desk.draft()
        workflow.perform("submit", edition, by=desk.ctv)
        workflow.perform("pass", edition, by=desk.editor)
        ahead = timezone.localtime() + timedelta(days=1)
        act(client, desk.chief, edition, "publish", at=ahead.strftime("%Y-%m-%dT%H:%M"))
        edition.refresh_from_db()
        assert edition.is_scheduled()

    def test_previews_the_page_of_a_draft(self, client, desk):
        edition = desk.draft()
        answer = as_(client, desk.ctv).get(reverse("admin:edition_preview", args=[edition.pk]))
        assert answer.status_code == 200
        assert "Bà con về dự đông" in answer.text

    @pytest.mark.parametrize(
        "door",
        [
            "edition_review",
            "edition_enter",
            "edition_preview",
            "news_article_change",
            "news_article_history",
        ],
    )
    def test_hides_one_commune_from_another(self, client, desk, door):
        edition = desk.draft(site=desk.b, by=desk.writer_b)
        url = reverse(f"admin:{door}", args=[edition.pk])
        assert as_(client, desk.writer_a).get(url).status_code == 404
        assert act(client, desk.writer_a, edition, "submit").status_code == 404

    def test_previews_a_page_of_a_member_site(self, client, desk):
        edition = desk.draft(site=desk.b, by=desk.writer_b)
        answer = as_(client, desk.writer_b).get(reverse("admin:edition_preview", args=[edition.pk]))
        assert "/don-vi/xa-b/" in answer.text

    def test_shows_nothing_to_review_to_somebody_with_the_lowest_role(self, client, desk):
        edition = desk.draft()
        assert (
            as_(client, desk.ctv)
            .get(reverse("admin:edition_review", args=[edition.pk]))
            .status_code
            == 200
        )

    def test_lets_a_claim_stand_against_others(self, client, desk):
        edition = desk.draft()
        workflow.perform("submit", edition, by=desk.ctv)
        url = reverse("admin:edition_claim", args=[edition.pk])
        as_(client, desk.editor).post(url)
        as_(client, desk.chief).post(url)
        edition.refresh_from_db()
        assert edition.claimed_by == desk.editor


class QueueTests:
    def test_costs_the_same_however_long_it_is(self, client, desk, django_assert_max_num_queries):
        url = reverse("admin:review_queue")
        for number in range(12):
            edition = desk.draft(title=f"Tin {number}")
            workflow.perform("submit", edition, by=desk.ctv)
        as_(client, desk.editor)
        with django_assert_max_num_queries(10):
            answer = client.get(url)
        assert len(answer.context["entries"]) == 12

    def test_puts_what_waits_for_me_first(self, client, desk):
        desk.draft(by=desk.editor, title="Bản nháp của tôi")
        waiting = desk.draft(title="Chờ tôi")
        workflow.perform("submit", waiting, by=desk.ctv)
        answer = as_(client, desk.editor).get(reverse("admin:review_queue"))
        assert [entry.edition.title for entry in answer.context["entries"]] == [
            "Chờ tôi",
            "Bản nháp của tôi",
        ]

    def test_finds_words_without_marks(self, client, desk):
        desk.draft(title="Đường vào bản")
        desk.draft(title="Mơ chín")
        answer = as_(client, desk.writer).get(reverse("admin:review_queue"), {"q": "duong ban"})
        assert [entry.edition.title for entry in answer.context["entries"]] == ["Đường vào bản"]

    def test_says_what_came_back_with_the_reason(self, client, desk):
        edition = desk.draft()
        workflow.perform("submit", edition, by=desk.ctv)
        workflow.perform("return", edition, by=desk.editor, note="Thiếu tên xã")
        assert "Thiếu tên xã" in as_(client, desk.ctv).get(reverse("admin:index")).text


class ListTests:
    def test_tells_how_long_a_text_waits_for_its_reviewer(self, desk, client):
        waiting, draft = (
            desk.draft(by=desk.writer, title="Tin chờ"),
            desk.draft(by=desk.writer, title="Tin nháp"),
        )
        workflow.perform("submit", waiting, by=desk.writer)
        Edition.objects.filter(pk=waiting.pk).update(
            submitted_at=timezone.now() - timedelta(hours=7)
        )
        page = (
            as_(client, desk.editor).get(reverse("admin:news_article_changelist")).content.decode()
        )
        assert page.count("7 giờ") == 1
        assert draft.title in page


class FileTests:
    @pytest.fixture
    def file(self, desk):
        return StoredFile.objects.keep(png(), kinds=["image"], by=desk.ctv)

    def _status(self, client, file):
        return client.get(reverse("files:original", args=[file.sha256, "anh.png"])).status_code

    def test_is_hidden_until_an_edition_that_carries_it_is_public(self, client, desk, file):
        edition = desk.draft(cover=file, cover_alt="x")
        assert self._status(client, file) == 404
        assert self._status(as_(client, desk.writer), file) == 200
        assert self._status(as_(client, desk.writer_a), file) == 404
        client.logout()
        workflow.perform("submit", edition, by=desk.ctv)
        workflow.perform("pass", edition, by=desk.editor)
        workflow.perform("publish", edition, by=desk.chief)
        assert self._status(client, file) == 200
        workflow.perform("ask_retraction", edition, by=desk.editor, note="Nhầm", kind="mistake")
        workflow.perform("retract", edition, by=desk.chief)
        assert self._status(client, file) == 410

    def test_uploads_a_picture_for_the_text(self, client, desk):
        url = reverse("ck_editor_5_upload_file")
        assert client.post(url, {"upload": png()}).status_code == 403
        said = as_(client, desk.ctv).post(url, {"upload": png()}).json()
        assert client.get(said["url"]).status_code == 200
        bad = SimpleUploadedFile("a.png", b"<svg/>")
        assert client.post(url, {"upload": bad}).status_code == 400
