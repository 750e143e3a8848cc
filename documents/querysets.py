from datetime import date

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from editorial.models import Edition
from editorial.querysets import EditionQuerySet, behind

ENDING = ("replaces", "repeals")
# What a relation does to the older document, the strongest first.
EXPIRED, SUSPENDED, PARTLY, NOTHING = 1, 2, 3, 4
STRENGTHS = {
    "het": Q(kind__in=ENDING, scope="whole"),
    "ngung": Q(kind="suspends"),
    "mot-phan": Q(kind__in=ENDING, scope="part") | Q(kind="amends"),
}


class RelationQuerySet(models.QuerySet):
    def public(self, at=None):
        """Relations that a public edition states: the older document learns of them at that moment, not before."""
        return self.filter(document__in=Edition.objects.published(at).values("pk"))

    def begun(self, on):
        return self.filter(starts_on__lte=on)

    def around(self, document, at=None):
        """What the document states itself, and what public documents state of it."""
        stated = Q(target=document.item_id, document__in=Edition.objects.published(at).values("pk"))
        return self.filter(Q(document=document) | stated)

    def stated_by(self, items, kinds):
        """Keys of the items on which drafts and public editions of `items` act."""
        alive = self.filter(document__item__in=items, kind__in=kinds, target__isnull=False)
        return alive.exclude(
            document__state__in=["discarded", "superseded", "retracted"]
        ).values_list("target", flat=True)

    def acting(self, on, at=None):
        """Those by which public documents change the effect of others on a day, each with its `strength`."""
        strength = Case(
            When(STRENGTHS["het"], then=Value(EXPIRED)),
            When(STRENGTHS["ngung"], then=Value(SUSPENDED)),
            default=Value(PARTLY),
            output_field=models.IntegerField(),
        )
        over = Q(kind="suspends", until_on__lt=on)
        alive = STRENGTHS["het"] | STRENGTHS["ngung"] | STRENGTHS["mot-phan"]
        acts = self.public(at).begun(on).filter(alive, target__isnull=False).exclude(over)
        return acts.annotate(strength=strength)

    def for_reading(self):
        return self.select_related("document__item__site", "document__issuer", "document__type")


class DocumentQuerySet(EditionQuerySet):
    def on_site(self, site):
        return self.filter(register_site=site)

    def for_reading(self):
        return super().for_reading().select_related("type", "issuer", "topic").with_effect()

    def for_lists(self):
        """All that a row of the register shows, in one query."""
        return (
            self.select_related("item__site", "type", "issuer")
            .defer("search_text", "search_vector", "note")
            .with_effect()
        )

    def with_effect(self, on=None, at=None):
        """Annotates `effect_now`: a value of models.Effect on the day, the strongest that holds."""
        on = on or timezone.localdate(at)
        acts = Subquery(
            self._acting(on, at)
            .filter(target=OuterRef("item"))
            .order_by("strength")
            .values("strength")[:1]
        )
        return self.annotate(acted_on=Coalesce(acts, NOTHING)).annotate(
            effect_now=Case(
                When(_ended(on) | Q(acted_on=EXPIRED), then=Value("het")),
                When(acted_on=SUSPENDED, then=Value("ngung")),
                When(_pending(on), then=Value("chua")),
                When(acted_on=PARTLY, then=Value("mot-phan")),
                default=Value("con"),
                output_field=models.CharField(),
            )
        )

    def in_effect(self, name, on=None, at=None):
        """Documents of one effect, for the filter of the register.

        Nearly all documents are in effect: these are told while the register is walked. The others are looked up first.
        """
        on = on or timezone.localdate(at)
        labelled = self.with_effect(on, at)
        if name == "con":
            # Said as a bound and not as an equality, which PostgreSQL would take for rare.
            return labelled.filter(acted_on__gte=NOTHING).exclude(_ended(on) | _pending(on))
        if name == "chua":
            return labelled.filter(_pending(on), effect_now=name)
        acted_on = (
            self._acting(on, at)
            .filter(STRENGTHS[name])
            .order_by()
            .values("target__editions")
            .distinct()
        )
        if name == "het":
            ended = self.model._default_manager.order_by().filter(_ended(on)).values("pk")
            return self.filter(pk__in=acted_on.union(ended))
        # Few relations lead to few editions; what acts on these most strongly is asked of each, as one of their own columns.
        few = labelled.filter(
            pk__in=acted_on, acted_on=SUSPENDED if name == "ngung" else PARTLY
        ).exclude(_ended(on))
        return few if name == "ngung" else few.exclude(_pending(on))

    def issued_by(self, bodies):
        return self.filter(issuer__in=bodies)

    def issued_in(self, year):
        """As a range, which the indexes by day answer."""
        return self.filter(issued_on__gte=date(year, 1, 1), issued_on__lte=date(year, 12, 31))

    def of_type(self, kind):
        return self.filter(type=kind)

    def of_topic(self, topic):
        return self.filter(topic=topic)

    def numbered(self, number, words=()):
        """By the number and by words of the symbol, in any order."""
        found = self.filter(number_value=number)
        for word in words:
            found = found.filter(reference_key__contains=f" {word} ")
        return found

    def with_key(self, key):
        return self.filter(reference_key=key)

    def same_reference(self, document):
        """Other items with this reference, of the same body and year."""
        return (
            self.filter(
                number_value=document.number_value,
                reference_key=document.reference_key,
                issuer=document.issuer_id,
                issued_year=document.issued_year,
            )
            .exclude(item=document.item_id)
            .exclude(state__in=["discarded", "superseded"])
        )

    def _acting(self, on, at):
        return behind(self.model, "relations").objects.acting(on, at)

    def nameable_by(self, user):
        """What a person may name in a relation: what is public anywhere, and what they see at the desk."""
        seen = Edition.objects.visible_to(user).values("pk")
        return self.filter(
            Q(pk__in=Edition.objects.published().values("pk")) | Q(pk__in=seen)
        ).exclude(state="discarded")


def _ended(on):
    return Q(effective_until_on__lt=on)


def _pending(on):
    return Q(effective_on__gt=on) | Q(effective_on=None, issued_on__gt=on)
