from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear, TruncMonth
from django.utils import timezone

from banners.models.themes import Theme
from editorial.querysets import EditionQuerySet
from visits.querysets import DayCountQuerySet

COUNTED = ("shown", "clicks", "robot_shown", "robot_clicks")


class BannerQuerySet(EditionQuerySet):
    def in_season(self, at=None):
        """Banners without a theme, or whose theme has its time on the day of `at`."""
        on = timezone.localdate(at)
        return self.filter(Q(theme=None) | Q(theme__in=Theme.objects.in_season(on).values("pk")))

    def for_pages_of(self, site):
        """Banners chosen for the pages of a site, whichever site keeps them."""
        return self.filter(sites=site)

    def for_reading(self):
        return super().for_reading().select_related("theme")

    def for_bands(self):
        """All that a band shows, in one query."""
        return self.select_related("cover", "item__site").defer("search_text", "search_vector")


class BannerDayQuerySet(DayCountQuerySet):
    def by_month(self, items):
        """[{item, month, shown, clicks, robot_shown, robot_clicks}], newest month first."""
        months = (
            self.filter(item__in=items).annotate(month=TruncMonth("on")).values("item", "month")
        )
        return months.annotate(**{name: Sum(name) for name in COUNTED}).order_by(
            "-month", "-shown", "item"
        )

    def of_years(self, years):
        """Days of some years, with that `year`."""
        return self.filter(on__year__in=list(years)).annotate(year=ExtractYear("on"))
