"""Uploads that really are sound: a tone as MP3, M4A or OGG of a given length."""

import io
import math
import struct
from array import array

import lameenc
from django.core.files.uploadedfile import SimpleUploadedFile
from mutagen.ogg import OggPage

RATE = 22_050


def mp3(seconds=5, pitch=440, name="ban-tin.mp3", kilobits=64, rate=RATE):
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(kilobits)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    tone = array(
        "h", (int(6000 * math.sin(2 * math.pi * pitch * count / rate)) for count in range(rate))
    )
    data = encoder.encode(tone.tobytes() * seconds) + encoder.flush()
    return SimpleUploadedFile(name, bytes(data), "audio/mpeg")


def m4a(seconds=5, name="ban-tin.m4a", brand=b"M4A ", tracks=(b"soun",)):
    """Only the boxes that tell what it is and how long; nothing in it sounds."""
    length = _box(b"mdhd", struct.pack(">5I2H", 0, 0, 0, 1000, seconds * 1000, 0x55C4, 0))
    handlers = [_box(b"hdlr", b"\0" * 8 + kind + b"\0" * 13) for kind in tracks]
    media = _box(
        b"moov", b"".join(_box(b"trak", _box(b"mdia", length + handler)) for handler in handlers)
    )
    data = _box(b"ftyp", brand + b"\0\0\0\0M4A mp42") + media + _box(b"mdat", b"\0" * 4000)
    return SimpleUploadedFile(name, data, "audio/mp4")


def ogg(seconds=5, name="ban-tin.ogg", serial=7):
    """An Opus stream of three pages; the last says at which sample it ends."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"demo" + struct.pack("<I", 0)
    out = io.BytesIO()
    for number, (packet, samples) in enumerate(
        [(head, 0), (tags, 0), (b"\xfc" + b"\0" * 600, seconds * 48_000)]
    ):
        page = OggPage()
        page.packets, page.serial, page.sequence, page.position = [packet], serial, number, samples
        page.first, page.last = number == 0, number == 2
        out.write(page.write())
    return SimpleUploadedFile(name, out.getvalue(), "audio/ogg")


def cut(upload, count):
    """`upload` without its last `count` bytes."""
    return SimpleUploadedFile(upload.name, upload.read()[:-count], upload.content_type)


def web_page(name="ban-tin.mp3"):
    return SimpleUploadedFile(
        name, b"<!doctype html><p>Loi 404: khong tim thay tep</p>" * 40, "audio/mpeg"
    )


def _box(kind, data):
    return struct.pack(">I", 8 + len(data)) + kind + data
