from datetime import date

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from editorial.models import Edition
from editorial.querysets import EditionQuerySet

ENDING = ("replaces", "repeals")


class RelationQuerySet(models.QuerySet):
    def public(self, at=None):
        """Relations that a public edition states: the older document learns of them at that moment, not before."""
        return self.filter(document__in=Edition.objects.published(at).values("pk"))

    def begun(self, on):
        """Those in effect on a day: from their own day, or from the one on which the newer document takes effect."""
        starts = Coalesce("effective_on", "document__effective_on", "document__issued_on", Value(date.min))
        return self.annotate(starts_on=starts).filter(starts_on__lte=on)

    def around(self, document, at=None):
        """What the document states itself, and what public documents state of it."""
        stated = Q(target=document.item_id, document__in=Edition.objects.published(at).values("pk"))
        return self.filter(Q(document=document) | stated)

    def stated_by(self, items, kinds):
        """Keys of the items on which drafts and public editions of `items` act."""
        alive = self.filter(document__item__in=items, kind__in=kinds, target__isnull=False)
        return alive.exclude(document__state__in=["discarded", "superseded", "retracted"]).values_list("target", flat=True)

    def ending(self):
        return self.filter(kind__in=ENDING, scope="whole")

    def ending_a_part(self):
        return self.filter(Q(kind__in=ENDING, scope="part") | Q(kind="amends"))

    def suspending(self, on):
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), kind="suspends")

    def for_reading(self):
        return self.select_related("document__item__site", "document__issuer", "document__type")


class DocumentQuerySet(EditionQuerySet):
    def on_site(self, site):
        return self.filter(register_site=site)

    def for_reading(self):
        return super().for_reading().select_related("type", "issuer", "field").with_effect()

    def for_lists(self):
        """All that a row of the register shows, in one query."""
        return self.select_related("item__site", "type", "issuer").defer("search_text", "search_vector", "note").with_effect()

    def with_effect(self, on=None, at=None):
        """Annotates `effect_now`: a value of models.Effect on the day."""
        on = on or timezone.localdate(at)
        return self.annotate(effect_now=Case(
            *(When(condition, then=Value(name)) for name, condition in effects(on, at).items()),
            default=Value("con"), output_field=models.CharField(),
        ))

    def in_effect(self, name, on=None, at=None):
        """Documents of one effect, for the filter of the register."""
        on = on or timezone.localdate(at)
        known = effects(on, at)
        if name == "con":
            return self.exclude(known["het"]).exclude(known["ngung"]).exclude(known["chua"]).exclude(known["mot-phan"])
        earlier = list(known)[: list(known).index(name)]
        found = self.filter(known[name])
        for other in earlier:
            found = found.exclude(known[other])
        return found

    def issued_by(self, bodies):
        return self.filter(issuer__in=bodies)

    def issued_in(self, year):
        """As a range, which the indexes by day answer."""
        return self.filter(issued_on__gte=date(year, 1, 1), issued_on__lte=date(year, 12, 31))

    def of_type(self, kind):
        return self.filter(type=kind)

    def of_field(self, subject):
        return self.filter(field=subject)

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
        return self.filter(
            number_value=document.number_value, reference_key=document.reference_key, issuer=document.issuer_id,
            issued_year=document.issued_year,
        ).exclude(item=document.item_id).exclude(state__in=["discarded", "superseded"])

    def nameable_by(self, user):
        """What a person may name in a relation: what is public anywhere, and what they see at the desk."""
        seen = Edition.objects.visible_to(user).values("pk")
        return self.filter(Q(pk__in=Edition.objects.published().values("pk")) | Q(pk__in=seen)).exclude(state="discarded")


def effects(on, at=None):
    """{value of models.Effect: condition}, the strongest first: the first that holds is the effect on the day."""
    acting = _relations().public(at).begun(on)

    def onto(relations):
        # Not correlated: PostgreSQL asks once and remembers, whether it filters a register or labels a page.
        return Q(item__in=relations.filter(target__isnull=False).values("target"))

    begins_later = Q(effective_on__gt=on) | Q(effective_on=None, issued_on__gt=on)
    return {
        "het": Q(effective_until_on__lt=on) | onto(acting.ending()),
        "ngung": onto(acting.suspending(on)),
        "chua": begins_later,
        "mot-phan": onto(acting.ending_a_part()),
    }


def _relations():
    return RelationQuerySet(model=_model("DocumentRelation"))


def _model(name):
    return Edition._meta.apps.get_model("documents", name)


