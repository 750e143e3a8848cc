from django.db import models

from editorial.querysets import EditionQuerySet


class StationQuerySet(models.QuerySet):
    def on_site(self, site):
        return self.filter(site=site)

    def broadcasting(self):
        return self.filter(closed_on=None)


class BroadcastQuerySet(EditionQuerySet):
    def of_station(self, station):
        return self.filter(station=station) if station else self

    def newest_first(self):
        """By the hour on the air: an old programme that is posted late takes its own place."""
        return self.order_by("-aired_at", "-pk")

    def for_reading(self):
        return super().for_reading().select_related("station", "audio")

    def for_cards(self):
        """All that a line of a list and a player show, in one query."""
        return self.select_related("item__site", "station", "audio", "cover").defer(
            "transcript", "search_text", "search_vector"
        )

    def for_feed(self):
        return self.select_related("item__site", "station", "audio").defer(
            "search_text", "search_vector"
        )
