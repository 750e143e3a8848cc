import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from common import files
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
