"""What is refused at start of the sources that sections declare: files and names that are not there."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from components.declared_sources import read
from components.management.commands.load_components import DEFAULT_FILE
from editorial.sections import Section, sections


@register("sections")
def check_sources(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    known = _components()
    declaring = [section for section in sections() if section.component_sources]
    return [error for section in declaring for error in wrong_sources(section, known)]


def wrong_sources(section: Section, known: Container[tuple[str, str]]) -> Iterator[CheckMessage]:
    """`known` are the (key of a set, key of a component) that there are."""
    try:
        sets = read(section)
    except (OSError, ValueError) as error:
        yield _error(section, f"cannot be read: {error}", "E001")
        return
    for set_key, components in sets.items():
        for key, sources in components.items():
            if (set_key, key) not in known:
                yield _error(section, f"names “{set_key}: {key}”, which is no component", "E002")
            for kind in {source["kind"] for source in sources}:
                if kind not in _kinds(section):
                    yield _error(section, f"names “{kind}”, which is none of its tables", "E003")


def _components() -> set[tuple[str, str]]:
    sets = json.loads(Path(DEFAULT_FILE).read_text(encoding="utf-8"))
    return {(one["key"], row["key"]) for one in sets for row in one.get("components", [])}


def _kinds(section: Section) -> set[str]:
    return {
        model._meta.label_lower for model in apps.get_app_config(section.app_label).get_models()
    }


def _error(section: Section, what: str, number: str) -> CheckMessage:
    name = f"{section.component_sources} of {section.app_label}"
    return Error(f"The file {name} {what}.", id=f"components.{number}")
