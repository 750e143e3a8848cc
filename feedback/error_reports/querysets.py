from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Count, Min, Q
from django.utils import timezone

from accounts.models import Role
from accounts.rights import sites_with
from editorial.states import SETTLED, EditionState
from feedback.error_reports.states import RUNNING, ReportState


class ReportQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Default deny: reports on items of the sites whose editor or chief a person is."""
        return self.on_items_of(sites_with(user, Role.EDITOR))

    def on_items_of(self, sites):
        return self.filter(item__site__in=sites)

    def running(self):
        return self.filter(state__in=RUNNING)

    def to_be_read(self):
        return self.filter(state=ReportState.OPEN)

    def being_corrected(self):
        return self.filter(state=ReportState.CORRECTING)

    def corrected_by(self, edition):
        return self.being_corrected().filter(correction=edition.pk).order_by("pk")

    def sent_by_end_of(self, day):
        return self.filter(sent_at__lt=end_of(day))

    def with_a_public_correction(self, at):
        """Being corrected by an edition that readers have in the meantime."""
        return self.being_corrected().filter(
            correction__state__in=SETTLED, correction__published_at__lte=at
        )

    def with_a_discarded_correction(self):
        return self.being_corrected().filter(correction__state=EditionState.DISCARDED)

    def others_on_the_item_of(self, report):
        return self.running().filter(item=report.item_id).exclude(pk=report.pk).order_by("pk")

    def waiting_counts(self, last_late_day):
        """How many wait for what, in one query."""
        late = Q(state__in=RUNNING, sent_at__lt=end_of(last_late_day))
        return self.running().aggregate(
            to_be_read=Count("pk", filter=Q(state=ReportState.OPEN)),
            being_corrected=Count("pk", filter=Q(state=ReportState.CORRECTING)),
            late=Count("pk", filter=late),
            oldest=Min("sent_at"),
        )

    def past_retention(self, until):
        """Ended before that moment, by an answer or with their site, and still holding somebody's words or contact."""
        ended = Q(closed_at__lt=until) | Q(closed_at=None, item__site__archived_at__lt=until)
        return self.filter(ended, anonymised_at=None).order_by("closed_at", "pk")

    def for_desk(self):
        return self.select_related(
            "item__site__parent", "edition__item__site", "correction", "seen_on"
        )

    def for_list(self, last_late_day):
        late = Q(state__in=RUNNING, sent_at__lt=end_of(last_late_day))
        return (
            self.for_desk()
            .annotate(is_late=late)
            .defer("text", "passage", "edition__search_text", "edition__search_vector")
        )


def end_of(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
