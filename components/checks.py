"""What is refused at start of the sources that sections declare: files and names that are not there."""

import json
from pathlib import Path

from django.apps import apps
from django.core.checks import Error, register

from components.declared_sources import read
from components.management.commands.load_components import DEFAULT_FILE
from editorial.sections import sections


@register("sections")
def check_sources(app_configs=None, **kwargs):
    known = _components()
    declaring = [section for section in sections() if section.component_sources]
    return [error for section in declaring for error in wrong_sources(section, known)]


def wrong_sources(section, known):
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


def _components():
    sets = json.loads(Path(DEFAULT_FILE).read_text(encoding="utf-8"))
    return {(one["key"], row["key"]) for one in sets for row in one.get("components", [])}


def _kinds(section):
    return {
        model._meta.label_lower for model in apps.get_app_config(section.app_label).get_models()
    }


def _error(section, what, number):
    name = f"{section.component_sources} of {section.app_label}"
    return Error(f"The file {name} {what}.", id=f"components.{number}")
