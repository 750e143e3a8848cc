"""What the annual report says of banners: people only, robots apart."""

from django.utils.translation import gettext_lazy as _

from banners.models import BannerDay
from editorial.figures import Clause, Counted, Figure, YearFigures


def count(years, at):
    rows = {row["on__year"]: row for row in BannerDay.objects.per_year(years)}
    return {
        year: Counted(
            {f"banners_{name}": rows.get(year, {}).get(name) or 0 for name in ("shown", "clicks")}
        )
        for year in years
    }


YEAR = YearFigures(
    position=80,
    figures=(
        Figure(
            "banners_shown",
            _("Banners shown"),
            _(
                "How often banners stood on a page that a person opened in the year; robots are not counted."
            ),
        ),
        Figure(
            "banners_clicks",
            _("Presses on banners"),
            _("How often a person followed a banner in the year; robots are not counted."),
        ),
    ),
    count=count,
    clauses=(
        Clause(
            "lô gô tuyên truyền hiển thị {banners_shown} lượt, có {banners_clicks} lượt bấm xem",
            joint="; ",
        ),
    ),
)
