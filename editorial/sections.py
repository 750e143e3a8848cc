"""What a section tells the rest of the portal of itself; the rest names no section.

A section is one folder. Its `section.py` holds one instance of a subclass of `Section`, called
`section`, which is found when the portal starts (`discover`). Every hook stands below with what it
is asked for and when; a subclass may define no other public name, so that a misspelt hook is
refused at start (editorial/checks.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from celery import Task
from celery.schedules import crontab
from django.apps import apps
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.functional import Promise

from editorial.desk_menu import DeskEntry

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.figures import YearFigures
    from editorial.models import Edition
    from member_sites.models import Site
    from visits.visitor import Visitor


@dataclass(frozen=True)
class Band:
    """A band of the home page: bands of all sections stand in the order of `position`."""

    position: int
    # It finds `context` under the name `band`, beside what every public page knows.
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    # Kept with the page, and told back to `page_read` each time somebody reads it.
    note: str = ""


@dataclass(frozen=True)
class Link:
    """A link to a public page of a section; those of all sections stand in the order of `position`."""

    position: int
    label: str | Promise
    # The name of its view, for example "news:list".
    view: str


AnyLink = TypeVar("AnyLink", bound=Link)


@dataclass(frozen=True)
class MenuLink(Link):
    """A word of the main menu, as long as a site has not arranged its own.

    That of a section whose prefix lies below another section's stands below its word.
    """

    # Whether the menu that a new site begins with has it.
    in_starter: bool = True


@dataclass
class MenuWord:
    """What a reader sees in the main menu: words without an address only hold those below them."""

    label: str | Promise
    href: str
    children: list[MenuWord] = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """A feed of a whole site, which each of its pages names in its head."""

    view: str
    content_type: str
    # What tells it from the feed of the site's news, for example "Events".
    title: str | Promise = ""


@dataclass(frozen=True)
class DeskView:
    """A screen at the root of the desk; `name` is known as "admin:name". The desk asks for log-in."""

    route: str
    view: Callable[..., HttpResponseBase]
    name: str


@dataclass(frozen=True)
class Panel:
    """A part of a screen of the desk, drawn from a section's template."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BoardColumn:
    """What a section tells of each member site on the district's board.

    `cells` are texts or numbers by the site's key; a site that is not among them gets `otherwise`.
    `fault` says which of both, "cell" or "otherwise", is one.
    """

    label: str | Promise
    cells: Mapping[int, str | int]
    otherwise: str | int = ""
    fault: str = ""

    def of(self, site: Site) -> dict[str, Any]:
        told = "otherwise" if site.pk not in self.cells else "cell"
        return {
            "label": self.label,
            "text": self.cells.get(site.pk, self.otherwise),
            "bad": self.fault == told,
        }


@dataclass(frozen=True)
class Waiting:
    """How many things of one kind wait on some sites; `late_count` of them too long.

    `address` is the list of them at the desk, empty for a person who may not open it.
    """

    label: str | Promise
    count: int
    late_count: int = 0
    address: str = ""


@dataclass(frozen=True)
class Repeated:
    """Work that the worker does again and again: every so many seconds, or at hours of the day."""

    task: Task
    schedule: int | crontab


@dataclass(frozen=True)
class DemoPart:
    """A module of the demo data by its dotted name: loaded when data are made, never in production."""

    position: int
    module: str


@dataclass(frozen=True)
class DemoOption:
    """`manage.py seed_demo --name N` has `add(demo, count)` of the module make N more, to measure with."""

    name: str
    module: str
    help: str
    # Title and unit of the bar that shows how far it is.
    title: str
    unit: str


class Section:
    """Chuyên trang: one kind of content with everything that belongs to it. All hooks are optional.

    A part of the platform that stands above `editorial` may declare itself likewise.
    """

    # Label and package of the app; filled in by `discover`.
    app_label: str = ""
    package: str = ""

    # --- public pages -------------------------------------------------------------------------

    # Where its `urls` stand below a site's root: "tin-tuc/", or "" for the root itself; None for a
    # section without public pages.
    prefix: str | None = None
    # Style sheets of its public pages, as names of static files; their rules stand in a layer
    # "sections.<label>", above the portal's own.
    styles: tuple[str, ...] = ()

    @property
    def urls(self) -> str:
        """Module of its public addresses, asked for where there is a prefix."""
        return f"{self.package}.urls"

    # Its words in the main menu, its links at the foot of every page, and those offered to a reader
    # who came to a page that is not there, which may have no request and no database to ask.
    menu_links: tuple[MenuLink, ...] = ()
    footer_links: tuple[Link, ...] = ()
    error_links: tuple[Link, ...] = ()
    # Links beside every public item; their views take `item_id`.
    item_links: tuple[Link, ...] = ()
    feeds: tuple[Feed, ...] = ()
    # Templates of what it shows in the head of every page, beside the choice of text sizes.
    head_templates: tuple[str, ...] = ()

    def menu(self, site: Site) -> Sequence[MenuWord]:
        """The main menu as the site has arranged it; the first section that has one tells it."""
        return ()

    def home_bands(self, site: Site) -> Iterable[Band]:
        """What this section shows on the home page of `site`, asked on each rendering."""
        return ()

    def page_read(self, note: str, visitor: Visitor) -> None:
        """Somebody reads a page on which this section left `note`; the page may come from the cache."""

    # --- the desk -----------------------------------------------------------------------------

    # Its entries in the desk's menu.
    desk_menu: tuple[DeskEntry, ...] = ()
    # Its screens at the root of the desk; those of one table stand in its admin class.
    desk_views: tuple[DeskView, ...] = ()
    # Style sheets of its screens at the desk, as names of static files.
    desk_styles: tuple[str, ...] = ()
    # Its file of sources for the components of the decrees' sets (components/data/sets.json), below
    # its folder: {key of a set: {key of a component: [source]}}, read when sets are loaded. Where a
    # component has sources of several sections, "position" says which comes first.
    component_sources: str = ""
    # Its work that repeats, by a name that is the only one of its kind in the portal.
    beat: Mapping[str, Repeated] = {}

    def warnings(self, user: User, at: datetime | None = None) -> Iterable[tuple[str, str]]:
        """(sentence, address) of what waits for this person; asked for the first screen."""
        return ()

    def review_panels(self, edition: Edition, user: User) -> Iterable[Panel]:
        """What this person should know above the form and the review screen of a stored edition."""
        return ()

    def board_columns(self, sites: Iterable[Site], at: datetime) -> Iterable[BoardColumn]:
        """Columns of the district's board at a moment, in as many queries for 200 sites as for 14."""
        return ()

    def waits_from_citizens(self, sites: Iterable[Site], user: User, on: date) -> Iterable[Waiting]:
        """What else citizens sent that waits on `sites`; asked for the overview of the questions."""
        return ()

    def items_of_responder(self, user: User) -> QuerySet[Any, Any] | None:
        """Keys of the items that this section gives to `user`, who answers citizens; None where it gives none."""
        return None

    def calendar_changed(self) -> None:
        """Told after the commit in which a day of the working calendar came, went or changed."""

    # --- figures and the report ---------------------------------------------------------------

    # What the annual report counts of it and says.
    year_figures: tuple[YearFigures, ...] = ()

    # --- demo data ----------------------------------------------------------------------------

    # What fills an empty portal, of all sections in the order of `position`: `seed(demo)` of each
    # module writes, `size(at)` says beforehand how many items it will report to `demo.progress`.
    demo: tuple[DemoPart, ...] = ()
    # What a member site added by `seed_demo --sites N` holds, likewise in order: `fill(demo, site,
    # richness)` of each module, from 0 (nothing) to 3 (all that it has).
    demo_sites: tuple[DemoPart, ...] = ()
    demo_options: tuple[DemoOption, ...] = ()
    # Modules by their dotted names, loaded by `make bench` only: `measure()` yields what
    # `common.measuring` calls Measured, on a portal that holds the demo data.
    benches: tuple[str, ...] = ()


_sections: list[Section] = []


def discover() -> None:
    """Find the `section` of every installed app that has one; called once, with all models loaded."""
    _sections.clear()
    for config in apps.get_app_configs():
        name = f"{config.name}.section"
        if find_spec(name):
            section = import_module(name).section
            section.app_label, section.package = config.label, config.name
            _sections.append(section)


def sections() -> tuple[Section, ...]:
    """Every section, in the order of INSTALLED_APPS."""
    return tuple(_sections)


def with_public_pages() -> tuple[Section, ...]:
    """The sections that citizens can go to."""
    return tuple(section for section in _sections if section.prefix is not None)


def placed(links_of: Callable[[Section], Iterable[AnyLink]]) -> list[AnyLink]:
    """The links of one kind of all sections, in order."""
    found = (link for section in _sections for link in links_of(section))
    return sorted(found, key=lambda link: link.position)


def menu_tree() -> list[tuple[MenuLink, list[MenuLink]]]:
    """The words of the main menu in order, each with those below it."""
    tops = [
        (link, below)
        for section in with_public_pages()
        if _above(section) is None
        for link, below in _with_those_below(section)
    ]
    return sorted(tops, key=lambda word: word[0].position)


def _with_those_below(section: Section) -> list[tuple[MenuLink, list[MenuLink]]]:
    """Its words; the first is that of the section itself, and stands above those of others."""
    words: list[tuple[MenuLink, list[MenuLink]]] = [(link, []) for link in section.menu_links]
    for _link, below in words[:1]:
        below += placed(lambda other: other.menu_links if _above(other) is section else ())
    return words


def _above(section: Section) -> Section | None:
    """The section with a word in the menu below whose prefix this one stands."""
    prefix = section.prefix or ""
    found = [
        other
        for other in with_public_pages()
        if other.menu_links and other.prefix and prefix.startswith(other.prefix)
    ]
    return min(
        (other for other in found if other is not section),
        key=lambda other: len(other.prefix or ""),
        default=None,
    )
