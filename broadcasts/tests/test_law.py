"""The editorial law for programmes, through their own admin form."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from broadcasts.models import Broadcast, Part
from broadcasts.tests.factories import (
    TITLE,
    draft,
    edited,
    on_the_form,
    published,
    recording,
    rows,
    station,
)
from editorial.models.files import StoredFile
from editorial.workflow import Refused, perform
from tests.factories import again, browser, commune, correction, person, retracted, reviewed
from tests.sounds import cut, m4a, mp3, ogg, web_page

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/broadcasts/broadcast/add/"


def send(by=None, path=ADD, **changes):
    return browser(by or person("writer")).post(path, on_the_form(**changes))


def saved():
    return Broadcast.objects.get()


def change_path(broadcast):
    return reverse("admin:broadcasts_broadcast_change", args=[broadcast.pk])


def sentences(response, name):
    return list(response.context["form"].errors.get(name, []))


class WritingTests:
    def test_keeps_fields_items_and_recording(self):
        assert send(audio_file=mp3(7), _save="1").status_code == 302
        broadcast = saved()
        assert (broadcast.title, broadcast.station, broadcast.state) == (TITLE, station(), "draft")
        assert (broadcast.audio.duration_seconds, broadcast.audio.bitrate) == (7, 64_000)
        assert [str(part) for part in broadcast.parts.all()] == [
            "0:00 Chào đầu",
            "0:03 Tin trong huyện",
        ]
        assert [row.role for row in broadcast.attachments.all()] == ["audio"]

    @pytest.mark.parametrize(
        "make, content_type", [(mp3, "audio/mpeg"), (m4a, "audio/mp4"), (ogg, "audio/ogg")]
    )
    def test_takes_each_kind_by_content(self, make, content_type):
        send(audio_file=make(name="ban-tin.dat"), _save="1")
        assert saved().audio.content_type == content_type

    def test_submits_what_is_complete(self):
        send(audio_file=mp3(), _submit="1")
        assert saved().state == "submitted"

    def test_keeps_a_draft_that_is_not_complete_and_says_what_is_missing(self):
        response = browser(person("writer")).post(
            ADD, on_the_form(_submit="1", transcript=""), follow=True
        )
        assert saved().state == "draft"
        page = response.content.decode()
        assert "Hãy tải lên bản ghi âm." in page and "người không nghe được sẽ đọc phần này" in page

    def test_replaces_the_items_by_those_of_the_form(self):
        send(audio_file=mp3(), _save="1")
        broadcast = saved()
        send(
            path=change_path(broadcast),
            version=broadcast.version,
            **rows(("", "Thời tiết")),
            _save="1",
        )
        assert [str(part) for part in broadcast.parts.all()] == ["Thời tiết"]

    def test_takes_the_recording_away(self):
        send(audio_file=mp3(), _save="1")
        broadcast = saved()
        send(path=change_path(broadcast), version=broadcast.version, remove_audio="on", _save="1")
        assert saved().audio is None and not broadcast.attachments.exists()

    def test_shows_how_long_the_recording_plays(self):
        broadcast = draft(audio=recording(upload=mp3(65)))
        page = browser(person("writer")).get(change_path(broadcast)).content.decode()
        assert "1:05" in page and "64 kbit/s" in page


class BadInputTests:
    @pytest.mark.parametrize(
        "upload, sentence",
        [
            (web_page(), "không được chấp nhận"),
            (m4a(0), "thời lượng dùng được"),
            (cut(m4a(), 1000), "bị đứt trước khi kết thúc"),
            (cut(mp3(), mp3().size - 150), "không đọc được"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong_and_keeps_nothing(self, upload, sentence):
        response = send(audio_file=upload, _save="1")
        assert response.status_code == 400
        assert [sentence in told for told in sentences(response, "audio_file")] == [True]
        assert not Broadcast.objects.exists() and not StoredFile.objects.exists()

    def test_refuses_a_recording_over_the_limit(self, settings):
        settings.UPLOAD_LIMITS = settings.UPLOAD_LIMITS | {"audio": 10_000}
        response = send(audio_file=mp3(), _save="1")
        assert sentences(response, "audio_file") and not StoredFile.objects.exists()

    @pytest.mark.parametrize("typed", ["75", "1:75", "sáng", "99:99:99", "-1:00"])
    def test_says_how_to_write_the_place_of_an_item(self, typed):
        response = send(**rows((typed, "Tin trong huyện")), _save="1")
        assert response.status_code == 400
        assert "ví dụ 4:05" in response.content.decode() and not Broadcast.objects.exists()

    @pytest.mark.parametrize(
        "typed, seconds",
        [("4:05", 245), ("4'05", 245), ("04.05", 245), ("1:04:05", 3845), ("75:00", 4500)],
    )
    def test_reads_the_place_of_an_item_as_people_write_it(self, typed, seconds):
        send(**rows((typed, "Tin trong huyện")), _save="1")
        assert Part.objects.get().offset_seconds == seconds

    def test_refuses_a_day_that_does_not_exist(self):
        response = send(aired_at="2026-02-31T05:30", _save="1")
        assert response.status_code == 400 and sentences(response, "aired_at")

    def test_refuses_the_station_of_another_site(self):
        other = station(commune(), "Đài xã Cao Sơn")
        response = send(person("editor"), station=other.pk, _save="1")
        assert sentences(response, "station") == ["Đài này thuộc trang khác."]

    def test_keeps_the_recording_when_another_field_is_wrong(self):
        response = send(audio_file=mp3(7), aired_at="hôm qua", _save="1")
        digest = response.context["form"].kept_audio.sha256
        assert f'name="audio_kept" value="{digest}"' in response.content.decode()
        send(audio_kept=digest, _save="1")
        assert saved().audio.sha256 == digest

    def test_does_not_take_somebody_elses_recording_by_its_digest(self):
        foreign = recording(by=person("writer", commune()))
        send(audio_kept=foreign.sha256, _save="1")
        assert saved().audio is None


class LifeTests:
    def test_goes_from_draft_to_correction_and_retraction(self):
        first = published(parts=[(0, "Chào đầu")])
        new = perform("publish", reviewed(correction(first)), by=person("chief"))
        assert (new.number, [str(part) for part in new.parts.all()]) == (2, ["0:00 Chào đầu"])
        assert new.audio == first.audio and new.first_published_at == first.published_at
        gone = retracted(edition=again(new))
        assert gone.state == "retracted"
        response = browser().get(gone.get_absolute_url())
        assert response.status_code == 410 and "nhầm chuyên mục" in response.content.decode()

    def test_refuses_to_submit_without_the_text(self):
        with pytest.raises(Refused):
            perform("submit", draft(transcript=""), by=person("writer"))

    def test_a_writer_does_not_pass_the_own_programme(self):
        editor = person("editor")
        with pytest.raises(Refused):
            perform("pass", perform("submit", draft(by=editor), by=editor), by=editor)

    @pytest.mark.parametrize("change", ["UPDATE {0} SET {1}", "DELETE FROM {0}"])
    def test_the_database_locks_a_public_programme_and_its_items(self, change):
        broadcast = published(parts=[(0, "Chào đầu")])
        for rows_of_it, value in (
            (Broadcast.objects.filter(pk=broadcast.pk), {"presenters": "Khác"}),
            (broadcast.parts.all(), {"title": "Khác"}),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows_of_it.update(**value) if "UPDATE" in change else rows_of_it._raw_delete(
                    "default"
                )

    def test_the_database_takes_no_new_item_for_a_public_programme(self):
        broadcast = published()
        with pytest.raises(IntegrityError), transaction.atomic():
            Part.objects.create(broadcast=broadcast, title="Thêm sau")

    def test_shows_the_change_of_an_item_in_the_history(self):
        first = published(parts=[(0, "Chào đầu")])
        new = correction(first)
        new.parts.update(title="Thời tiết")
        perform("publish", reviewed(new), by=person("chief"))
        page = browser().get(f"/phat-thanh/{first.item_id}/lich-su/so-sanh/").content.decode()
        assert "Các mục trong chương trình" in page and "<ins>tiết</ins>" in page


class RecordingFollowsStateTests:
    def path(self, broadcast):
        return f"/tep/{broadcast.audio.sha256}/{broadcast.audio_name}"

    def test_is_public_with_its_programme_only(self):
        waiting = edited()
        assert browser().get(self.path(waiting)).status_code == 404
        perform("publish", waiting, by=person("chief"))
        assert browser().get(self.path(waiting)).status_code == 200
        assert (
            retracted(edition=again(waiting))
            and browser().get(self.path(waiting)).status_code == 410
        )

    def test_a_new_recording_leaves_the_public_one_alone(self):
        first = published()
        new = correction(first, audio=recording(upload=mp3(3, pitch=880)))
        assert browser().get(self.path(first)).status_code == 200
        assert browser().get(self.path(new)).status_code == 404


class AdviceTests:
    def test_says_nothing_of_a_programme_that_is_well_made(self):
        made = draft(
            transcript=f"<p>{'Lời phát thanh. ' * 40}</p>", parts=[(0, "Chào"), (3, "Tin")]
        )
        assert [name for name, _sentence in made.advice()] == ["cover"]

    @pytest.mark.parametrize("parts", [[(3, "Tin"), (0, "Chào")], [(99, "Tin")]])
    def test_notes_items_in_a_wrong_place(self, parts):
        assert "parts" in [name for name, _sentence in draft(parts=parts).advice()]

    @pytest.mark.parametrize("bitrate", [16_000, 320_000])
    def test_notes_a_bit_rate_that_suits_no_phone(self, bitrate):
        audio = recording()
        audio.bitrate = bitrate
        assert "audio" in [name for name, _sentence in draft(audio=audio).advice()]

    def test_notes_a_day_far_away_and_a_short_text(self):
        made = draft()
        made.aired_at = made.aired_at.replace(year=made.aired_at.year - 1)
        assert {"aired_at", "transcript"} <= {name for name, _sentence in made.advice()}
