import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from common import files, mp3_frames
from tests.factories import picture
from tests.sounds import cut, m4a, mp3, ogg, web_page

HEADS = [
    b"ID3\x04\0\0\0\0\0\x10",
    b"\xff\xfb\x90\x64",
    b"\0\0\0\x18ftypM4A ",
    b"\0\0\0\x18ftypisom",
    b"OggS\0\2" + b"\0" * 22 + b"OpusHead",
]
TAG = b"ID3\x04\0\0\0\0\x01\0" + b"\0" * 128


def refusal(upload):
    with pytest.raises(ValidationError) as caught:
        files.inspect(upload, kinds=["audio"])
    return caught.value


class ListeningTests:
    @pytest.mark.parametrize(
        "make, content_type, extension",
        [(mp3, "audio/mpeg", ".mp3"), (m4a, "audio/mp4", ".m4a"), (ogg, "audio/ogg", ".ogg")],
    )
    def test_tells_kind_and_length_by_content(self, make, content_type, extension):
        upload = make(7, name="khong-phai.pdf")
        found = files.inspect(upload, kinds=["audio"])
        assert (found.kind, found.content_type, found.extension) == (
            "audio",
            content_type,
            extension,
        )
        assert (found.recording.duration_seconds, found.size) == (7, upload.size)

    @pytest.mark.parametrize("brand", [b"mp42", b"isom"])
    def test_takes_sound_under_the_brand_of_films_for_sound(self, brand):
        found = files.inspect(m4a(7, brand=brand), kinds=["audio", "video"])
        assert (found.kind, found.extension, found.recording.duration_seconds) == (
            "audio",
            ".m4a",
            7,
        )

    def test_walks_through_boxes_that_lie_about_their_ends_once(self):
        """Each of these claims to hold all that follow: walked through as they claim, they would take hours."""
        box = (24).to_bytes(4) + b"moov" + (0x7FFFFFFF).to_bytes(4) + b"trak" + bytes(8)
        upload = ContentFile(b"\0\0\0\x18ftypisom" + bytes(12) + box * 100_000)
        began = time.process_time()
        assert files.inspect(upload, kinds=["video"]).kind == "video"
        assert time.process_time() - began < 5

    @pytest.mark.parametrize("tracks", [(b"soun", b"vide"), (b"vide",), ()])
    def test_takes_no_film_for_sound(self, tracks):
        assert (
            files.inspect(m4a(brand=b"isom", tracks=tracks), kinds=["audio", "video"]).kind
            == "video"
        )

    def test_tells_the_bit_rate(self):
        assert files.inspect(mp3(), kinds=["audio"]).recording.bitrate == 64_000

    @pytest.mark.parametrize("make", [mp3, m4a, ogg])
    def test_leaves_the_file_at_its_beginning(self, make):
        upload = make()
        files.inspect(upload, kinds=["audio"])
        assert upload.tell() == 0

    def test_says_nothing_of_other_files(self):
        assert files.inspect(picture(), kinds=["image"]).recording is None


class FrameTests:
    """The length of an MP3 is that of its frames, whatever its first one says."""

    def length(self, data):
        return files.inspect(ContentFile(data), kinds=["audio"]).recording.duration_seconds

    def test_hears_every_part_of_a_joined_file(self):
        """The first one says how many frames it has, and speaks of nothing that was put behind it."""
        tune = announcing(frames=194, size=40_000)
        assert self.length(tune) == 5
        assert self.length(tune + mp3(40).read()) == 45

    def test_hears_parts_of_different_bit_rates_and_sample_rates(self):
        joined = mp3(4, kilobits=160, rate=44_100).read() + mp3(60).read()
        assert self.length(joined) == 64
        assert self.length(mp3(3, kilobits=24).read() + mp3(60, kilobits=160).read()) == 63

    def test_counts_a_variable_rate_without_a_header(self):
        quiet, loud = bare(mp3(10, kilobits=32)), bare(mp3(10, kilobits=160))
        found = files.inspect(ContentFile((quiet + loud) * 3), kinds=["audio"]).recording
        assert found.duration_seconds == 60
        assert abs(found.bitrate - 96_000) < 2_000

    @pytest.mark.parametrize("between", [TAG, b"TAG" + bytes(125), bytes(5000), b"\xff\xfb" * 400])
    def test_passes_over_what_lies_between_the_parts(self, between):
        assert self.length(mp3(20).read() + between + mp3(20).read() + between) == 40

    @pytest.mark.parametrize("junk", [b"\xff", b"\xff\xf3\x84\xc4", b"ID3\x04\0\0\0\0\0\0"])
    def test_ends_in_time_whatever_comes(self, junk):
        began = time.process_time()
        try:
            self.length(mp3().read() + junk * (30_000_000 // len(junk)))
        except ValidationError as error:
            assert error.code in {"damaged", "length"}
        assert time.process_time() - began < 8

    def test_counts_no_further_than_a_programme_can_last(self):
        """The smallest frames there are, 24 ms each."""
        upload = ContentFile((b"\xff\xf3\x14\xc4" + bytes(20)) * 10_000)
        assert 60 < mp3_frames.count(upload, 60).length < 62


class JoinedOggTests:
    def test_plays_all_its_streams(self):
        joined = ContentFile(ogg(2).read() + ogg(40, serial=8).read())
        assert files.inspect(joined, kinds=["audio"]).recording.duration_seconds == 42


def bare(upload):
    """The frames alone, without the one that speaks of the whole."""
    data = upload.read()
    return data[data.find(data[:2], 4) :]


class RefusalTests:
    def test_refuses_a_page_that_calls_itself_mp3(self):
        assert refusal(web_page()).code == "kind"

    def test_refuses_a_page_behind_the_tag_of_a_recording(self):
        assert refusal(ContentFile(TAG + web_page().read())).code == "damaged"

    @pytest.mark.parametrize("upload", [cut(m4a(), 1000), cut(ogg(), 100)])
    def test_refuses_what_breaks_off(self, upload):
        assert refusal(upload).code in {"cut", "damaged"}

    def test_refuses_an_mp3_that_is_shorter_than_it_says(self):
        assert refusal(ContentFile(announcing(frames=4000, size=1_600_000))).code == "cut"

    def test_refuses_an_mp3_of_which_only_the_beginning_came(self):
        whole = mp3()
        assert refusal(cut(whole, whole.size - 150)).code == "damaged"

    @pytest.mark.parametrize("make", [m4a, ogg])
    def test_refuses_what_plays_nothing(self, make):
        assert refusal(make(0)).code == "length"

    def test_refuses_a_length_that_no_programme_has(self):
        assert refusal(m4a(2_000_000)).code == "length"

    def test_refuses_what_is_over_the_limit_before_listening(self, settings):
        settings.UPLOAD_LIMITS = {"audio": 1000}
        assert refusal(mp3()).code == "size"

    @pytest.mark.parametrize("upload", [ContentFile(TAG + b"<p>"), cut(m4a(), 1000), m4a(0)])
    def test_says_so_in_vietnamese(self, upload):
        assert refusal(upload).messages[0].startswith("Bản ghi âm")

    @given(st.sampled_from(HEADS), st.binary(max_size=400))
    def test_survives_any_bytes_behind_a_known_beginning(self, head, rest):
        try:
            files.inspect(ContentFile(head + rest), kinds=["audio", "video"])
        except ValidationError as error:
            assert error.code in {"damaged", "length", "cut"}


def announcing(frames, size):
    """Real frames led by a header that announces more of them."""
    sound = mp3().read()
    length = sound.find(sound[:2], 4)
    first = bytearray(length)
    first[:4] = sound[:4]
    # 13: the place of the announcement in a mono frame of MPEG 2.
    first[13:29] = b"Xing" + (3).to_bytes(4) + frames.to_bytes(4) + size.to_bytes(4)
    return bytes(first) + sound
