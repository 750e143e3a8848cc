"""Rich text has one allow-list, applied whenever it is stored."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from django.db.models import Model
from django_ckeditor_5.fields import CKEditor5Field

from common.text import nfc

TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "strong",
    "em",
    "b",
    "i",
    "u",
    "s",
    "sub",
    "sup",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "figure",
    "figcaption",
    "img",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "colgroup",
    "col",
    "br",
    "hr",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "col": {"span"},
    "ol": {"start"},
    "figure": {"class"},
}
FIGURE_CLASSES = {"image", "image-style-side", "image_resized", "table"}
OWN_IMAGE = re.compile(r"^/tep/([0-9a-f]{64})/[^?#]*$")
WORD_RUBBISH = re.compile(
    r"<!--.*?-->|<\?xml.*?>|</?o:p[^>]*>|<(style|script|title|head)\b.*?</\1\s*>", re.S | re.I
)
SCHEMES = {"http", "https", "mailto", "tel"}
MAIL = re.compile(r"^[^\s@/:?#]+@[^\s@/:?#]+\.[a-z]{2,}(\?\S*)?$", re.I)
HOST = re.compile(r"^([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?(?=[/?#]|$)", re.I)
# What ends like the name of a file is none of a host.
FILE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|txt|csv|html?|php|aspx|jpe?g|png|gif|webp|mp[34]|m4a|zip|rar|xml|json)$",
    re.I,
)
EMPTY = re.compile(r"<(p|strong|em|b|i|u|h[2-4]|li)>(?:\s|&nbsp;|\xa0|<br>)*</\1>")
SPACES = re.compile(r"(?:&nbsp;|\xa0|[ \t])+")

# Two are enough for all that was ever met.
MOST_ROUNDS = 5


def clean(value: str) -> str:
    """`value` with only what the allow-list knows; cleaning twice gives the same."""
    value = WORD_RUBBISH.sub("", nfc(value or ""))
    # Links nested in links through a table are read otherwise once they are written out.
    for _round in range(MOST_ROUNDS):
        before, value = value, _allowed(value)
        if value == before:
            break
    return _settle(value)


def _allowed(value: str) -> str:
    return nh3.clean(
        value,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )


def text(value: str) -> str:
    """The words alone."""
    spaced = re.sub(
        r"</?(p|li|h[2-4]|tr|td|th|br|figcaption|caption|blockquote)\b[^>]*>", " ", value or ""
    )
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def image_hashes(value: str) -> set[str]:
    """SHA-256 digests of the stored pictures that the text shows."""
    sources = re.findall(r'<img[^>]*\bsrc="([^"]*)"', value or "")
    return {match[1] for match in map(OWN_IMAGE.match, sources) if match}


def links(value: str) -> list[tuple[str, str]]:
    """[(address, words)] of the links in the text."""
    found = re.findall(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', value or "", re.S)
    return [(html.unescape(address), text(words)) for address, words in found]


def whole_address(address: str) -> str:
    """An address as it was meant: people leave out “https://” and “mailto:”.

    Without them a browser looks for a page of this name beside the one that is read.
    """
    address = address.strip()
    if address.startswith("//"):
        return f"https:{address}"
    if MAIL.match(address):
        return f"mailto:{address}"
    host = HOST.match(address)
    return f"https://{address}" if host and not FILE.search(host[0]) else address


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if OWN_IMAGE.match(value) else None
    if tag == "a" and attribute == "href":
        return whole_address(value)
    if attribute == "class":
        return " ".join(name for name in value.split() if name in FIGURE_CLASSES) or None
    return value


def _settle(value: str) -> str:
    value = SPACES.sub(" ", re.sub(r"<img(?![^>]*\bsrc=)[^>]*>", "", value))
    before = None
    while before != value:
        before, value = value, EMPTY.sub("", value)
    return value.strip()


class RichTextField(CKEditor5Field):
    """Text of the editor, cleaned at every door into the database."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def pre_save(self, instance: Model, add: bool) -> str:
        value = clean(getattr(instance, self.attname) or "")
        setattr(instance, self.attname, value)
        return value
