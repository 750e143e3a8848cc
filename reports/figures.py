"""The figures of a year beside those of the year before, counted from the database at the moment asked."""

from functools import reduce

from django.utils import timezone

from common.collation import sort_key
from editorial.figures import Counted
from editorial.sections import sections
from member_sites.models import Site
from reports import years
from reports.general import GENERAL


def parts():
    """What is counted of the portal as a whole, and of every section."""
    return [*GENERAL, *(part for section in sections() for part in section.year_figures)]


def in_order():
    return sorted(parts(), key=lambda part: part.position)


def declared():
    """{name: Figure}, in the order of the report."""
    return {figure.name: figure for part in in_order() for figure in part.figures}


def tables():
    return [table for part in in_order() for table in part.tables]


def by_site():
    """The figures that are counted for every site too."""
    return [figure for figure in declared().values() if figure.by_site]


def report(year, at=None):
    """Figures by name, each with value, previous, change and rule, and the sites' own; raises BadYear."""
    at = at or timezone.now()
    year = years.checked(year, at)
    now, before = _counted((year, year - 1), at)
    of_parts = [figure for part in parts() for figure in part.figures]
    return {
        "year": year,
        "counted_at": timezone.localtime(at).isoformat(timespec="seconds"),
        "figures": {
            name: compared(now.numbers[name], before.numbers[name]) | _rule(figure)
            for name, figure in declared().items()
        },
        **_pairs([figure.measured for figure in of_parts], now, before),
        **{table.key: _rows(table, now, before) for table in tables()},
        **_pairs([figure.out_of for figure in of_parts], now, before),
        "sites": _by_site(now, before),
    }


def compared(value, previous):
    return {"value": value, "previous": previous, "change": round(value - previous, 1)}


def known(name, figures):
    """Whether last year's number, this year's and the change say anything: a median or mean of nothing does not."""
    measured = declared()[name].measured
    if not measured:
        return [True, True, True]
    previous, value = (bool(figures[measured][one]) for one in ("previous", "value"))
    return [previous, value, previous and value]


def _counted(both, at):
    """All that is counted of each of the years."""
    counted = [part.count(both, at) for part in parts()]
    return [reduce(_joined, (one[year] for one in counted)) for year in both]


def _joined(one, other):
    return Counted(
        {**one.numbers, **other.numbers},
        {**one.tables, **other.tables},
        {**one.by_site, **other.by_site},
    )


def _rule(figure):
    return {"rule": {"name": figure.name, "version": figure.version}}


def _pairs(names, now, before):
    return {
        name: {"value": now.numbers[name], "previous": before.numbers[name]}
        for name in names
        if name
    }


def _rows(table, now, before):
    """The year's rows; where a column is compared, those of the year before follow that are gone."""
    first, *others = table.columns
    if not any(column.is_compared for column in others):
        return now.tables[table.key]
    here, there = ({row[first.key]: row for row in one.tables[table.key]} for one in (now, before))
    return [
        {first.key: name, **_cells(others, here.get(name, {}), there.get(name, {}))}
        for name in here | there
    ]


def _cells(columns, row, past):
    values = {column: (row.get(column.key, 0), past.get(column.key, 0)) for column in columns}
    return {
        column.key: compared(*pair) if column.is_compared else pair[0]
        for column, pair in values.items()
    }


def _by_site(now, before):
    """Every site with its own figures of both years, the main site first; silent sites are shown too."""
    sites = sorted(
        Site.objects.all(), key=lambda site: (not site.is_main, site.code, sort_key(site.name))
    )
    return [_line(site, now, before) for site in sites]


def _line(site, now, before):
    counted = {
        figure.name: compared(
            *(one.by_site.get((figure.name, site.pk), 0) for one in (now, before))
        )
        for figure in by_site()
    }
    return {
        "code": site.code,
        "slug": site.slug,
        "name": site.full_name,
        "is_main": site.is_main,
        **counted,
    }
