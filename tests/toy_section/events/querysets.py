from django.utils import timezone

from editorial.querysets import EditionQuerySet


class PublicEventQuerySet(EditionQuerySet):
    def coming(self, at=None):
        """Those that have not begun, the next one first."""
        return self.filter(starts_at__gt=at or timezone.now()).order_by("starts_at", "pk")
