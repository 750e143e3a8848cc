"""Recorded sound: how long it lasts and how many bits a second it takes, read from the bytes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus, OggOpusInfo
from mutagen.oggvorbis import OggVorbis

from common import mp3_frames

SHORTEST_SECONDS, LONGEST_SECONDS = 1, 24 * 3600
# Rounded lengths and bit rates may promise this much more than there is.
TOLERANCE = 0.98
LARGEST_OGG_PAGE = 65_307
# Of an MP4 file, before its tracks are known: a film cut for streaming has some thousands.
MOST_BOXES = 20_000
BEGINNING_OF_OGG_STREAM, END_OF_OGG_STREAM = 2, 4
MOST_OGG_PAGES = 500_000
# Of a page on which no packet ends.
NO_SAMPLE = b"\xff" * 8
ALL_SAMPLES = 1 << 64
OPUS_RATE = 48_000


@dataclass(frozen=True)
class Recording:
    """`bitrate` is in bits per second, over the whole file."""

    duration_seconds: int
    bitrate: int


def measure(upload: File, extension: str) -> Recording:
    """What `upload` (a seekable file with .size) plays; ValidationError speaks to the person."""
    information, whole = READERS[extension](upload)
    upload.seek(0)
    seconds = information.length
    if not whole:
        raise ValidationError(
            _("The recording breaks off before its end; upload the whole file."), code="cut"
        )
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        sentence = _(
            "The recording has no usable length: it says that it plays for %(seconds)d seconds."
        )
        raise ValidationError(sentence, code="length", params={"seconds": seconds})
    # Opus says nothing of it, and others may say nought.
    told = 0 if isinstance(information, OggOpusInfo) else information.bitrate
    return Recording(round(seconds), told or int(upload.size * 8 / seconds))


def _mp3(upload: File) -> tuple[Any, bool]:
    """Counted, whatever the file says of itself: where it breaks off there are fewer frames than it announces."""
    counted = mp3_frames.count(upload, LONGEST_SECONDS)
    return counted, counted.frames >= counted.announced * TOLERANCE


def _m4a(upload: File) -> tuple[Any, bool]:
    upload.seek(0)
    return MP4(upload).info, _end_of_boxes(upload) <= upload.size


def track_kinds(upload: File) -> set[bytes]:
    """What the tracks of an MP4 file hold, as its boxes say: {b"soun"} for sound alone, b"vide" beside it for a film."""
    spans, budget = [(0, upload.size)], iter(range(MOST_BOXES))
    for name in (b"moov", b"trak", b"mdia", b"hdlr"):
        # A box that claims to reach beyond the one around it would be walked through again and again.
        spans = [
            (first, min(last, end))
            for begin, end in spans
            for kind, first, last in _boxes(upload, begin, end, budget)
            if kind == name
        ]
    kinds = {_bytes_at(upload, begin + 8, 4) for begin, _end in spans}
    upload.seek(0)
    return kinds


def _end_of_boxes(upload: File) -> int:
    """Where the outermost boxes of an MP4 file say that they end."""
    boxes = _boxes(upload, 0, upload.size, iter(range(MOST_BOXES)))
    return max((end for _kind, _begin, end in boxes), default=0)


def _boxes(
    upload: File, at: int, end: int, budget: Iterator[int]
) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where the content begins, where the box ends) of the boxes between two places, as long as `budget` lasts."""
    while at < end and next(budget, None) is not None:
        head = _bytes_at(upload, at, 16)
        is_long = head[:4] == b"\0\0\0\1"
        length = int.from_bytes(head[8:16] if is_long else head[:4]) or end - at
        yield head[4:8], at + (16 if is_long else 8), at + length
        at += max(length, 8)


def _bytes_at(upload: File, at: int, count: int) -> bytes:
    upload.seek(at)
    return upload.read(count)


def _ogg(upload: File) -> tuple[Any, bool]:
    upload.seek(0)
    reader = OggOpus if b"OpusHead" in upload.read(64) else OggVorbis
    upload.seek(max(upload.size - LARGEST_OGG_PAGE, 0))
    last_page = upload.read().rpartition(b"OggS")[2]
    upload.seek(0)
    information: Any = reader(upload).info
    # Joined files are streams one behind the other, of which the library hears one.
    information.length = max(information.length, sum(_ogg_streams(upload)))
    return information, _ends_the_stream(last_page)


def _ogg_streams(upload: File) -> Iterator[float]:
    """How long each stream of an OGG file plays, in seconds, from the sample at which its last page ends."""
    at, rate, skipped, samples = 0, 1, 0, 0
    for _number in range(MOST_OGG_PAGES):
        page = _bytes_at(upload, at, 27 + 255)
        if page[:4] != b"OggS" or len(page) < 27:
            break
        body = 27 + page[26]
        if page[5] & BEGINNING_OF_OGG_STREAM:
            yield max(samples - skipped, 0) / rate
            rate, skipped = _ogg_head(_bytes_at(upload, at + body, 16))
            samples = 0
        if page[6:14] != NO_SAMPLE:
            samples = int.from_bytes(page[6:14], "little")
        at += body + sum(page[27:body])
    yield max(samples - skipped, 0) / rate


def _ogg_head(packet: bytes) -> tuple[int, int]:
    """(samples in a second, samples left out at the beginning) of a stream."""
    if packet.startswith(b"OpusHead"):
        return OPUS_RATE, int.from_bytes(packet[10:12], "little")
    if packet.startswith(b"\x01vorbis"):
        return int.from_bytes(packet[12:16], "little") or 1, 0
    # Neither sound nor counted.
    return 1, ALL_SAMPLES


def _ends_the_stream(page: bytes) -> bool:
    """Whether an OGG page, given without its mark "OggS", is the last of a stream and all there."""
    flags, table = page[1:2], page[23 : 23 + int.from_bytes(page[22:23])]
    return bool(flags and flags[0] & END_OF_OGG_STREAM) and len(page) >= 23 + len(table) + sum(
        table
    )


READERS = {".mp3": _mp3, ".m4a": _m4a, ".ogg": _ogg}
