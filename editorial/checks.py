"""What is refused at start: a section that declares something nobody asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, register

from editorial.sections import Section, sections


@register("sections")
def check_sections(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [error for section in sections() for error in unknown_hooks(section)]


def unknown_hooks(section: Section) -> Iterable[CheckMessage]:
    """Public names of a section that `Section` does not declare: most likely misspelt hooks."""
    for name in sorted(set(vars(type(section))) | set(vars(section))):
        if not name.startswith("_") and not hasattr(Section, name):
            yield Error(
                f"{section.app_label}.section declares “{name}”, which no section is asked for.",
                hint="The hooks are listed in editorial/sections.py.",
                id="editorial.E001",
            )
