"""What official documents (NĐ 30/2020) have in common: words of their head, and their way to paper."""

from __future__ import annotations

import json
import textwrap
from datetime import date, datetime
from typing import Any

import typst
from django.conf import settings


def pdf(template: str, data: Any, at: datetime) -> bytes:
    """Bytes of an accessible PDF/A made at `at`. Typst gets words as data, never as source: no text changes the layout.

    The root is the portal's folder, so that a template may import common/office.typ.
    """
    return typst.compile(
        template,
        root=str(settings.BASE_DIR),
        sys_inputs={"data": json.dumps(data)},
        format="pdf",
        pdf_standards=["a-2a"],
        timestamp=at.replace(microsecond=0),
    )


def in_lines(name: str, longest: int = 26) -> list[str]:
    """A long name in lines of about the same length, broken between words."""
    count = -(-len(name) // longest)
    return textwrap.wrap(name, max(-(-len(name) // count) + 3, 1))


def day_in_words(day: date) -> str:
    """Leading noughts for days below ten and for the months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
