"""A citizen comments on a draft from a telephone, a moderator shows it, and all read it under the draft."""

import pytest
from django.urls import reverse

from consultations import intake
from consultations.models import Comment, CommentState
from consultations.tests.factories import comment, consultation, consultation_draft
from tests.e2e.test_axe import complaints
from tests.factories import main_site, person

PHONE = {"width": 360, "height": 780}
WORDS = "Đề nghị giảm phí chợ cho người bán rau."


@pytest.fixture
def site(transactional_db):
    return main_site()


def fill(page):
    page.fill("#id_text", WORDS)
    page.fill("#id_name", "Triệu Thị Mẫu")
    page.fill("#id_residence", "xã Cao Sơn")


class CommentingTests:
    def test_a_comment_sent_from_a_telephone_is_shown_after_moderation(self, site, open_page):
        draft = consultation()
        citizen = open_page(path="/van-ban/lay-y-kien/")
        citizen.set_viewport_size(PHONE)
        citizen.get_by_role("link", name=draft.title).first.click()
        fill(citizen)
        citizen.fill("#id_email", "mau@example.vn")
        assert not citizen.is_checked("#id_consent") and not citizen.is_checked("#id_shows_name")
        citizen.check("#id_consent")
        citizen.get_by_role("button", name="Gửi ý kiến").click()
        citizen.wait_for_url("**/da-gui/**")

        moderator = open_page(
            person("editor"), reverse("admin:comment_page", args=[Comment.objects.get().pk])
        )
        moderator.get_by_role("button", name="Đăng nội dung này").click()
        moderator.wait_for_url("**/consultations/comment/")
        assert Comment.objects.get().state == CommentState.APPROVED

        citizen.goto(draft.get_absolute_url())
        text = citizen.inner_text("main")
        assert WORDS in text and "mau@example.vn" not in text and "Triệu Thị Mẫu" not in text

    def test_what_was_typed_stays_beside_the_mistake(self, site, open_page):
        citizen = open_page(path=consultation().get_absolute_url())
        fill(citizen)
        citizen.check("#id_consent")
        citizen.get_by_role("button", name="Gửi ý kiến").click()
        citizen.get_by_role("alert").wait_for()
        assert (
            citizen.input_value("#id_text") == WORDS
            and citizen.input_value("#id_name") == "Triệu Thị Mẫu"
        )
        assert complaints(citizen) == []


class PageTests:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_have_no_violation(self, width, site, open_page):
        open_one, over = (
            consultation(),
            consultation(title="Dự thảo đã hết hạn", opens=-40, closes=-10),
        )
        intake.decide(
            comment(over),
            by=person("editor"),
            state=CommentState.APPROVED,
            public_text=WORDS,
            reason="",
        )
        page = open_page()
        page.set_viewport_size({"width": width, "height": 800})
        for path in (
            "/van-ban/lay-y-kien/",
            open_one.get_absolute_url(),
            over.get_absolute_url(),
            reverse("consultations:sent", args=[open_one.item_id]),
        ):
            page.goto(path)
            assert complaints(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    @pytest.mark.parametrize("width", [360, 1280])
    def test_of_the_desk_have_no_violation(self, width, site, open_page):
        one, written = comment(consultation()), consultation_draft()
        page = open_page(person("editor"))
        page.set_viewport_size({"width": width, "height": 800})
        paths = [
            reverse("admin:comment_page", args=[one.pk]),
            reverse("admin:consultations_comment_changelist"),
            reverse("admin:consultations_consultation_add"),
            reverse("admin:consultations_consultation_change", args=[written.pk]),
        ]
        for path in paths:
            page.goto(path)
            assert complaints(page) == [], path
