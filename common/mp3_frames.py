"""The frames of an MP3, counted: the one thing that tells how long a joined, streamed or variable file plays.

What a file says of its length was true of its first part only, or of a constant bit rate that it does not have.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from django.core.files import File
from mutagen import MutagenError

# By the two bits of the version: MPEG 1, 2 and 2.5.
SAMPLE_RATES = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
KILOBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KILOBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
LAYER_3 = 1
# So many frames of one kind on end are no chance.
RUN = 3
# 1,152 samples at 48,000 in a second, or 576 at 24,000, are 41.7 frames; some mix of rates has no more.
MOST_IN_A_SECOND = 42
# Places that looked like the beginning of a frame and were none: reading has an end whatever comes.
MOST_DOUBTS = 200_000
PIECE = 65_536
# Where an encoder writes what it knows of the whole, in a first frame that plays nothing.
LONGEST_ANNOUNCEMENT = 64


class Frame(NamedTuple):
    """`size` in bytes, `bitrate` in bits per second."""

    size: int
    samples: int
    sample_rate: int
    bitrate: int


@dataclass
class Counted:
    """What was found; `announced` is the number of frames that the file promises, 0 where it says nothing."""

    announced: int = 0
    frames: int = 0
    kinds: Counter[Frame] = field(default_factory=Counter)

    @property
    def length(self) -> float:
        """In seconds."""
        return sum(count * kind.samples / kind.sample_rate for kind, count in self.kinds.items())

    @property
    def bitrate(self) -> int:
        """Of all frames where they have one, else what they take on average."""
        rates = {kind.bitrate for kind in self.kinds}
        size = sum(count * kind.size for kind, count in self.kinds.items())
        return rates.pop() if len(rates) == 1 else int(size * 8 / self.length)


def count(upload: File, longest: int) -> Counted:
    """Walk through the frames of `upload`, as far as they play for `longest` seconds and a little more.

    MutagenError where there are none. Tags before, between and behind them are passed over unread.
    """
    bytes_, counted = _Bytes(upload), Counted()
    at, is_in_run, doubts = 0, False, 0
    while counted.frames <= longest * MOST_IN_A_SECOND and doubts < MOST_DOUBTS:
        frame = _frame_at(bytes_, at)
        if frame and (is_in_run or _is_run(bytes_, at, frame)):
            if at + frame.size > upload.size:
                break
            announced = 0 if counted.frames else _announced(bytes_.at(at, LONGEST_ANNOUNCEMENT))
            if announced:
                counted.announced = announced
            else:
                counted.kinds[frame] += 1
                counted.frames += 1
            at, is_in_run = at + frame.size, True
            continue
        is_in_run, doubts = False, doubts + 1
        following = _next(bytes_, at)
        if following is None:
            break
        at = following
    if counted.frames < RUN:
        raise MutagenError("no run of frames")
    return counted


@cache
def _frame(signs: bytes) -> Frame | None:
    """What the second and third byte of a frame's head say."""
    version, layer = signs[0] >> 3 & 3, signs[0] >> 1 & 3
    rate, kilobits, padding = signs[1] >> 2 & 3, signs[1] >> 4, signs[1] >> 1 & 1
    is_whole = signs[0] >> 5 == 7 and version in SAMPLE_RATES and layer == LAYER_3
    if not is_whole or rate == 3 or kilobits in (0, 15):
        return None
    sample_rate = SAMPLE_RATES[version][rate]
    bitrate = (KILOBITS_1 if version == 3 else KILOBITS_2)[kilobits] * 1000
    samples = 1152 if version == 3 else 576
    return Frame(samples // 8 * bitrate // sample_rate + padding, samples, sample_rate, bitrate)


def _frame_at(bytes_: _Bytes, at: int) -> Frame | None:
    head = bytes_.at(at, 3)
    return _frame(head[1:]) if len(head) == 3 and head[0] == 0xFF else None


def _is_run(bytes_: _Bytes, at: int, first: Frame) -> bool:
    """Whether frames of the same kind follow."""
    frame = first
    for _number in range(RUN - 1):
        at += frame.size
        following = _frame_at(bytes_, at)
        if not following or following.sample_rate != first.sample_rate:
            return False
        frame = following
    return True


def _announced(head: bytes) -> int:
    """How many frames the head of a first frame says that there are."""
    for mark, flags, place in ((b"Xing", 4, 8), (b"Info", 4, 8), (b"VBRI", 0, 14)):
        found = head.find(mark)
        if found >= 0 and (not flags or head[found + 7 : found + 8] and head[found + 7] & 1):
            return int.from_bytes(head[found + place : found + place + 4])
    return 0


def _next(bytes_: _Bytes, at: int) -> int | None:
    """Where the next frame may begin: behind a tag, or at the next sign of one."""
    head = bytes_.at(at, 10)
    if head[:3] == b"ID3" and len(head) == 10:
        size = 0
        for part in head[6:]:
            size = size << 7 | part & 0x7F
        return at + 10 + size
    return bytes_.find(b"\xff", at + 1)


class _Bytes:
    """The bytes of an upload at any place, read in pieces."""

    def __init__(self, upload: File) -> None:
        self.upload, self.start, self.piece = upload, 0, b""

    def at(self, place: int, length: int) -> bytes:
        if not self.start <= place <= self.start + len(self.piece) - length:
            self.upload.seek(place)
            self.start, self.piece = place, self.upload.read(PIECE)
        return self.piece[place - self.start : place - self.start + length]

    def find(self, sign: bytes, place: int) -> int | None:
        while self.at(place, 1):
            found = self.piece.find(sign, place - self.start)
            if found >= 0:
                return self.start + found
            place = self.start + len(self.piece)
        return None
