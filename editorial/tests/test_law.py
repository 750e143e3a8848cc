"""The editorial law: each sentence a test, at the workflow and at the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import drafts
from editorial.models import Contribution, Event, Retraction
from editorial.permissions import CLAIM_LASTS, claimant, may
from editorial.workflow import Refused, claim, perform
from news.models import Article, Tag
from tests.factories import (
    again,
    browser,
    commune,
    correction,
    draft,
    edited,
    person,
    published,
    retracted,
    reviewed,
    stored_row,
    submitted,
)

pytestmark = pytest.mark.django_db


def tomorrow():
    return timezone.now() + timedelta(days=1)


def refused(action, edition, by, **how):
    with pytest.raises(Refused) as answer:
        perform(action, edition, by=by, **how)
    assert all(str(reason).strip() for reason in answer.value.reasons), (
        "a refusal explains itself in words"
    )
    return answer.value


class SubmitTests:
    def test_locks_the_text_for_its_contributor(self):
        author = person("contributor")
        edition = submitted(by=author)
        edition.title = "Sửa lén"
        with pytest.raises(drafts.NotAllowed):
            drafts.save_draft(edition, by=author, version=edition.version)

    def test_accepts_an_incomplete_draft_but_not_its_submission(self):
        edition = draft(summary="", category=None)
        answer = refused("submit", edition, person("writer"))
        assert {"summary", "category"} <= set(answer.fields)
        assert again(edition).state == "draft"

    def test_wants_the_note_of_what_changed_from_the_second_edition_on(self):
        new = correction(published())
        new.reason = ""
        drafts.save_draft(new, by=person("writer"), version=new.version)
        assert "reason" in refused("submit", new, person("writer")).fields

    def test_is_refused_to_a_contributor_for_the_draft_of_another(self):
        refused("submit", draft(), person("contributor"))


class ReturnTests:
    def test_needs_a_reason(self):
        refused("return", submitted(), person("editor"), note="  ")

    @pytest.mark.parametrize("make", [submitted, edited])
    def test_gives_the_text_back_to_its_author(self, make):
        edition = perform("return", make(), by=person("chief"), note="Thiếu nguồn.")
        assert edition.state == "draft"
        edition.source = "Phòng Nông nghiệp"
        assert (
            drafts.save_draft(edition, by=person("writer"), version=edition.version).source
            == "Phòng Nông nghiệp"
        )

    def test_keeps_its_reason_in_the_log(self):
        edition = perform("return", submitted(), by=person("editor"), note="Thiếu nguồn.")
        assert edition.events.get(action="return").note == "Thiếu nguồn."


class PassTests:
    def test_is_for_editors(self):
        assert perform("pass", submitted(), by=person("editor")).state == "edited"

    @pytest.mark.parametrize("role", ["contributor", "writer", "responder", "leader"])
    def test_is_refused_below_editor(self, role):
        refused("pass", submitted(by=person("contributor", name="khac")), person(role))


class FourEyesTests:
    """Nobody who contributed may pass, publish or return: not only the author, not only the last to save."""

    def test_refuses_the_author_to_pass(self):
        refused("pass", submitted(by=person("editor")), person("editor"))

    def test_refuses_the_author_to_return(self):
        refused("return", submitted(by=person("editor")), person("editor"), note="Chưa được.")

    def test_refuses_the_author_to_publish(self):
        refused("publish", edited(by=person("chief")), person("chief"))

    def test_refuses_who_changed_it_although_another_saved_last(self):
        writer, editor = person("writer"), person("editor")
        edition = draft(by=writer)
        edition = drafts.save_draft(edition, by=editor, version=edition.version)
        edition = drafts.save_draft(edition, by=writer, version=edition.version)
        refused("pass", perform("submit", edition, by=writer), editor)

    def test_refuses_who_submitted_what_another_wrote(self):
        editor = person("editor")
        refused("pass", perform("submit", draft(), by=editor), editor)

    def test_refuses_who_worked_on_an_earlier_round_of_the_same_edition(self):
        editor, chief = person("editor"), person("chief")
        edition = perform("return", submitted(by=editor), by=chief, note="Viết lại.")
        refused("pass", perform("submit", edition, by=person("writer")), editor)

    def test_counts_a_correction_from_the_last_published_edition_only(self):
        first = published(by=person("editor"))
        new = perform("submit", correction(first), by=person("writer"))
        assert perform("pass", new, by=person("editor")).state == "edited"

    def test_lets_the_same_chief_pass_and_publish_what_others_wrote(self):
        chief = person("chief")
        assert (
            perform("publish", perform("pass", submitted(), by=chief), by=chief).state
            == "published"
        )


class PublishTests:
    def test_makes_the_edition_public_at_once(self):
        edition = published()
        assert edition in Article.objects.published()

    @pytest.mark.parametrize("role", ["contributor", "writer", "editor", "responder", "leader"])
    def test_is_refused_below_chief(self, role):
        refused("publish", edited(by=person("contributor", name="khac")), person(role))

    def test_skips_no_step_where_review_has_two(self):
        refused("publish", submitted(), person("chief"))

    def test_takes_one_step_where_the_site_is_set_to_it_and_keeps_four_eyes(self):
        site = commune("Cao Sơn", one_step_review=True)
        assert perform("publish", submitted(site), by=person("chief", site)).state == "published"
        refused("publish", submitted(site, by=person("chief", site)), person("chief", site))

    def test_of_a_correction_supersedes_the_earlier_edition_which_stays(self):
        first = published()
        second = perform("publish", reviewed(correction(first)), by=person("chief"))
        assert again(first).state == "superseded"
        assert list(Article.objects.published()) == [second]
        assert set(Article.objects.ever_public()) == {first, second}

    def test_refuses_an_end_before_the_beginning(self):
        ready = edited(expires_at=timezone.now() + timedelta(hours=1))
        refused("publish", ready, person("chief"), at=tomorrow())

    def test_refuses_an_item_that_was_retracted(self):
        first = published()
        new = correction(first)
        retracted(edition=first)
        refused("publish", reviewed(new), person("chief"))

    def test_refuses_what_was_changed_since_it_was_read(self):
        edition = draft()
        drafts.save_draft(again(edition), by=person("writer"), version=edition.version)
        refused("submit", edition, person("writer"), version=edition.version)


class ScheduleTests:
    def test_shows_nothing_before_its_moment_and_needs_no_job_then(self):
        moment = tomorrow()
        edition = published(at=moment)
        assert edition not in Article.objects.published()
        assert edition in Article.objects.published(at=moment)

    def test_of_a_correction_keeps_the_earlier_edition_public_until_then(self):
        first, moment = published(), tomorrow()
        second = perform("publish", reviewed(correction(first)), by=person("chief"), at=moment)
        assert list(Article.objects.published()) == [first]
        assert list(Article.objects.published(at=moment)) == [second]
        assert browser().get(first.get_absolute_url()).status_code == 200

    def test_cancelled_puts_the_earlier_edition_back_for_good(self):
        first, moment = published(), tomorrow()
        second = perform("publish", reviewed(correction(first)), by=person("chief"), at=moment)
        second = perform("unschedule", second, by=person("chief"), note="Chờ số liệu.")
        assert second.state == "edited" and again(first).state == "published"
        assert list(Article.objects.published(at=moment)) == [first]

    def test_is_cancelled_with_a_reason_by_a_chief_only(self):
        edition = published(at=tomorrow())
        refused("unschedule", edition, person("chief"))
        refused("unschedule", edition, person("editor"), note="Chờ.")

    def test_is_not_cancelled_once_it_is_public(self):
        refused("unschedule", published(), person("chief"), note="Muộn rồi.")

    def test_of_a_second_edition_waits_for_the_first(self):
        first = published(at=tomorrow())
        assert not may(person("writer"), "correct", first)

    def test_ends_by_itself_at_the_end_of_publication(self):
        end = tomorrow()
        edition = published(expires_at=end)
        assert edition in Article.objects.published()
        assert edition not in Article.objects.published(at=end)


class CorrectTests:
    def test_opens_a_new_draft_and_leaves_the_public_one_alone(self):
        first = published(body="<p>Giá mơ 12 nghìn đồng.</p>")
        new = perform("correct", first, by=person("writer"), note="Sai giá.")
        assert (new.state, new.number, new.body) == ("draft", 2, first.body)
        assert again(first).state == "published"

    def test_carries_over_every_field_tag_and_file(self):
        tag, file = Tag.objects.create(name="mơ"), stored_row()
        first = draft()
        first.tags.add(tag)
        first.attachments.create(file=file, title="Quyết định")
        first = perform("submit", first, by=person("writer"))
        first = perform("publish", perform("pass", first, by=person("editor")), by=person("chief"))
        new = perform("correct", first, by=person("writer"), note="Sửa.")
        assert list(new.tags.all()) == [tag]
        assert new.attachments.get().title == "Quyết định"
        assert all(getattr(new, name) == getattr(first, name) for name in Article.content_fields)

    def test_needs_a_reason_and_a_writer(self):
        refused("correct", published(), person("writer"))
        refused("correct", published(), person("contributor"), note="Sai.")

    def test_is_refused_while_another_correction_is_open(self):
        first = published()
        perform("correct", first, by=person("writer"), note="Một.")
        refused("correct", first, person("editor"), note="Hai.")


class RetractTests:
    def test_needs_a_second_person(self):
        edition, chief = published(), person("chief")
        perform("ask_retraction", edition, by=chief, note="Sai số liệu.", kind="wrong")
        refused("retract", again(edition), chief)
        assert (
            perform("retract", again(edition), by=person("chief", name="hai")).state == "retracted"
        )

    def test_needs_the_kind_of_reason_and_the_text(self):
        edition = published()
        refused("ask_retraction", edition, person("chief"), kind="wrong")
        assert (
            "kind"
            in refused("ask_retraction", edition, person("chief"), note="Sai.", kind="đại").fields
        )

    def test_takes_nothing_down_while_it_is_only_asked_for(self):
        edition = published()
        perform("ask_retraction", edition, by=person("editor"), note="Sai.", kind="wrong")
        assert edition in Article.objects.published()

    def test_reaches_the_public_text_while_its_correction_waits_for_its_moment(self):
        edition = published()
        new = reviewed(correction(edition))
        perform(
            "publish", new, by=person("chief", name="hai"), at=timezone.now() + timedelta(hours=2)
        )
        perform(
            "retract_urgently",
            again(edition),
            by=person("chief"),
            note="Sai số liệu.",
            kind="wrong",
        )
        assert again(edition).state == "retracted"
        assert again(new).state == "edited"
        assert not Article.objects.published(timezone.now() + timedelta(hours=3)).exists()

    def test_is_decided_before_a_correction_is_published(self):
        edition = published()
        new = reviewed(correction(edition))
        perform("ask_retraction", again(edition), by=person("editor"), note="Sai.", kind="wrong")
        refused("publish", new, person("chief", name="hai"))

    def test_is_confirmed_by_a_chief(self):
        edition = published()
        perform("ask_retraction", edition, by=person("editor"), note="Sai.", kind="wrong")
        refused("retract", again(edition), person("editor", name="hai"))

    def test_refused_leaves_the_text_public_and_the_reason_in_the_log(self):
        edition = published()
        perform("ask_retraction", edition, by=person("editor"), note="Sai.", kind="wrong")
        perform("refuse_retraction", again(edition), by=person("chief"), note="Không sai.")
        assert edition in Article.objects.published()
        assert edition.events.get(action="refuse_retraction").note == "Không sai."

    def test_takes_the_item_from_the_public_at_once(self):
        assert retracted() not in Article.objects.published()

    def test_takes_a_waiting_correction_no_further(self):
        first = published()
        new = correction(first)
        retracted(edition=first)
        assert not Article.objects.published(at=tomorrow()).filter(item=new.item).exists()

    def test_answers_at_the_same_address_with_the_notice(self):
        edition = retracted(note="Bài đăng nhầm chuyên mục.")
        answer = browser().get(edition.get_absolute_url())
        assert answer.status_code == 410
        assert "Bài đăng nhầm chuyên mục." in answer.content.decode()
        assert "Vụ mơ năm nay được mùa." not in answer.content.decode()

    def test_stays_readable_under_a_banner_where_it_is_so_decided(self):
        answer = browser().get(retracted(stays_readable=True).get_absolute_url())
        assert answer.status_code == 200
        assert "Bài đăng nhầm chuyên mục." in answer.content.decode()


class UrgentTests:
    @pytest.mark.parametrize("make", [draft, submitted, edited])
    def test_publication_needs_a_reason_and_a_chief(self, make):
        edition = make(by=person("chief"))
        refused("publish_urgently", edition, person("chief"))
        refused("publish_urgently", edition, person("editor"), note="Lũ về.")
        assert perform("publish_urgently", edition, by=person("chief"), note="Lũ về.").urgent

    def test_publication_still_wants_a_complete_text(self):
        refused("publish_urgently", draft(summary=""), person("chief"), note="Lũ về.")

    def test_publication_is_flagged_until_a_second_person_signs(self):
        edition = perform(
            "publish_urgently", draft(by=person("chief")), by=person("chief"), note="Lũ về."
        )
        assert edition in Article.objects.unsigned() and edition in Article.objects.in_queue()
        refused("sign", edition, person("chief"))
        perform("sign", edition, by=person("editor"))
        assert not Article.objects.unsigned().exists() and not Article.objects.in_queue().exists()
        assert again(edition).urgent_signed_by == person("editor")

    def test_retraction_works_alike(self):
        edition, chief = published(), person("chief")
        perform("retract_urgently", edition, by=chief, note="Lộ dữ liệu cá nhân.", kind="wrong")
        assert again(edition).state == "retracted"
        refused("sign", again(edition), chief)
        perform("sign", again(edition), by=person("editor"))
        assert Retraction.objects.get().signed_by == person("editor")

    def test_signature_is_refused_where_nothing_was_urgent(self):
        assert not may(person("editor"), "sign", published()).applies


class DiscardTests:
    def test_is_for_the_author_while_it_is_a_draft(self):
        author = person("contributor")
        assert perform("discard", draft(by=author), by=author).state == "discarded"
        refused("discard", submitted(by=author), author)

    def test_is_refused_to_a_writer_for_the_draft_of_another(self):
        refused("discard", draft(by=person("editor")), person("writer"))

    def test_keeps_the_text_and_the_log(self):
        edition = perform("discard", draft(), by=person("editor"))
        assert [event.action for event in again(edition).events.all()] == ["create", "discard"]

    def test_of_a_correction_makes_room_for_another(self):
        first = published()
        perform("discard", correction(first), by=person("editor"))
        assert perform("correct", first, by=person("writer"), note="Lại.").number == 3


class SuperuserTests:
    def test_has_no_editorial_role(self):
        root = person(None, name="root", is_superuser=True)
        ready = edited()
        assert not [
            action
            for action in ("publish", "return", "discard", "publish_urgently")
            if may(root, action, ready)
        ]
        with pytest.raises(drafts.NotAllowed):
            draft(by=root)

    def test_is_bound_by_four_eyes_like_everybody(self):
        chief = person("chief", name="root", is_superuser=True)
        refused("publish", edited(by=chief), chief)


class ClaimTests:
    def test_keeps_others_from_deciding_and_lapses(self):
        edition, now = submitted(), timezone.now()
        claim(edition, by=person("editor"))
        assert not may(person("chief"), "pass", again(edition))
        assert claimant(again(edition), now) == person("editor")
        assert may(
            person("chief"), "pass", again(edition), at=now + CLAIM_LASTS + timedelta(minutes=1)
        )

    def test_does_not_hinder_the_one_who_holds_it(self):
        edition = submitted()
        claim(edition, by=person("editor"))
        assert may(person("editor"), "pass", again(edition))


class ArchivedSiteTests:
    def test_lets_nobody_write(self):
        site = commune("Cao Sơn")
        edition = submitted(site)
        site.archived_at = timezone.now()
        site.save()
        refused("pass", again(edition), person("editor", site))
        with pytest.raises(drafts.NotAllowed):
            draft(site)


class LogTests:
    def test_holds_every_step_with_its_person_and_note(self):
        edition = perform("publish", reviewed(correction(published())), by=person("chief"))
        steps = Event.objects.filter(edition=edition.pk).values_list("action", "by__username")
        assert list(steps) == [
            ("correct", "writer-bach-thong"),
            ("submit", "writer-bach-thong"),
            ("pass", "editor-bach-thong"),
            ("publish", "chief-bach-thong"),
        ]

    def test_knows_who_contributed(self):
        edition = draft()
        drafts.save_draft(edition, by=person("editor"), version=1)
        who = set(
            Contribution.objects.filter(edition=edition.pk).values_list("user__username", flat=True)
        )
        assert who == {"writer-bach-thong", "editor-bach-thong"}
