"""What fills the components of the decrees' sets, as each section declares it of itself."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.apps import apps

from editorial.sections import Section, sections


def read(section: Section) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """{key of a set: {key of a component: [source]}} of a section that declares sources."""
    folder = Path(apps.get_app_config(section.app_label).path)
    return json.loads((folder / section.component_sources).read_text(encoding="utf-8"))


def declared() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """{(key of a set, key of a component): sources}, by their `position`, then in the order of sections."""
    found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for section in sections():
        for set_key, components in read(section).items() if section.component_sources else ():
            for key, sources in components.items():
                found[set_key, key] += sources
    return {key: sorted(sources, key=_position) for key, sources in found.items()}


def _position(source: dict[str, Any]) -> int:
    return source.get("position", 0)
