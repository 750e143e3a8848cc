"""What a new site begins with: a draft page for each component that a page fills, with an outline, and a menu that leads to them.

Made by the system: nobody's text, so that in a board of two anybody may write it and the other one review it.
"""

import json
from operator import itemgetter
from pathlib import Path

from django.db import transaction
from django.dispatch import receiver

from components.measurement import set_at
from components.outlines import as_html
from editorial import drafts
from editorial.sections import menu_tree
from member_sites.models import Site
from member_sites.signals import opened
from pages import targets
from pages.addresses import INTRODUCTION
from pages.models import Language, Layout, Page
from pages.models.menu import MenuEntry

KIND = Page._meta.label_lower
MENU = Path(__file__).resolve().parent / "data" / "starter_menu.json"
# What suits a component of this key best; others are plain texts of the first level, in Vietnamese.
SUITED = {
    "lanh-dao": {"layout": Layout.LEADERS},
    "lien-he": {"layout": Layout.CONTACTS},
    "ban-do": {"layout": Layout.MAP},
    "tieng-anh": {"language": Language.ENGLISH},
}
BELOW_INTRODUCTION = {"lanh-dao", "lien-he", "ban-do"}


@receiver(opened, dispatch_uid="starter_kit")
def give(site, at=None, **_signal):
    """Number of draft pages made. Whatever the site has already is left alone, so a second time nothing happens."""
    asked = set_at(at)
    if asked is None:
        return 0
    with transaction.atomic():
        Site.objects.select_for_update().get(pk=site.pk)
        # Also what was given up: nobody gets a second time what they threw away.
        items = dict(
            Page.objects.on_site(site).exclude(component="").values_list("component", "item")
        )
        had = len(items)
        for key, component in _wanted(asked, site):
            if key not in items:
                _begin(key, component, site, items)
        _give_menu(site, items)
    return len(items) - had


def _wanted(asked, site):
    """(key of the page, component) for each component of the site that a page can fill."""
    for component in asked.components.all():
        keys = [
            source.value
            for source in component.sources.all()
            if source.kind == KIND and source.value
        ]
        if keys and component.applies_to(site):
            yield keys[0], component


def _begin(key, component, site, items):
    """A draft with the outline; `items` learns of it, so that later pages and the menu can name it."""
    above = items.get(INTRODUCTION) if key in BELOW_INTRODUCTION else None
    page = Page(
        title=component.short_name,
        component=key,
        body=as_html(component.outline),
        position=component.position,
        parent_id=above,
        **SUITED.get(key, {}),
    )
    items[key] = drafts.begin(page, site=site, by=None).item_id


def _give_menu(site, items):
    if not MenuEntry.objects.filter(site=site).exists():
        _write_menu(site, _starter_menu(), items)


def _starter_menu():
    """The words of the file and those of the sections, each {label, page or section, below}."""
    words = json.loads(MENU.read_text(encoding="utf-8"))
    words += [_word(link, below) for link, below in menu_tree() if link.in_starter]
    return sorted(words, key=itemgetter("position"))


def _word(link, below=()):
    return {
        "position": link.position,
        "label": str(link.label),
        "section": link.view,
        "below": [_word(other) for other in below if other.in_starter],
    }


def _write_menu(site, words, items, above=None):
    """Entries whose page is not public or whose section is not built lead nowhere, and are not shown."""
    for position, word in enumerate(words):
        page, section = items.get(word.get("page")), word.get("section", "")
        if page or (section and targets.path_on(site, section)):
            place = {"page_id": page} if page else {"section": section}
            entry = MenuEntry.objects.create(
                site=site, parent=above, position=position, label=word["label"], **place
            )
            _write_menu(site, word.get("below", []), items, entry)
