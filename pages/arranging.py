"""The order of a menu as a list of two levels, and the steps by which it is changed."""

from django.db import transaction

from member_sites.models import Site
from pages.models.menu import MenuEntry

RECOMMENDED_MOST = 7


class ForeignEntry(Exception):
    """An entry of another site was named."""


class Outdated(Exception):
    """Somebody else added or took away an entry meanwhile."""


def arranged(site, rows=None):
    """[(entry, [entries below it])] as the menu shows them."""
    rows = list(MenuEntry.objects.filter(site=site)) if rows is None else list(rows)
    return [
        (top, [row for row in rows if row.parent_id == top.pk])
        for top in rows
        if top.parent_id is None
    ]


@transaction.atomic
def move(site, pk, step):
    """One step: "up" and "down" among its neighbours, "in" below the word before it, "out" to the first level."""
    _locked(site)
    tops = [(top.pk, [child.pk for child in below]) for top, below in arranged(site)]
    STEPS[step](tops, pk)
    _keep(
        [(top, None) for top, _below in tops]
        + [(child, top) for top, below in tops for child in below]
    )


@transaction.atomic
def rearrange(site, order):
    """Keep a whole order: [(pk, level)] from top to bottom, level 0 or 1."""
    _locked(site)
    own = set(MenuEntry.objects.filter(site=site).values_list("pk", flat=True))
    named = [pk for pk, _level in order]
    if MenuEntry.objects.filter(pk__in=set(named) - own).exists():
        raise ForeignEntry
    if sorted(named) != sorted(own):
        raise Outdated
    _keep(_with_parents(order))


@transaction.atomic
def remove(entry):
    """Take an entry away; those below it come up to the first level."""
    _locked(entry.site)
    entry.delete()


def next_position(site):
    return MenuEntry.objects.filter(site=site).count()


def _locked(site):
    Site.objects.select_for_update().get(pk=site.pk)


def _with_parents(order):
    above, placed = None, []
    for pk, level in order:
        below = above if level else None
        above = above if below else pk
        placed.append((pk, below))
    return placed


def _keep(placed):
    rows = [
        MenuEntry(pk=pk, parent_id=above, position=place)
        for place, (pk, above) in enumerate(placed)
    ]
    MenuEntry.objects.bulk_update(rows, ["parent", "position"])


def _siblings(tops, pk):
    """(list that holds the entry, its place in it)."""
    for place, (top, below) in enumerate(tops):
        if top == pk:
            return tops, place
        if pk in below:
            return below, below.index(pk)
    return [], 0


def _swap(tops, pk, distance):
    siblings, place = _siblings(tops, pk)
    if 0 <= place + distance < len(siblings):
        siblings[place], siblings[place + distance] = siblings[place + distance], siblings[place]


def _in(tops, pk):
    siblings, place = _siblings(tops, pk)
    if siblings is tops and place > 0:
        _top, below = tops.pop(place)
        tops[place - 1][1].extend([pk, *below])


def _out(tops, pk):
    siblings, place = _siblings(tops, pk)
    if siblings and siblings is not tops:
        siblings.pop(place)
        above = next(number for number, (_top, below) in enumerate(tops) if below is siblings)
        tops.insert(above + 1, (pk, []))


STEPS = {
    "up": lambda tops, pk: _swap(tops, pk, -1),
    "down": lambda tops, pk: _swap(tops, pk, 1),
    "in": _in,
    "out": _out,
}
