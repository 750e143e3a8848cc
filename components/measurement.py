"""How far each site has what the decree asks for, measured from what is public; as many queries for 200 as for 14."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, F, IntegerField, Max, Sum, Value
from django.db.models.functions import Length, Replace
from django.utils import timezone
from django.utils.functional import Promise

from components.lights import Light
from components.models import Component, ComponentSet, Source
from editorial.models import Edition
from member_sites.models import Site

# The folded text has single spaces, so its words are its spaces and one.
WORDS = Length("search_text") - Length(Replace("search_text", Value(" "), Value(""))) + 1


def _later(one: Any, other: Any) -> Any:
    return max(filter(None, (one, other)), default=None)


@dataclass(frozen=True)
class Tally:
    """What is public of one source on one site: how much, the first appearance of the newest, the last change."""

    items: int = 0
    words: int = 0
    newest_at: datetime | None = None
    updated_at: datetime | None = None
    edition_pk: int | None = None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.items + other.items,
            self.words + other.words,
            _later(self.newest_at, other.newest_at),
            _later(self.updated_at, other.updated_at),
            _later(self.edition_pk, other.edition_pk),
        )


NOTHING = Tally()


@dataclass(frozen=True)
class ComponentState:
    """The light of a component on a site; `source` is where writing would change it, `since` its last update."""

    component: Component
    site: Site
    light: Light
    source: Source | None = None
    tally: Tally = NOTHING

    @property
    def word(self) -> str | Promise:
        return self.light.label

    @property
    def since(self) -> datetime | None:
        return self.tally.updated_at

    @property
    def is_full(self) -> bool:
        return self.light == Light.FULL


def set_at(at: datetime | None = None) -> ComponentSet | None:
    """The set that measures a moment, with its components and sources; None where no decree was in force."""
    on = timezone.localdate(at)
    return ComponentSet.objects.in_force(on).prefetch_related("components__sources").first()


def member_sites(at: datetime | None = None) -> list[Site]:
    """The member sites that lived at a moment: those whose completeness is counted."""
    at = at or timezone.now()
    living = Site.objects.members().in_force(timezone.localdate(at)).exclude(archived_at__lte=at)
    return list(living.order_by("name__alphabetical", "pk"))


def component_states(
    sites: Iterable[Site], at: datetime | None = None, asked: ComponentSet | None = None
) -> dict[Site, dict[Component, ComponentState]]:
    """{site: {component: ComponentState}} as it was at a moment, by the set in force then (`asked`, where it is known already)."""
    at = at or timezone.now()
    asked = asked or set_at(at)
    if asked is None:
        return {site: {} for site in sites}
    components = list(asked.components.all())
    found = tallies(
        [source for component in components for source in component.sources.all()], sites, at
    )
    return {
        site: {
            component: _judge(component, site, found, at)
            for component in components
            if component.applies_to(site)
        }
        for site in sites
    }


def is_complete(states: Mapping[Component, ComponentState]) -> bool:
    """Whether everything that can be measured is there; what no section can hold yet is no fault of the site."""
    measured = [state for state in states.values() if state.light != Light.UNMEASURED]
    return bool(measured) and all(state.is_full for state in measured)


@dataclass(frozen=True)
class Completeness:
    """ "x/14 đầy đủ"."""

    complete: int
    total: int

    def __str__(self) -> str:
        return f"{self.complete}/{self.total}"


def complete_count(year: int, at: datetime | None = None) -> Completeness:
    """Complete member sites at the end of a year (or now, while it runs), measured by the set of that time."""
    moment = end_of(year, at)
    return completeness(component_states(member_sites(moment), moment))


def completeness(states: Mapping[Site, Mapping[Component, ComponentState]]) -> Completeness:
    return Completeness(sum(map(is_complete, states.values())), len(states))


def end_of(year: int, at: datetime | None = None) -> datetime:
    """The last moment of a year in the office's own time, or now where that lies ahead."""
    last = timezone.make_aware(datetime(year + 1, 1, 1)) - timedelta(microseconds=1)
    return min(last, at or timezone.now())


def tallies(
    sources: Iterable[Source], sites: Iterable[Site], at: datetime
) -> Mapping[tuple[str, str, int], Tally]:
    """{(kind, value, site pk): Tally}, one query for each kind of content."""
    wanted = defaultdict(set)
    for source in sources:
        wanted[source.kind].add(source.value)
    counted = [source.kind for source in sources if source.at_least_words]
    found: defaultdict[tuple[str, str, int], Tally] = defaultdict(lambda: NOTHING)
    for kind, values in wanted.items():
        for row in _public_rows(model_of(kind), sites, at, with_words=kind in counted):
            for value in values & {"", *row.pop("shelves")}:
                key = kind, value, row["site"]
                found[key] += Tally(**{name: row[name] for name in Tally.__dataclass_fields__})
    return found


def model_of(kind: str) -> type[Any] | None:
    """The section's model, or None while nobody has built it."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _public_rows(
    model: Any, sites: Iterable[Site], at: datetime, *, with_words: bool
) -> Iterator[dict[str, Any]]:
    if model is None:
        return
    shelves = shelves_of(model)
    rows = model.objects.public_at(at).filter(item__site__in=sites).order_by()
    rows = (
        rows.annotate(site=F("item__site"), **shelves)
        .values("site", *shelves)
        .annotate(
            items=Count("pk"),
            words=Sum(WORDS if with_words else Value(0), output_field=IntegerField()),
            newest_at=Max("first_published_at"),
            updated_at=Max("published_at"),
            edition_pk=Max("pk"),
        )
    )
    for row in rows:
        yield row | {"shelves": {row[name] for name in shelves if row[name]}}


def shelves_of(model: type[Edition]) -> dict[str, F]:
    """{name of a column: expression} of where the section says that an edition stands."""
    return {f"shelf_{number}": F(shelf) for number, shelf in enumerate(model.shelves)}


def _judge(
    component: Component, site: Site, found: Mapping[tuple[str, str, int], Tally], at: datetime
) -> ComponentState:
    """The best of the component's sources where one is enough, else the worst, which is where to write."""
    judged = [_state(component, site, source, found, at) for source in component.sources.all()]
    measured = [state for state in judged if state.light != Light.UNMEASURED]
    if not measured:
        return ComponentState(component, site, Light.UNMEASURED)
    best, worst = min(measured, key=_order), max(measured, key=_order)
    if not component.needs_all:
        return best
    if worst.light == Light.MISSING != best.light:
        return ComponentState(component, site, Light.PARTLY, worst.source, best.tally)
    return worst


def _order(state: ComponentState) -> int:
    return list(Light).index(state.light)


def _state(
    component: Component,
    site: Site,
    source: Source,
    found: Mapping[tuple[str, str, int], Tally],
    at: datetime,
) -> ComponentState:
    model, tally = model_of(source.kind), found[source.kind, source.value, site.pk]
    return ComponentState(component, site, _light(source, model, tally, at), source, tally)


def _light(source: Source, model: Any, tally: Tally, at: datetime) -> Light:
    if model is None:
        return Light.UNMEASURED
    if not tally.items:
        return Light.MISSING
    if tally.items < source.at_least_items or tally.words < source.at_least_words:
        return Light.PARTLY
    # A lasting text is renewed by a new edition; a row of texts by a new text, not by a corrected comma.
    renewed_at = tally.updated_at if model.one_per_shelf else tally.newest_at
    oldest = months_before(at, source.within_months) if source.within_months else None
    if oldest and renewed_at and renewed_at < oldest:
        return Light.STALE
    return Light.FULL


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months earlier, or that month's last one."""
    local = timezone.localtime(moment)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
