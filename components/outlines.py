"""The outline that a new site finds in its draft pages: lines that say what to write, and must be gone before review."""

from __future__ import annotations

from django.utils.html import format_html_join

# First words of a line that asks to be replaced; what still holds them is not finished.
MARK = "Viết ở đây:"


def as_html(outline: str) -> str:
    """An outline as paragraphs of rich text."""
    return format_html_join(
        "", "<p>{}</p>", ((line.strip(),) for line in outline.splitlines() if line.strip())
    )


def is_left_in(text: str) -> bool:
    """Whether a text still holds words of an outline."""
    return MARK.casefold() in " ".join(text.split()).casefold()
