from django.db import models
from django.db.models import Exists, OuterRef, Q

from editorial.querysets import EditionQuerySet, ValidityQuerySet
from editorial.states import OPEN, EditionState


class BodyQuerySet(ValidityQuerySet):
    def on_site(self, site):
        return self.filter(site=site)

    def numbered(self, number):
        """The body of this number with its site; None where there is none."""
        return self.select_related("site").filter(pk=number).first()


class LeaderQuerySet(ValidityQuerySet):
    def on_site(self, site):
        return self.filter(body__site=site)


class PlaceQuerySet(models.QuerySet):
    def on_site(self, site):
        return self.filter(site=site)


class WeekScheduleQuerySet(EditionQuerySet):
    def of_week(self, monday):
        return self.filter(monday=monday)

    def of_body(self, body):
        return self.filter(body=body)

    def of_site_and_above(self, site):
        """A member site's people also sit in the meetings of the main site."""
        return self.filter(Q(body__site=site) | Q(body__site=site.parent_id))

    def before(self, edition):
        """Earlier editions of the same item."""
        return self.filter(item=edition.item_id, number__lt=edition.number)

    def since(self, monday):
        return self.filter(monday__gte=monday)

    def standing(self):
        """Being written, or public now or at a moment ahead: there may be one of a body and week."""
        return self.filter(state__in=[*OPEN, EditionState.PUBLISHED])

    def for_reading(self):
        return super().for_reading().select_related("body__site")


class LineQuerySet(models.QuerySet):
    def public(self):
        """The only lines that leave the desk."""
        return self.filter(is_public=True)

    def going_ahead(self):
        return self.filter(is_postponed=False)

    def between(self, first, last):
        return self.filter(on__gte=first, on__lte=last)

    def of_item(self, item_id):
        return self.filter(schedule__item=item_id)

    def outside_item(self, item_id):
        return self.exclude(schedule__item=item_id)

    def known_by(self, uids):
        return self.filter(uid__in=uids)

    def of_schedules(self, schedules):
        return self.filter(schedule__in=schedules)

    def concerning(self, leader):
        """Lines of which any edition's version has this leader in the chair or among those present."""
        return self.filter(uid__in=self.model.objects.public().naming(leader).values("uid"))

    def naming(self, leader):
        present = self.model.leaders.through.objects.filter(
            scheduleline=OuterRef("pk"), leader=leader
        )
        return self.filter(Q(chair=leader) | Exists(present))

    def with_records(self):
        return self.select_related("chair", "place", "file")
