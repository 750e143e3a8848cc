"""Sets of components for tests: small ones of news, and the decree's own."""

from django.core.management import call_command

from components.models import Component, ComponentSet, Source


def decree():
    """The sets of the data file."""
    call_command("load_components", verbosity=0)
    return ComponentSet.objects.get(key="nd-42-2022")


def component_set(key="bo-thu", valid_from="2020-01-01", valid_to=None, **fields):
    named = {
        "name": f"Bộ {key}",
        "basis": "Quyết định thử",
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return ComponentSet.objects.get_or_create(key=key, defaults=named | fields)[0]


def component(key="tin-tuc", *sources, of=None, **fields):
    """A component of the small set; each source is a dict, by default any news item."""
    of = of or component_set()
    named = {"name": key, "short_name": key, "position": of.components.count()} | fields
    made = Component.objects.create(set=of, key=key, **named)
    for source in sources or [{}]:
        Source.objects.create(component=made, **{"kind": "news.article"} | source)
    return made
