"""Uploaded files are judged by their content; a name says nothing."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import threading
import uuid
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from mutagen import MutagenError
from PIL import Image, ImageCms, ImageOps
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from common import audio
from common.text import nfc

PICTURES = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}
OPEN_XML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/": ("document", f"{OPEN_XML}wordprocessingml.document", ".docx"),
    "xl/": ("document", f"{OPEN_XML}spreadsheetml.sheet", ".xlsx"),
}
PDF = ("document", "application/pdf", ".pdf")
MP4, WEBM = ("video", "video/mp4", ".mp4"), ("video", "video/webm", ".webm")
M4A, MP3, OGG = (
    ("audio", "audio/mp4", ".m4a"),
    ("audio", "audio/mpeg", ".mp3"),
    ("audio", "audio/ogg", ".ogg"),
)
# Every kind, content type and extension that a file kept here can have.
FORMATS = {
    PDF,
    MP4,
    WEBM,
    M4A,
    MP3,
    OGG,
    *OFFICE.values(),
    *(("image", *found) for found in PICTURES.values()),
}
# What is longer after the last dot belongs to the name.
LONGEST_SUFFIX = 10
UNPACKED_LIMIT = 300_000_000
# What decoders raise on bytes that are not what they claim to be.
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
    struct.error,
)
# The whole of 16 bits onto the whole of 8.
DEEP_TO_SHOWN = 255 / 65_535
RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
# Modes of Pillow whose colours a profile can speak of; palettes have to be resolved first.
PROFILED = {"L", "RGB", "RGBA", "CMYK"}
SRGB = ImageCms.createProfile("sRGB")
# The library that reads PDF works for one caller at a time.
ONE_READER = threading.Lock()
# Brands of MP4 proper; HEIC and AVIF pictures and QuickTime films share the same box.
MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso3",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    b"MSNV",
}
# Brands of the pictures that new telephones take, which few browsers and office programs open.
TELEPHONE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
TELEPHONE_BRANDS |= {b"avif", b"avis"}


@dataclass(frozen=True)
class Inspected:
    """What a file is: kind (image, video, audio, document), size in bytes, width and height in pixels.

    `recording` says how long a sound plays.
    """

    kind: str
    content_type: str
    extension: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    recording: audio.Recording | None = None


def inspect(upload: Any, *, kinds: Sequence[str]) -> Inspected:
    """Look into `upload` (a seekable file with .size); ValidationError speaks to the person."""
    found = _recognise(upload)
    if "image" in kinds:
        _refuse_other_pictures(upload, found)
    if found is None or found[0] not in kinds:
        raise ValidationError(
            _("This kind of file is not accepted, or the file is damaged."), code="kind"
        )
    kind, content_type, extension = found
    limit = settings.UPLOAD_LIMITS[kind]
    if upload.size > limit:
        params = {"limit": limit // 1_000_000}
        too_large = _("The file is too large; the limit is %(limit)s MB.")
        raise ValidationError(too_large, code="size", params=params)
    width, height = _measure(upload) if kind == "image" else (None, None)
    if extension in {".docx", ".xlsx"}:
        _check_office(upload)
    if extension == ".pdf":
        _check_pdf(upload)
    recording = _listen(upload, extension) if kind == "audio" else None
    return Inspected(
        kind, content_type, extension, upload.size, _digest(upload), width, height, recording
    )


def short_name(name: str, limit: int = 150) -> str:
    """The name of an upload, composed, in at most `limit` letters: the stem is cut, the extension stays."""
    path = PurePath(nfc(name))
    suffix = path.suffix if len(path.suffix) <= LONGEST_SUFFIX else ""
    return path.name.removesuffix(suffix)[: limit - len(suffix)].rstrip(" .") + suffix


def page_count(path: Path) -> int | None:
    """Pages of the PDF at `path`; None where it cannot be read."""
    try:
        return _pages(path)
    except (PdfiumError, OSError):
        return None


def _refuse_other_pictures(upload: Any, found: tuple[str, str, str] | None) -> None:
    """Pictures that we cannot keep as they are, refused with a sentence that says what to do."""
    if found is None and _is_of_a_telephone(upload):
        raise ValidationError(
            _(
                "This is a HEIC or AVIF picture, which many machines cannot open. Save or send it as JPEG. On an iPhone: "
                "Settings › Camera › Formats › Most Compatible, then take it again."
            ),
            code="kind",
        )
    if (found is None or found[0] == "image") and _moves(upload):
        raise ValidationError(
            _("This picture moves or blinks. Choose one that stands still."), code="moving"
        )


def _is_of_a_telephone(upload: Any) -> bool:
    upload.seek(0)
    head = upload.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in TELEPHONE_BRANDS


def _moves(upload: Any) -> bool:
    """Whether it has more than one frame (GIF, APNG, moving WebP); the further pictures of a JPEG are views of the first."""
    upload.seek(0)
    try:
        with _opened(upload, formats=(*PICTURES, "GIF")) as picture:
            return _form(picture) != "JPEG" and getattr(picture, "is_animated", False)
    except (Image.DecompressionBombError, *BROKEN):
        # What cannot be read is refused for that.
        return False


def clean_image(upload: Any) -> ContentFile:
    """The picture upright and without EXIF, GPS or anything but its pixels, in its own format."""
    upload.seek(0)
    with Image.open(upload, formats=list(PICTURES)) as picture:
        form, bare = _form(picture), _pixels(ImageOps.exif_transpose(picture))
    out = io.BytesIO()
    bare.save(out, form, quality=88, optimize=form == "JPEG")
    return ContentFile(out.getvalue(), name=upload.name)


def _form(picture: Image.Image) -> str:
    """Its format; the JPEG of many telephones holds further pictures (MPO) behind the one to show."""
    return "JPEG" if picture.format == "MPO" else picture.format or ""


def _pixels(picture: Image.Image) -> Image.Image:
    """A new picture, so that nothing that travelled with the old one is written again."""
    shown = as_on_screen(picture)
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    return bare


def as_on_screen(picture: Image.Image) -> Image.Image:
    """In grey or sRGB of 8 bits, as a browser would show it without the profile that came with it."""
    if picture.mode == "F" or picture.mode.startswith("I"):
        # Pillow cuts greys of 16 bits off at 255 instead of bringing them down.
        greys = picture.convert("I").point(lambda value: value * DEEP_TO_SHOWN + 0.5)
        picture = greys.convert("L")
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data else "L" if picture.mode == "L" else "RGB"
    if picture.mode not in PROFILED:
        picture = picture.convert(mode)
    return (_in_srgb(picture, profile, mode) if profile else picture).convert(mode)


def _in_srgb(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """`picture` with the colours that `profile` means; as it is where the profile is not of its kind."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        coloured = "RGB" if mode == "L" else mode
        changed = ImageCms.profileToProfile(picture, source, SRGB, outputMode=coloured)
    except (ImageCms.PyCMSError, *BROKEN):
        return picture
    return changed or picture


def write_whole(path: Path, data: bytes) -> None:
    """Renamed in one step, each writer from its own name: a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def serve(
    request: HttpRequest,
    path: Path,
    content_type: str,
    *,
    filename: str,
    inline: bool = True,
    etag: str | None = None,
) -> HttpResponseBase:
    """Answer with the file at `path`, in parts when asked (206, 416), or through the web server."""
    size = path.stat().st_size
    disposition = content_disposition_header(not inline, filename)
    response: HttpResponseBase
    if settings.ACCEL_PREFIX:
        relative = path.relative_to(settings.MEDIA_ROOT)
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{relative}"
    else:
        response = _in_parts(request, path, size, content_type, etag)
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = disposition or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    if etag:
        response["ETag"] = f'"{etag}"'
    return response


def download(content: Any, name: str, content_type: str) -> HttpResponse:
    """Answer with a file made for the person who asks, which nothing on the way keeps."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)


def _in_parts(
    request: HttpRequest, path: Path, size: int, content_type: str, etag: str | None
) -> HttpResponseBase:
    # Parts are asked for with GET only: HEAD tells the size of the whole.
    asked = (
        RANGE.match(request.headers.get("Range", "").strip()) if request.method == "GET" else None
    )
    # A reader holding another version asks for the rest of that one: it gets the whole of this one.
    stale = request.headers.get("If-Range", f'"{etag}"') != f'"{etag}"'
    if not asked or not any(asked.groups()) or stale:
        return FileResponse(path.open("rb"), content_type=content_type)
    first, last = _bounds(asked, size)
    if first > last or first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(
        _Part(path, first, last - first + 1), content_type=content_type, status=206
    )
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _bounds(asked: Any, size: int) -> tuple[int, int]:
    start, end = asked.groups()
    if not start:
        return max(size - int(end), 0), size - 1
    return int(start), min(int(end), size - 1) if end else size - 1


class _Part:
    """A file that begins and ends early."""

    def __init__(self, path: Path, first: int, length: int) -> None:
        self.file, self.left = path.open("rb"), length
        self.file.seek(first)

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        data = self.file.read(wanted)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def _recognise(upload: Any) -> tuple[str, str, str] | None:
    upload.seek(0)
    head = upload.read(64)
    upload.seek(0)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _recognise_office(upload)
    return _recognise_mp4(upload, head) or _recognise_recording(head) or _recognise_picture(upload)


def _recognise_mp4(upload: Any, head: bytes) -> tuple[str, str, str] | None:
    """Telephones write sound under the same brands as films: the tracks tell which it is."""
    if head[4:8] != b"ftyp":
        return None
    if head[8:11] == b"M4A" or (
        head[8:12] in MP4_BRANDS and audio.track_kinds(upload) == {b"soun"}
    ):
        return M4A
    return MP4 if head[8:12] in MP4_BRANDS else None


def _recognise_recording(head: bytes) -> tuple[str, str, str] | None:
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return WEBM
    if head.startswith(b"ID3") or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return MP3
    if head.startswith(b"OggS") and (b"OpusHead" in head or b"\x01vorbis" in head):
        return OGG
    return None


def _recognise_picture(upload: Any) -> tuple[str, str, str] | None:
    try:
        with _opened(upload) as picture:
            return ("image", *PICTURES[_form(picture)])
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except BROKEN:
        return None


def _measure(upload: Any) -> tuple[int, int]:
    """Pixels are counted before anything is decoded, so that a bomb is refused while it is small."""
    upload.seek(0)
    try:
        with _opened(upload) as picture:
            width, height = picture.size
            if width * height > settings.IMAGE_PIXEL_LIMIT:
                raise _too_many_pixels()
            picture.load()
    except BROKEN as error:
        raise ValidationError(
            _("The picture cannot be read; it may be damaged."), code="damaged"
        ) from error
    return width, height


def _listen(upload: Any, extension: str) -> audio.Recording:
    try:
        return audio.measure(upload, extension)
    except (MutagenError, *BROKEN) as error:
        raise ValidationError(
            _("The recording cannot be read; it may be damaged."), code="damaged"
        ) from error


def _opened(upload: Any, formats: tuple[str, ...] = tuple(PICTURES)) -> Image.Image:
    with warnings.catch_warnings():
        # Our own limit is stricter and speaks to the person.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(upload, formats=formats)


def _too_many_pixels() -> ValidationError:
    millions = {"limit": settings.IMAGE_PIXEL_LIMIT // 1_000_000}
    return ValidationError(
        _("The picture has too many pixels; the limit is %(limit)s million."),
        code="pixels",
        params=millions,
    )


def _recognise_office(upload: Any) -> tuple[str, str, str] | None:
    try:
        names = zipfile.ZipFile(upload).namelist()
    except (zipfile.BadZipFile, *BROKEN):
        return None
    for folder, found in OFFICE.items():
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return found
    return None


def _check_office(upload: Any) -> None:
    entries = zipfile.ZipFile(upload).infolist()
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise ValidationError(
            _("The file unpacks to far more than its size and was refused."), code="bomb"
        )
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise ValidationError(_("The file contains macros; save it without them."), code="macros")


def _check_pdf(upload: Any) -> None:
    upload.seek(0)
    try:
        pages = _pages(upload.read())
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise ValidationError(
                _("The PDF is locked with a password; save it without one."), code="locked"
            ) from error
        pages = 0
    if not pages:
        raise ValidationError(
            _("The PDF cannot be read; it may be damaged. Save or scan it again."), code="damaged"
        )


def _pages(source: Any) -> int:
    with ONE_READER:
        document = PdfDocument(source)
        try:
            return len(document)
        finally:
            document.close()


def _digest(upload: Any) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    while chunk := upload.read(1 << 20):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
