"""The district's board: a row for each member site, a light for each component, and what happens there."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from common.collation import sort_key
from components.lights import Light
from components.measurement import component_states, is_complete, set_at
from components.models import Reminder
from editorial.models import Edition
from editorial.sections import sections


@dataclass(frozen=True)
class Row:
    site: object
    states: dict
    updated_at: datetime | None = None
    month_count: int = 0
    year_count: int = 0
    waiting_count: int = 0
    extra: list = field(default_factory=list)
    reminder: Reminder | None = None

    @property
    def is_complete(self):
        return is_complete(self.states)

    @property
    def filled(self):
        return sum(state.is_full for state in self.states.values())


@dataclass(frozen=True)
class Board:
    at: datetime
    asked: object
    components: list
    columns: list
    rows: list

    @property
    def complete(self):
        return sum(row.is_complete for row in self.rows)

    def sorted_by(self, key):
        """Rows by a heading: `ten`, `du`, `moi`, `thang`, `nam`, `cho`, `muc-1` … of the sections, or a component's key.

        "-" turns the order.
        """
        name, backwards = key.removeprefix("-"), key.startswith("-")
        place = name.removeprefix("muc-")
        by_section = name != place and place.isdecimal() and 0 < int(place) <= len(self.columns)
        order = ORDERS.get(name) or (
            _by_section(int(place) - 1) if by_section else _by_component(name)
        )
        return sorted(self.rows, key=order, reverse=backwards)


ORDERS = {
    "ten": lambda row: sort_key(row.site.full_name),
    "du": lambda row: row.filled,
    "moi": lambda row: (
        row.updated_at or datetime.min.replace(tzinfo=timezone.get_current_timezone())
    ),
    "thang": lambda row: row.month_count,
    "nam": lambda row: row.year_count,
    "cho": lambda row: row.waiting_count,
}


def board(sites, at=None):
    """The board of a moment: the same few queries for any number of sites."""
    at = at or timezone.now()
    asked = set_at(at)
    states, counts = component_states(sites, at, asked), _counts(sites, at)
    waiting, columns = _waiting(sites), _columns(sites, at)
    reminders = {one.site_id: one for one in Reminder.objects.newest_of_each_site(sites)}
    rows = [
        Row(
            site,
            states[site],
            **counts.get(site.pk, {}),
            waiting_count=waiting.get(site.pk, 0),
            extra=[column.of(site) for column in columns],
            reminder=reminders.get(site.pk),
        )
        for site in sites
    ]
    components = [one for one in asked.components.all() if one.for_members] if asked else []
    return Board(at, asked, components, columns, rows)


def _counts(sites, at):
    """{site pk: last update, items first public in the month and in the year of the moment}"""
    local = timezone.localtime(at)
    year = local.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Edition.objects.public_at(at)
        .filter(item__site__in=sites)
        .order_by()
        .values("item__site")
        .annotate(
            updated_at=Max("published_at"),
            month_count=Count(
                "pk", filter=Q(first_published_at__gte=year.replace(month=local.month))
            ),
            year_count=Count("pk", filter=Q(first_published_at__gte=year)),
        )
    )
    return {row.pop("item__site"): row for row in map(dict, rows)}


def _waiting(sites):
    rows = (
        Edition.objects.awaiting_review()
        .filter(item__site__in=sites)
        .order_by()
        .values_list("item__site")
    )
    return dict(rows.annotate(count=Count("pk")))


def _columns(sites, at):
    """Columns of the sections that have something to say about a site."""
    return [column for section in sections() for column in section.board_columns(sites, at)]


def _by_section(place):
    """What is a fault first, then by number or word."""

    def order(row):
        cell = row.extra[place]
        number = cell["text"] if isinstance(cell["text"], int) else 0
        return not cell["bad"], -number, str(cell["text"])

    return order


def _by_component(key):
    def order(row):
        lights = [state.light for component, state in row.states.items() if component.key == key]
        return [list(Light).index(light) for light in lights]

    return order
