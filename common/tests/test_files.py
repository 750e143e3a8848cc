import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from pypdfium2 import PdfDocument

from common import files
from common.picture_sizes import rendition

FORMS = [(form, found[0]) for form, found in files.PICTURES.items()]
FINE = {"JPEG": {"quality": 98, "subsampling": 0}}
ALL = ["image", "video", "audio", "document"]


def picture(form="JPEG", size=(40, 20), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, options.pop("color", 0)).save(out, form, **options)
    return ContentFile(out.getvalue(), name="anh.bin")


def office(*extra, folder="word/"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [("[Content_Types].xml", b"x"), (f"{folder}a.xml", b"x"), *extra]:
            archive.writestr(name, data)
    return ContentFile(out.getvalue(), name="don.docx")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side):
    """A PNG that says it is `side` pixels wide and high, in a hundred bytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")
    return ContentFile(b"\x89PNG\r\n\x1a\n" + body, name="bom.png")


def refusal(upload, kinds=ALL):
    with pytest.raises(ValidationError) as caught:
        files.inspect(upload, kinds=kinds)
    return caught.value.code


class InspectTests:
    @pytest.mark.parametrize("form, content_type", FORMS)
    def test_knows_pictures_whatever_they_are_called(self, form, content_type):
        found = files.inspect(picture(form), kinds=["image"])
        assert (found.content_type, found.width, found.height, len(found.sha256)) == (
            content_type,
            40,
            20,
            64,
        )

    @pytest.mark.parametrize(
        "head, content_type",
        [
            (b"\0\0\0\x18ftypisom", "video/mp4"),
            (b"\x1aE\xdf\xa3\x9fB\x82\x84webm", "video/webm"),
        ],
    )
    def test_knows_videos_by_their_first_bytes(self, head, content_type):
        assert files.inspect(ContentFile(head + b"\0" * 50), kinds=ALL).content_type == content_type

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<script>alert(1)</script>",
            b"<svg xmlns='x'/>",
            b"MZ\x90",
            b"GIF89a",
            b"\0\0\0\x18ftypheic",
            b"\x1aE\xdf\xa3\x9fB\x82\x88matroska",
            b"PK\x03\x04",
        ],
    )
    def test_refuses_what_is_not_what_its_name_says(self, data):
        assert refusal(ContentFile(data, name="anh.jpg")) == "kind"

    def test_refuses_a_kind_that_was_not_asked_for(self):
        assert refusal(picture(), kinds=["document"]) == "kind"

    @pytest.mark.parametrize("side", [10_000, 60_000])
    def test_refuses_a_bomb_before_decoding_it(self, side):
        assert refusal(huge_png(side)) == "pixels"

    def test_refuses_a_picture_cut_short(self):
        assert refusal(ContentFile(picture(size=(400, 400)).read()[:-300])) == "damaged"

    def test_refuses_what_is_over_size(self, settings):
        settings.UPLOAD_LIMITS = {"image": 10}
        assert refusal(picture()) == "size"

    def test_knows_office_files(self):
        assert files.inspect(office(), kinds=ALL).extension == ".docx"
        assert files.inspect(office(folder="xl/"), kinds=ALL).extension == ".xlsx"

    def test_refuses_macros(self):
        assert refusal(office(("word/vbaProject.bin", b"x"))) == "macros"

    def test_refuses_an_archive_that_unpacks_to_far_more(self, monkeypatch):
        monkeypatch.setattr(files, "UNPACKED_LIMIT", 1_000_000)
        assert refusal(office(("word/b.xml", b"0" * 2_000_000))) == "bomb"

    def test_refuses_an_archive_that_is_no_office_file(self):
        assert refusal(office(folder="khac/")) == "kind"

    @given(
        st.sampled_from(list(files.PICTURES)),
        st.integers(0, 600),
        st.binary(min_size=1, max_size=8),
    )
    def test_says_no_in_words_to_a_spoilt_picture(self, form, place, spoilt):
        data = picture(form).read()
        try:
            files.inspect(
                ContentFile(data[:place] + spoilt + data[place + len(spoilt) :]), kinds=ALL
            )
        except ValidationError as refused:
            assert refused.code in {"kind", "damaged", "pixels"}


class CleanImageTests:
    def test_drops_the_place_and_turns_the_picture_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[1] = "N"
        with Image.open(files.clean_image(picture(exif=exif))) as cleaned:
            assert cleaned.size == (20, 40)
            assert not cleaned.getexif() and "exif" not in cleaned.info

    def test_keeps_what_is_transparent(self):
        with Image.open(files.clean_image(picture("PNG", mode="P", transparency=0))) as cleaned:
            assert cleaned.convert("RGBA").getpixel((0, 0))[3] == 0

    def test_turns_print_colours_into_screen_colours(self):
        with Image.open(files.clean_image(picture(mode="CMYK"))) as cleaned:
            assert cleaned.mode == "RGB"


class PageCountTests:
    def test_is_the_number_of_pages(self, tmp_path):
        path = tmp_path / "hai-trang.pdf"
        with PdfDocument.new() as document:
            document.new_page(200, 200), document.new_page(200, 200)
            document.save(path)
        assert files.page_count(path) == 2

    def test_is_unknown_where_the_file_is_spoilt_or_gone(self, tmp_path):
        spoilt = tmp_path / "hong.pdf"
        spoilt.write_bytes(b"%PDF-1.7 cut off")
        assert files.page_count(spoilt) is None
        assert files.page_count(tmp_path / "da-mat.pdf") is None


class WriteWholeTests:
    def test_puts_the_new_file_in_place_of_the_old_and_leaves_nothing_beside_it(self, tmp_path):
        path = tmp_path / "bia" / "anh.svg"
        files.write_whole(path, b"one")
        files.write_whole(path, b"two")
        assert path.read_bytes() == b"two" and list(path.parent.iterdir()) == [path]

    def test_leaves_the_old_file_whole_when_it_cannot_finish(self, tmp_path, monkeypatch):
        path = tmp_path / "anh.svg"
        files.write_whole(path, b"one")
        monkeypatch.setattr(files.Path, "rename", lambda *_names: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            files.write_whole(path, b"two")
        assert path.read_bytes() == b"one" and list(tmp_path.iterdir()) == [path]


def ramp():
    """A PNG of 16 bits: 256 greys from black to white."""
    greys = struct.pack("<256H", *(value * 257 for value in range(256)))
    out = io.BytesIO()
    Image.frombytes("I;16", (256, 1), greys).save(out, "PNG")
    return ContentFile(out.getvalue(), name="quet.png")


def profile(red=(0.515102, 0.241182, -0.001050)):
    """An ICC profile of Display P3: sRGB's with the primaries of such screens (XYZ under D50)."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    green, blue = (0.291965, 0.692236, 0.041885), (0.157153, 0.066582, 0.784378)
    for tag, primary in ((b"rXYZ", red), (b"gXYZ", green), (b"bXYZ", blue)):
        place = struct.unpack_from(">I", data, data.index(tag) + 4)[0]
        struct.pack_into(">3i", data, place + 8, *(round(part * 65_536) for part in primary))
    return bytes(data)


def moving(form):
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 20), shade) for shade in ("red", "lime", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    return ContentFile(out.getvalue(), name="anh.jpg")


class PictureOfToolsTests:
    """What scanners, telephones and drawing programs write is shown as they meant it, or refused with a word."""

    def test_keeps_the_greys_of_a_scanner(self):
        with Image.open(files.clean_image(ramp())) as cleaned:
            assert cleaned.mode == "L" and list(cleaned.tobytes()) == list(range(256))

    @pytest.mark.parametrize("form, mode", [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA")])
    def test_brings_the_colours_of_a_telephone_to_those_of_the_web(self, form, mode):
        shade = (234, 51, 35, 128)[: len(mode)]
        upload = picture(form, mode=mode, color=shade, icc_profile=profile(), **FINE.get(form, {}))
        with Image.open(files.clean_image(upload)) as cleaned:
            seen = cleaned.getpixel((3, 3))
            assert "icc_profile" not in cleaned.info and cleaned.mode == mode
        right = (255, 0, 0, 128)[: len(mode)]
        assert all(abs(one - other) <= 4 for one, other in zip(seen, right, strict=True))

    @pytest.mark.parametrize("said", [b"no profile", profile()])
    def test_keeps_a_picture_whose_profile_is_not_of_its_kind(self, said):
        with Image.open(files.clean_image(picture("PNG", mode="L", icc_profile=said))) as cleaned:
            assert (cleaned.mode, cleaned.getpixel((0, 0))) == ("L", 0)

    def test_takes_the_first_picture_of_a_jpeg_with_several(self):
        out = io.BytesIO()
        first, second = (Image.new("RGB", (40, 20), shade) for shade in ("red", "blue"))
        first.save(out, "MPO", save_all=True, append_images=[second])
        upload = ContentFile(out.getvalue(), name="chan-dung.jpg")
        found = files.inspect(upload, kinds=["image"])
        assert (found.content_type, found.extension) == ("image/jpeg", ".jpg")
        with Image.open(files.clean_image(upload)) as cleaned:
            assert cleaned.format == "JPEG" and cleaned.getpixel((3, 3))[0] > 250

    @pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
    def test_refuses_what_moves_instead_of_cutting_it(self, form):
        with pytest.raises(ValidationError) as caught:
            files.inspect(moving(form), kinds=["image", "document"])
        assert caught.value.messages == ["Ảnh này chuyển động hoặc nhấp nháy. Hãy chọn ảnh tĩnh."]

    @pytest.mark.parametrize("brand", sorted(files.TELEPHONE_BRANDS))
    def test_says_what_to_do_with_the_picture_of_a_telephone(self, brand):
        upload = ContentFile(b"\0\0\0\x18ftyp" + brand + bytes(40), name="IMG_0001.HEIC")
        with pytest.raises(ValidationError) as caught:
            files.inspect(upload, kinds=["image"])
        assert "Tương thích nhất" in caught.value.messages[0]

    def test_speaks_of_no_pictures_where_none_are_asked_for(self):
        upload = ContentFile(b"\0\0\0\x18ftypheic" + bytes(40))
        with pytest.raises(ValidationError) as caught:
            files.inspect(upload, kinds=["document"])
        assert "JPEG" not in caught.value.messages[0]


class RenditionTests:
    def test_is_made_once_and_kept_under_the_digest(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        (tmp_path / "abc.jpg").write_bytes(picture(size=(1000, 500)).read())
        made = rendition(tmp_path / "abc.jpg", 320)
        assert made == tmp_path / "renditions" / "abc" / "320.webp"
        with Image.open(made) as small:
            assert (small.format, small.size) == ("WEBP", (320, 160))
        assert [path.name for path in made.parent.iterdir()] == ["320.webp"]
        moment = made.stat().st_mtime_ns
        assert rendition(tmp_path / "abc.jpg", 320).stat().st_mtime_ns == moment

    def test_never_enlarges(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        (tmp_path / "abc.png").write_bytes(picture("PNG").read())
        with Image.open(rendition(tmp_path / "abc.png", 640)) as small:
            assert small.size == (40, 20)

    def test_refuses_another_width(self, tmp_path):
        with pytest.raises(ValueError):
            rendition(tmp_path / "abc.jpg", 333)


class ShortNameTests:
    @pytest.mark.parametrize(
        "name, short",
        [
            ("Quyết định.pdf", "Quyết định.pdf"),
            ("q" * 200 + ".pdf", "q" * 146 + ".pdf"),
            ("ẩ" * 200 + ".docx", "ẩ" * 145 + ".docx"),
            (unicodedata.normalize("NFD", "ẩ" * 100) + ".pdf", "ẩ" * 100 + ".pdf"),
            ("a" * 145 + " thực hiện.pdf", "a" * 145 + ".pdf"),
            ("Số 1." + "a" * 200, "Số 1." + "a" * 145),
            ("C/D/tep.pdf", "tep.pdf"),
            (".htaccess", ".htaccess"),
        ],
    )
    def test_keeps_the_extension(self, name, short):
        assert files.short_name(name) == short

    @given(st.text(min_size=1, max_size=300), st.sampled_from([".pdf", ".docx", ""]))
    def test_is_never_longer_than_the_limit(self, stem, extension):
        name = files.short_name(stem + extension)
        assert len(name) <= 150 and name.endswith(extension)


class ServeTests:
    @pytest.fixture
    def answer(self, tmp_path, settings):
        settings.MEDIA_ROOT, settings.ACCEL_PREFIX = tmp_path, ""
        path = tmp_path / "abc.pdf"
        path.write_bytes(b"0123456789")

        def ask(method="GET", **headers):
            request = RequestFactory().generic(method, "/", headers=headers)
            return files.serve(
                request, path, "application/pdf", filename="Quyết định.pdf", etag="abc"
            )

        return ask

    def test_gives_the_whole_file(self, answer):
        response = answer()
        assert (response.status_code, response.getvalue()) == (200, b"0123456789")
        assert response["ETag"] == '"abc"' and response["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "asked, part, content_range",
        [
            ("2-4", b"234", "2-4"),
            ("7-", b"789", "7-9"),
            ("-3", b"789", "7-9"),
            ("8-99", b"89", "8-9"),
            ("-99", b"0123456789", "0-9"),
        ],
    )
    def test_gives_the_part_that_was_asked_for(self, answer, asked, part, content_range):
        response = answer(Range=f"bytes={asked}")
        assert (response.status_code, response.getvalue()) == (206, part)
        assert response["Content-Range"] == f"bytes {content_range}/10"
        assert response["Content-Length"] == str(len(part))

    @pytest.mark.parametrize("asked", ["10-", "-0", "99-100"])
    def test_refuses_a_part_outside_the_file(self, answer, asked):
        response = answer(Range=f"bytes={asked}")
        assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")

    @pytest.mark.parametrize(
        "asked", ["bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=" + "9" * 5000 + "-"]
    )
    def test_gives_the_whole_for_what_it_does_not_understand(self, answer, asked):
        assert answer(Range=asked).status_code == 200

    def test_gives_the_whole_to_a_reader_who_holds_another_version(self, answer):
        assert answer(Range="bytes=2-4", **{"If-Range": '"old"'}).status_code == 200
        assert answer(Range="bytes=2-4", **{"If-Range": '"abc"'}).status_code == 206

    def test_tells_the_size_of_the_whole_without_sending_it(self, answer):
        response = answer("HEAD", Range="bytes=2-4")
        assert (response.status_code, response["Content-Length"], response["Accept-Ranges"]) == (
            200,
            "10",
            "bytes",
        )

    def test_leaves_the_bytes_to_the_web_server(self, answer, settings):
        settings.ACCEL_PREFIX = "/noi-bo/"
        assert answer()["X-Accel-Redirect"] == "/noi-bo/abc.pdf"
