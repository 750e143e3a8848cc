"""The order of the Vietnamese alphabet, the same in the database and in Python.

Letters first (a ă â b c d đ e ê …), then tones (none, huyền, hỏi, ngã, sắc, nặng), then small before
capital: the order of CLDR's collation `vi`. PostgreSQL's ICU collations are not used because
packaged servers are often built without them (docs/decisions/0016-order-of-names.md).
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import CharField, Transform

TONES: tuple[str, ...]
TONES = ("\N{COMBINING GRAVE ACCENT}", "\N{COMBINING HOOK ABOVE}", "\N{COMBINING TILDE}")
TONES += ("\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}")
# A letter of its own stands after every word that begins with its plain one: "{" follows "z".
LETTERS = {"ă": "a{", "â": "a|", "đ": "d{", "ê": "e{", "ô": "o{", "ơ": "o|", "ư": "u{"}
VOWELS = "aăâeêioôơuưy"
# Each vowel with each tone, in the order of TONES.
TONED = tuple("".join(unicodedata.normalize("NFC", v + tone) for v in VOWELS) for tone in TONES)
SMALL = "abcdefghijklmnopqrstuvwxyz" + "".join(LETTERS) + "".join(TONED)
CAPITAL = SMALL.upper()

_TO_SMALL = str.maketrans(CAPITAL, SMALL)
_TO_PLAIN = str.maketrans("".join(TONED), VOWELS * len(TONES))
_TO_TONE = {ord(v): str(number) for number, vowels in enumerate(TONED, start=1) for v in vowels}


def sort_key(value: str) -> tuple[str, str, str]:
    """What `sorted` compares to put `value` where a Vietnamese dictionary would."""
    composed = unicodedata.normalize("NFC", value)
    small = composed.translate(_TO_SMALL)
    letters = "".join(LETTERS.get(letter, letter) for letter in small.translate(_TO_PLAIN))
    tones = "".join(_TO_TONE.get(ord(letter), "0") for letter in small)
    capitals = "".join("1" if letter in CAPITAL else "0" for letter in composed)
    return letters, tones, capitals


def function_sql() -> str:
    """The same as `sort_key`, as a function of PostgreSQL: three parts, one after the other."""
    small = f"translate(normalize(value), '{CAPITAL}', '{SMALL}')"
    letters = f"translate({small}, '{''.join(TONED)}', '{VOWELS * len(TONES)}')"
    for letter, written in LETTERS.items():
        letters = f"replace({letters}, '{letter}', '{written}')"
    numbers = "".join(str(number) * len(VOWELS) for number in range(1, len(TONES) + 1))
    digits = f"translate({small}, '12345', '00000')"
    tones = f"translate({digits}, '{''.join(TONED)}', '{numbers}')"
    plain = "translate(normalize(value), '1', '0')"
    capitals = f"translate({plain}, '{CAPITAL}', '{'1' * len(CAPITAL)}')"
    return f"""
        CREATE OR REPLACE FUNCTION vietnamese_sort_key(value text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
            SELECT {letters}
                || E'\\x01' || regexp_replace({tones}, '[^1-5]', '0', 'g')
                || E'\\x01' || regexp_replace({capitals}, '[^1]', '0', 'g')
        $$
    """


@CharField.register_lookup
class Alphabetical(Transform):
    """`order_by("name__alphabetical")`: names as a Vietnamese reader looks for them."""

    lookup_name = "alphabetical"
    function = "vietnamese_sort_key"
    output_field = CharField(db_collation="C")

    def as_sql(self, compiler: Any, connection: Any, *names: Any, **extra: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *names, **extra)
        return f'{sql} COLLATE "C"', params
