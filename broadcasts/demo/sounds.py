"""A handful of short melodies as MP3: gentle tones, made when the demo data is, so that no sound lies in the repository."""

import math
from array import array

import lameenc
from django.core.files.base import ContentFile

RATE, KILOBITS, LOUDNESS = 22_050, 64, 5_000
NOTE_SECONDS = 0.5
# Five-note scales on different roots (Hz), and the order in which each melody walks over them.
SCALE = (1, 9 / 8, 5 / 4, 3 / 2, 5 / 3)
MELODIES = [
    (262, "0213240132041302" * 3),
    (294, "4321012343210123" * 2),
    (330, "0240420240241310" * 3),
    (349, "0011223344332211" * 2 + "02420"),
    (392, "3031323432310300" * 3),
    (440, "0123443210244201" * 2 + "4" * 8),
]


def all_sounds():
    for number, (root, walk) in enumerate(MELODIES, 1):
        yield ContentFile(encoded(root, walk), name=f"chuong-trinh-{number}.mp3")


def encoded(root, walk):
    notes = [_note(root * step).tobytes() for step in SCALE]
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KILOBITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    return bytes(encoder.encode(b"".join(notes[int(step)] for step in walk)) + encoder.flush())


def _note(pitch):
    """One note that swells and fades, with a soft octave above it."""
    count = int(RATE * NOTE_SECONDS)
    return array("h", (_sample(pitch, place, count) for place in range(count)))


def _sample(pitch, place, count):
    turn = 2 * math.pi * pitch * place / RATE
    return int(
        LOUDNESS * math.sin(math.pi * place / count) * (math.sin(turn) + 0.3 * math.sin(2 * turn))
    )
