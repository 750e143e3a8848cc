"""What a form offers of components, in the office's words."""

from components.measurement import model_of, set_at
from components.models import Component
from editorial.queue import kinds


def fillable(kind, sites, at=None):
    """[(shelf, name of the component)] that a text of this kind fills on at least one of `sites`, by the set in force."""
    asked = set_at(at)
    found: dict[str, str] = {}
    for component in asked.components.all() if asked else []:
        for source in component.sources.all():
            if source.kind == kind and source.value and any(map(component.applies_to, sites)):
                found.setdefault(source.value, component.name)
    return list(found.items())


def shelves():
    """[(name of a kind, [(shelf, its name)])] of everything that a source can be narrowed to."""
    for kind, name in kinds():
        named = model_of(kind).shelf_names()
        if named is None:
            # Shelves that are nothing but keys of components.
            named = (
                Component.objects.order_by("position").values_list("key", "short_name").distinct()
            )
        options = list(dict(named).items())
        if options:
            yield name, options
