from django.db import models, transaction
from django.db.models import F, Q, Sum

from member_sites.models import Site


class VisitDayQuerySet(models.QuerySet):
    def add(self, lines):
        """Add {(site id, day): {column: count}} to what is stored, leaving out sites that no longer exist."""
        known = set(Site.objects.values_list("pk", flat=True))
        lines = {key: counts for key, counts in lines.items() if key[0] in known}
        with transaction.atomic():
            self.bulk_create([self.model(site_id=site, on=on) for site, on in lines], ignore_conflicts=True)
            for (site, on), counts in sorted(lines.items()):
                sums = {name: F(name) + count for name, count in counts.items()}
                self.filter(site=site, on=on).update(**sums)

    def visits_until(self, *last_days):
        """Visits counted up to and including each of the days, on all sites, as a list."""
        sums = {f"day_{index}": Sum("visits", filter=Q(on__lte=day)) for index, day in enumerate(last_days)}
        return [count or 0 for count in self.aggregate(**sums).values()]
