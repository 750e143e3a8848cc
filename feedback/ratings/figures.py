"""How a site, or all of them together, was rated in a year: counts and means, each criterion by itself."""

from typing import NamedTuple

from django.db.models import Avg, Count
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from editorial.figures import Clause, Counted, Figure, YearFigures
from feedback.models.ratings import CRITERIA, PortalRating

MEASURES = {
    **{f"{name}_mean": Avg(name) for name in CRITERIA},
    **{f"{name}_count": Count(name) for name in CRITERIA},
    "count": Count("pk"),
}


class Mark(NamedTuple):
    """One criterion: by how many it was rated, and their mean of 1 to 5; None where nobody did."""

    name: str
    count: int
    mean: float | None

    @property
    def label(self):
        return CRITERIA[self.name]


class Figures(NamedTuple):
    """`count` people rated; each of `marks` is a criterion, in the order of the decree."""

    count: int
    marks: list


def rated_in(years, at=None, sites=None):
    """{year: Figures}, in one query; a year without ratings is there too."""
    found = {row["year"]: _figures(row) for row in _by_year(at, sites)}
    return {year: found.get(year, _nothing()) for year in years}


def by_year(site, at=None):
    """[(year, Figures)] of all years in which a site was rated, newest first."""
    return sorted(((row["year"], _figures(row)) for row in _by_year(at, [site])), reverse=True)


def by_site(year, sites):
    """[(Site, Figures)] of a year, in the order of the sites; in two queries."""
    rows = (
        PortalRating.objects.of_sites(sites)
        .of_year(year)
        .order_by()
        .values("site")
        .annotate(**MEASURES)
    )
    found = {row["site"]: _figures(row) for row in rows}
    return [(site, found.get(site.pk, _nothing())) for site in sites]


def _by_year(at, sites):
    ratings = PortalRating.objects.filter(rated_at__lte=at or timezone.now())
    ratings = ratings if sites is None else ratings.of_sites(sites)
    return ratings.order_by().values(year=ExtractYear("rated_at")).annotate(**MEASURES)


def _figures(row):
    return Figures(
        row["count"],
        [Mark(name, row[f"{name}_count"], _rounded(row[f"{name}_mean"])) for name in CRITERIA],
    )


def _nothing():
    return Figures(0, [Mark(name, 0, None) for name in CRITERIA])


def _rounded(mean):
    return None if mean is None else round(float(mean), 1)


def count(years, at):
    return {year: Counted(_numbers(rated)) for year, rated in rated_in(years, at).items()}


def _numbers(rated):
    """A criterion that nobody rated has a mean of 0, measured on none."""
    means = {f"rating_{mark.name}": mark.mean or 0.0 for mark in rated.marks}
    measured = {f"rating_{mark.name}_measured": mark.count for mark in rated.marks}
    return {"ratings": rated.count} | means | measured


def _rated(told):
    """With the means of the criteria that somebody rated."""
    if not told["ratings"]:
        return "Trong năm chưa có lượt đánh giá Cổng nào"
    means = "; ".join(
        f"{words} {told[f'rating_{name}']}"
        for name, words in IN_THE_REPORT.items()
        if told[f"rating_{name}_measured"]
    )
    return (
        f"Người dùng đã đánh giá Cổng {told['ratings']} lượt; điểm trung bình trên thang 5: {means}"
    )


IN_THE_REPORT = {
    "looks": "giao diện",
    "content": "nội dung",
    "quality": "chất lượng",
    "support": "hỗ trợ",
}
MEAN = _(
    "Mean of the marks from 1 to 5 of those who rated this criterion in the year, on all sites together."
)

YEAR = YearFigures(
    position=65,
    figures=(
        Figure(
            "ratings",
            _("Ratings of the portal"),
            _(
                "Ratings sent in the year (Vietnam time) on all sites together; one in 30 days from one browser."
            ),
        ),
        *(
            Figure(
                f"rating_{name}",
                format_lazy("{}: {}", _("Mean rating"), label),
                MEAN,
                measured=f"rating_{name}_measured",
            )
            for name, label in CRITERIA.items()
        ),
    ),
    count=count,
    clauses=(Clause(_rated),),
)
