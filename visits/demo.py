"""Visits whose sums are those of the source report, spread over days and sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from member_sites.models import Site
from visits.models import Baseline, VisitDay

AT_END_OF_2022, AT_END_OF_2023, IN_2022, A_DAY_SINCE = 1_297_380, 1_450_635, 146_210, 430
NOTE = "Số liệu của cổng thông tin điện tử cũ (dữ liệu demo)"


def write(at: datetime | None = None) -> None:
    """Once: a portal that has counted anything is left alone."""
    if VisitDay.objects.exists() or Baseline.objects.exists():
        return
    sites, rng, yesterday = (
        list(Site.objects.all()),
        Random(2023),
        timezone.localdate(at) - timedelta(days=1),
    )
    Baseline.objects.create(
        site=Site.objects.main(),
        on=date(2021, 12, 31),
        visits=AT_END_OF_2022 - IN_2022,
        views=(AT_END_OF_2022 - IN_2022) * 3,
        note=NOTE,
    )
    spans = [
        (date(2022, 1, 1), date(2022, 12, 31), IN_2022),
        (date(2023, 1, 1), date(2023, 12, 31), AT_END_OF_2023 - AT_END_OF_2022),
        (date(2024, 1, 1), yesterday, A_DAY_SINCE * (yesterday - date(2023, 12, 31)).days),
    ]
    for span in spans:
        VisitDay.objects.bulk_create(_days(rng, sites, *span), batch_size=5000)


def _days(
    rng: Random, sites: Sequence[Site], first: date, last: date, total: int
) -> Iterator[VisitDay]:
    cells = [
        (site, first + timedelta(days=day))
        for day in range((last - first).days + 1)
        for site in sites
    ]
    weights = [_weight(rng, site, on) for site, on in cells]
    for (site, on), visits in zip(cells, shares(total, weights)):
        views = visits * rng.randint(22, 38) // 10
        yield VisitDay(
            site=site,
            on=on,
            visits=visits,
            views=views,
            robot_views=views * rng.randint(1, 4) // 10,
        )


def _weight(rng: Random, site: Site, on: date) -> float:
    busy = 0.6 if on.weekday() > 4 else 1
    return busy * rng.uniform(0.7, 1.3) * (30 if site.is_main else 1.5)


def shares(total: int, weights: Sequence[float]) -> Iterator[int]:
    """Whole numbers near total × weight whose sum is exactly `total`."""
    whole, before, given = sum(weights), 0.0, 0
    for weight in weights:
        before += weight
        upto = round(total * before / whole)
        yield upto - given
        given = upto
