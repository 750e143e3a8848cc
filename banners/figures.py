"""What the annual report says of banners: people only, robots apart."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from banners.models import BannerDay
from common.periods import by_year
from editorial.figures import Clause, Figure, YearFigures, of_years


def count(years, at):
    days = BannerDay.objects.of_years(years)
    return of_years(by_year(days, years, banners_shown=Sum("shown"), banners_clicks=Sum("clicks")))


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
