"""What is refused at start: a section that declares something nobody asks for, or that is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from editorial.sections import Section, sections
from visits.middleware import NOT_PAGES

HOOKS = set(dir(Section))
# What the portal itself answers below a site's root.
TAKEN = (*NOT_PAGES, "/don-vi/")


@register("sections")
def check_sections(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    found = sections()
    return [
        *(error for section in found for error in unknown_hooks(section)),
        *wrong_prefixes(found),
        *(error for section in found for error in dead_links(section)),
        *(error for section in found for error in wrong_files(section)),
    ]


def unknown_hooks(section: Section) -> Iterable[CheckMessage]:
    """Public names of a section that `Section` does not declare: most likely misspelt hooks."""
    for name in sorted(set(vars(type(section))) | set(vars(section))):
        if not name.startswith("_") and name not in HOOKS:
            yield Error(
                f"{section.app_label}.section declares “{name}”, which no section is asked for.",
                hint="The hooks are listed in editorial/sections.py.",
                id="editorial.E001",
            )


def wrong_prefixes(sections: Iterable[Section]) -> Iterable[CheckMessage]:
    """Prefixes that cannot be addresses, or behind which one section would hide another."""
    placed = [(section, section.prefix) for section in sections if section.prefix is not None]
    count = Counter(prefix for _section, prefix in placed if prefix)
    for section, prefix in placed:
        if prefix.startswith("/") or not f"/{prefix}".endswith("/"):
            yield _wrong(section, f"has the prefix “{prefix}”: write “events/”", "E002")
        elif not find_spec(section.urls):
            yield _wrong(section, f"has a prefix, but there is no module {section.urls}", "E003")
        elif f"/{prefix}".startswith(TAKEN):
            yield _wrong(section, f"has the prefix “{prefix}”, which is the portal's", "E004")
        elif count[prefix] > 1:
            yield _wrong(section, f"shares the prefix “{prefix}” with another", "E004")
        elif prefix == "":
            for route in _routes(section):
                if any(route.startswith(other) for other in count):
                    yield _wrong(section, f"has “{route}” below the prefix of another", "E004")


def dead_links(section: Section) -> Iterable[CheckMessage]:
    """Links and feeds of a section that lead to no view; only `item_links` lead to one of an item."""
    item_views = [link.view for link in section.item_links]
    links = (*section.menu_links, *section.footer_links, *section.error_links)
    views = [*(link.view for link in links), *(feed.view for feed in section.feeds)]
    for view in views + item_views:
        try:
            reverse(view, kwargs={"item_id": 1} if view in item_views else None)
        except NoReverseMatch:
            yield _wrong(section, f"links to “{view}”, which is no view", "E005")


def wrong_files(section: Section) -> Iterable[CheckMessage]:
    """Style sheets and templates that are not there, and rules that would leave their section's layer."""
    for name in section.styles:
        path = finders.find(name)
        if path is None:
            yield _wrong(section, f"has no static file {name}", "E006")
        elif f"@layer sections.{section.app_label} {{" not in Path(path).read_text("utf-8"):
            layer = f"@layer sections.{section.app_label} {{ … }}"
            yield _wrong(section, f"must keep the rules of {name} in {layer}", "E007")
    for name in section.head_templates:
        try:
            get_template(name)
        except TemplateDoesNotExist:
            yield _wrong(section, f"has no template {name}", "E008")


def _routes(section: Section) -> list[str]:
    return [str(one.pattern) for one in import_module(section.urls).urlpatterns]


def _wrong(section: Section, what: str, number: str) -> CheckMessage:
    return Error(f"The section {section.app_label} {what}.", id=f"editorial.{number}")
