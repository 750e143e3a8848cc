"""What is refused at start: two parts of the report that claim one published name."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, register

from editorial.figures import YearFigures
from reports.figures import parts


@register("sections")
def check_names(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"Two parts of the report call a number “{name}”.", id="reports.E001")
        for name in claimed_twice(parts())
    ]


def claimed_twice(declared: Iterable[YearFigures]) -> list[str]:
    claims = Counter(name for part in declared for name in _names(part))
    return sorted(name for name, count in claims.items() if count > 1)


def _names(part: YearFigures) -> set[str]:
    """Keys of the published JSON that a part fills."""
    numbers = {
        name for one in part.figures for name in (one.name, one.measured, one.out_of) if name
    }
    return numbers | {table.key for table in part.tables}
