"""Vietnamese text: one normal form to store, one folded form to compare, one form for addresses."""

from __future__ import annotations

import re
import unicodedata

# "đ" has no Unicode decomposition, so it is folded by hand, here and nowhere else.
# The Icelandic and African twins look the same and come from old typing programs.
D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ɖ": "d", "Ɖ": "D"})
# Line breaks of Word, of terminals and of Unicode; a browser sends the ordinary one as two signs.
OTHER_BREAKS = re.compile(r"[\u000b\u000c\u001c-\u001f\u0085\u2028\u2029]")
CARRIAGE = re.compile(r"\r\n?")
INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def nfc(value: str, line_break: str = " ") -> str:
    """Composed form without control and zero-width characters (PostgreSQL refuses NUL).

    What breaks a line elsewhere becomes `line_break`, so that it keeps words apart.
    """
    value = OTHER_BREAKS.sub(line_break, CARRIAGE.sub("\n", value))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", value))


def fold(value: str) -> str:
    """Small letters without marks, spaces squeezed: what search compares."""
    decomposed = unicodedata.normalize("NFD", nfc(value).translate(D_WITH_STROKE))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", " ".join(bare.casefold().split()))


def slugify(value: str, max_length: int = 80) -> str:
    """Address without marks, cut between words: "Đường vào bản" gives "duong-vao-ban"."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(value)).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]
