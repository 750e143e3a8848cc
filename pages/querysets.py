from django.db import models
from django.db.models import F, OuterRef, Subquery

from editorial.querysets import EditionQuerySet
from editorial.states import State

# An edition given up or replaced holds no address.
HOLDING = [State.DRAFT, State.SUBMITTED, State.EDITED, State.PUBLISHED]


class PageQuerySet(EditionQuerySet):
    def at_address(self, address):
        """Pages that hold an address now or will, once they are published."""
        return self.filter(address=address, state__in=HOLDING)

    def ever_at(self, address):
        return self.filter(address=address)

    def below(self, item_id):
        return self.filter(parent=item_id)

    def in_language(self, language):
        return self.filter(language=language)

    def in_tree_order(self):
        return self.order_by("position", "first_published_at", "pk")

    def for_cards(self):
        """All that a line of a list shows, in one query."""
        return self.select_related("item__site").defer("body", "search_text", "search_vector")


class PageItemManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(kind="pages.page")

    def titled(self, sites):
        """Pages of `sites` with the title and the place of their newest edition, for a choice in a form."""
        newest = self.model._meta.apps.get_model("pages", "Page").objects.filter(item=OuterRef("pk")).order_by("-number")
        told = {name: Subquery(newest.values(name)[:1]) for name in ("title", "address", "language")}
        return self.filter(site__in=sites).annotate(**told).order_by(F("site"), F("address"))
