"""Số, ký hiệu: "1155/UBND", "12/QĐ-UBND" (state), "05-NQ/HU" (Party). Pure text, no tables."""

import re
from dataclasses import dataclass
from datetime import date

from common.text import fold, nfc

WHOLE = re.compile(
    r"^(?:số\s*[:.]?\s*)?(?P<number>\d{1,8}[^\W\d_]{0,3})\s*(?P<stroke>[/-])\s*(?P<symbol>\S.*)$",
    re.I,
)
WITHIN = re.compile(
    r"(?P<number>\d{1,8}[^\W\d_]{0,3})\s*(?P<stroke>[/-])\s*(?P<symbol>[^\W\d_][^\s,;()]*)"
)
DAY = re.compile(
    r"\b(?:ngày\s+)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b", re.I
)
WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Reference:
    """A whole số ký hiệu taken apart; `stroke` is what stands between the two."""

    number: str
    symbol: str
    stroke: str = "/"

    def __str__(self):
        return f"{self.number}{self.stroke}{self.symbol}"


def parse(text):
    """The Reference that `text` is, or None."""
    found = WHOLE.match(" ".join(nfc(text or "").split()))
    return Reference(found["number"], found["symbol"].strip(), found["stroke"]) if found else None


def find_in(text):
    """The first Reference that a sentence names, or None: "Quyết định số 12/QĐ-UBND ngày 05/01/2023"."""
    found = WITHIN.search(nfc(text or ""))
    return (
        Reference(found["number"], found["symbol"].rstrip("."), found["stroke"]) if found else None
    )


def day_in(text):
    """The day that a sentence names, or None; ValueError for one that is not in the calendar."""
    found = DAY.search(nfc(text or ""))
    return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def join(number, symbol, *, party=False):
    """As the office writes it: a Party body puts a dash after the number."""
    number, symbol = (number or "").strip(), (symbol or "").strip()
    if not (number and symbol):
        return number or symbol
    return f"{number}{'' if symbol[0] in '/-' else '-' if party else '/'}{symbol}"


def words(text):
    """Letters and numbers apart, without marks and leading zeros: "05-NQ/HU" gives ("5", "nq", "hu")."""
    return tuple(
        word.lstrip("0") or "0" if word.isdecimal() else word
        for word in WORD.findall(fold(text or ""))
    )


def key(text):
    """What two writings of one số ký hiệu have in common; words between spaces, so that one is found by `contains`."""
    found = words(text)
    return f" {' '.join(found)} " if found else ""


def value_of(number):
    """The number to sort by; 0 where there is none."""
    digits = re.match(r"\s*(\d{1,9})", number or "")
    return int(digits[1]) if digits else 0


def wanted(text, codes=()):
    """(number, words) that a quick find by number asks for, or None where `text` are words of a subject.

    `codes` are folded abbreviations of types and bodies: "QĐ 12" names a document, "12 hộ nghèo" does not.
    """
    found = words(text)
    numbers = [word for word in found if word.isdecimal()]
    letters = [word for word in found if not word.isdecimal()]
    if len(numbers) != 1 or len(numbers[0]) > 8:
        return None
    if not parse(text) and not set(letters) <= {*codes, "so"}:
        return None
    return int(numbers[0]), tuple(word for word in letters if word != "so")


def begins_with_code(symbol, code, *, party=False):
    """Whether the symbol begins with the code of its type: "QĐ-UBND" (state), "QĐ/HU" (Party)."""
    beginning = re.split(r"[/-]" if party else r"-", symbol.strip().lstrip("/-"), maxsplit=1)[0]
    return beginning.strip().casefold() == code.casefold()


def carries_a_code(symbol, codes):
    """The code with which the symbol begins though its type has none, or None."""
    beginning = re.split(r"[/-]", symbol.strip().lstrip("/-"), maxsplit=1)[0].strip().casefold()
    return next((code for code in codes if code.casefold() == beginning), None)
