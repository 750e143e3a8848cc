"""What a form offers of components, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.functional import Promise

from components.measurement import model_of, set_at
from components.models import Component
from editorial.queue import kinds
from member_sites.models import Site


def fillable(kind: str, sites: Iterable[Site], at: datetime | None = None) -> list[tuple[str, str]]:
    """[(shelf, name of the component)] that a text of this kind fills on at least one of `sites`, by the set in force."""
    asked = set_at(at)
    found: dict[str, str] = {}
    for component in asked.components.all() if asked else []:
        for source in component.sources.all():
            if source.kind == kind and source.value and any(map(component.applies_to, sites)):
                found.setdefault(source.value, component.name)
    return list(found.items())


def shelves() -> Iterator[tuple[str | Promise, list[tuple[str, str]]]]:
    """[(name of a kind, [(shelf, its name)])] of everything that a source can be narrowed to."""
    for kind, name in kinds():
        model = model_of(kind)
        named = model.shelf_names() if model else []
        if named is None:
            # Shelves that are nothing but keys of components.
            named = (
                Component.objects.order_by("position").values_list("key", "short_name").distinct()
            )
        options = list(dict(named).items())
        if options:
            yield name, options
