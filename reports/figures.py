"""The figures of a year beside those of the year before, counted from the database at the moment asked."""

from collections import Counter

from django.utils import timezone

from components.measurement import complete_count
from member_sites.models import Site
from news.models import Genre, Medium
from reports import querysets, sections, years
from reports.rules import MEASURED, RULES
from visits.models import Baseline, VisitDay


def report(year, at=None):
    """Figures by name, each with value, previous, change and rule, and the sites' own; raises BadYear."""
    at = at or timezone.now()
    year = years.checked(year, at)
    both = (year, year - 1)
    articles = list(querysets.articles_by_kind(both, at))
    told, issuers, units = sections.figures(both, at)
    now, before = (
        _articles(articles, one) | numbers | told[one] for one, numbers in _numbers(both, at)
    )
    return {
        "year": year,
        "counted_at": timezone.localtime(at).isoformat(timespec="seconds"),
        "figures": {name: compared(now[name], before[name]) | _rule(name) for name in RULES},
        **{key: {"value": now[key], "previous": before[key]} for key in MEASURED.values()},
        "issuers": _by_issuer(*(dict(issuers[one]) for one in both)),
        "question_units": units[year],
        "member_sites": {"value": now["member_sites"], "previous": before["member_sites"]},
        "sites": _by_site(articles, year),
    }


def compared(value, previous):
    return {"value": value, "previous": previous, "change": round(value - previous, 1)}


def _by_issuer(now, before):
    """The issuing bodies of either year, each with its documents."""
    return [
        {"name": name, "documents": compared(now.get(name, 0), before.get(name, 0))}
        for name in now | before
    ]


def _rule(name):
    return {"rule": {"name": name, "version": RULES[name].version}}


def _articles(rows, year):
    """Counts of one year's articles by the names of their figures."""
    counts = Counter()
    for row in rows:
        if row["year"] == year:
            counts.update(dict.fromkeys(_names(row), row["count"]))
    return {name: counts[name] for name in RULES}


def _names(row):
    """The figures in which a group of articles is counted."""
    genre, in_pictures = row["genre"], row["medium"] == Medium.VIDEO
    yield genre
    if in_pictures:
        yield f"{genre}_hinh"
    if row["by_contributor"]:
        yield f"contributor_{genre}"
    if row["by_contributor"] and in_pictures:
        yield "contributor_videos"


def _numbers(both, at):
    """What is not counted by genre, a dict for each year."""
    delays = {row["year"]: row for row in querysets.delays(both, at)}
    editions = {row["year"]: row for row in querysets.editions_by_year(both, at)}
    offered, taken = (
        querysets.shares_by_year(column, both, at) for column in ("offered_at", "accepted_at")
    )
    retracted = {row["year"]: row["count"] for row in querysets.retractions_by_year(both, at)}
    for year, visits in zip(both, _visits(both), strict=True):
        yield (
            year,
            {
                "visits_cumulative": visits,
                "retractions": retracted.get(year, 0),
                "shared_offered": offered.get(year, 0),
                "shared_taken": taken.get(year, 0),
                **_of_editions(editions.get(year)),
                **_of_delay(delays.get(year)),
                **_of_components(year, at),
            },
        )


def _of_editions(row):
    if row is None:
        return dict.fromkeys(("corrections", "week_changes", "urgent", "urgent_unsigned"), 0)
    changed = {name: row[name] for name in ("corrections", "week_changes")}
    return changed | {"urgent": row["urgent_count"], "urgent_unsigned": row["unsigned_count"]}


def _of_delay(row):
    """A year in which nothing could be measured has 0 hours of 0 pieces, so that figures stay numbers."""
    hours = round(row["delay"].total_seconds() / 3600, 1) if row else 0.0
    return {"median_hours": hours, "measured": row["measured"] if row else 0}


def _of_components(year, at):
    """Complete member sites at the end of the year, and how many there were."""
    counted = complete_count(year, at)
    return {"components_complete": counted.complete, "member_sites": counted.total}


def _visits(both):
    days = [years.last_day(year) for year in both]
    counted, before = VisitDay.objects.visits_until(*days), Baseline.objects.visits_until(*days)
    return [here + there for here, there in zip(counted, before, strict=True)]


def _by_site(rows, year):
    """Every site with its articles of both years, the main site first; silent sites are shown too."""
    counts = Counter()
    for row in rows:
        counts[row["item__site"], row["genre"], row["year"]] += row["count"]
    sites = sorted(Site.objects.all(), key=lambda site: (not site.is_main, site.code, site.name))
    return [_line(site, counts, year) for site in sites]


def _line(site, counts, year):
    figures = {
        genre: compared(counts[site.pk, genre, year], counts[site.pk, genre, year - 1])
        for genre in Genre.values
    }
    return {
        "code": site.code,
        "slug": site.slug,
        "name": site.full_name,
        "is_main": site.is_main,
        **figures,
    }
