"""Readable differences between two texts, block by block and word by word, as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe

HEADINGS = {"h2", "h3", "h4"}
BLOCKS = HEADINGS | {
    "p",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "caption",
    "tr",
    "table",
    "ul",
    "ol",
    "br",
    "hr",
}
MARK = {"delete": "del", "insert": "ins"}
# Beyond this many comparisons the time would grow with the square of the text, and anybody may ask.
PATIENCE = 4_000_000


def text_diff(old: str, new: str) -> list[tuple[str, str]]:
    """[(op, text)] with op "equal", "delete" or "insert", word by word; the texts joined give old and new."""
    before, after = re.findall(r"\S+|\s+", old or ""), re.findall(r"\S+|\s+", new or "")
    return list(_runs(before, after))


def plain_diff(old: str, new: str) -> str:
    """The difference of two plain texts as safe HTML with <ins> and <del>."""
    return mark_safe("".join(_marked(op, text) for op, text in text_diff(old, new)))


def html_diff(old: str, new: str) -> str:
    """The difference of two rich texts as safe HTML: blocks of words; pictures named by description."""
    blocks = _compared(_blocks(old), _blocks(new))
    return mark_safe("".join(f"<{tag}>{words}</{tag}>" for tag, words in blocks))


def _compared(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for op, a, b, c, d in _opcodes(before, after):
        if op == "equal":
            yield from ((tag, escape(words)) for tag, words in before[a:b])
        else:
            yield from _changed(before[a:b], after[c:d])


def _changed(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Each block beside the block that came of it, the others gone or new as a whole."""
    for old in before:
        place = next((place for place, new in enumerate(after) if _akin(old, new)), None)
        if place is None:
            yield _whole("delete", old)
            continue
        yield from (_whole("insert", new) for new in after[:place])
        yield old[0], plain_diff(old[1], after[place][1])
        after = after[place + 1 :]
    yield from (_whole("insert", new) for new in after)


def _akin(old: tuple[str, str], new: tuple[str, str]) -> bool:
    if old[0] != new[0]:
        return False
    mine, theirs = set(old[1].split()), set(new[1].split())
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) or len(mine) == len(theirs) == 1


def _whole(op: str, block: tuple[str, str]) -> tuple[str, str]:
    return block[0], _marked(op, block[1])


def _blocks(value: str) -> list[tuple[str, str]]:
    reader = _Blocks()
    reader.feed(value or "")
    reader.close()
    reader.end_block()
    return reader.blocks


class _Blocks(HTMLParser):
    """[(tag, words)] of rich text; tag is a heading or "p"; pictures and links show where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.links: list[str | None] = []
        self.tag = "p"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in BLOCKS:
            self.end_block()
            self.tag = tag if tag in HEADINGS else "p"
        if tag == "li":
            self.words.append("• ")
        elif tag == "img":
            self.words.append(f" [{said.get('alt') or ''} {said.get('src') or ''}] ")
        elif tag == "a":
            self.links.append(said.get("href"))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        elif tag in {"td", "th"}:
            self.words.append(" | ")
        elif tag == "a" and self.links:
            self.words.append(f" ({self.links.pop() or ''})")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def end_block(self) -> None:
        words = " ".join("".join(self.words).split()).removesuffix(" |")
        if words and words != "•":
            self.blocks.append((self.tag, words))
        self.words, self.tag = [], "p"


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    for _op, a, b, c, d in _opcodes(before, after):
        if before[a:b] == after[c:d]:
            yield "equal", "".join(before[a:b])
            continue
        if b > a:
            yield "delete", "".join(before[a:b])
        if d > c:
            yield "insert", "".join(after[c:d])


def _opcodes(
    before: Sequence[Any], after: Sequence[Any]
) -> Iterator[tuple[str, int, int, int, int]]:
    """As SequenceMatcher tells them, but shared ends are set aside and patience has a limit."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    b, d = len(before) - tail, len(after) - tail
    if head:
        yield "equal", 0, head, 0, head
    if (b - head) * (d - head) > PATIENCE:
        yield "replace", head, b, head, d
    else:
        codes = SequenceMatcher(None, before[head:b], after[head:d], autojunk=False).get_opcodes()
        for op, first, last, begin, end in codes:
            yield op, first + head, last + head, begin + head, end + head
    if tail:
        yield "equal", b, len(before), d, len(after)


def _shared(before: Sequence[Any], after: Sequence[Any]) -> int:
    count = 0
    for mine, theirs in zip(before, after, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _marked(op: str, text: str) -> str:
    tag = MARK.get(op)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)
