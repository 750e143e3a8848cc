from django.db import models
from django.db.models import OuterRef, Subquery

from editorial.querysets import EditionQuerySet
from editorial.states import EditionState

# An edition given up or replaced holds no address.
HOLDING = [EditionState.DRAFT, EditionState.SUBMITTED, EditionState.EDITED, EditionState.PUBLISHED]


class PageQuerySet(EditionQuerySet):
    def at_address(self, address):
        """Pages that hold an address now or will, once they are published."""
        return self.filter(address=address, state__in=HOLDING)

    def ever_at(self, address):
        return self.filter(address=address)

    def filled_by(self, *keys):
        """Vietnamese pages that give one of these components."""
        return self.filter(component__in=keys, language="vi")

    def newest_of(self, item_id):
        """The newest edition of a page, given up or not: what its writers last said of it."""
        return self.filter(item=item_id).order_by("-number").first()

    def in_tree_order(self):
        return self.order_by("position", "first_published_at", "pk")

    def for_cards(self):
        """All that a line of a list shows, in one query."""
        return self.select_related("item__site").defer("body", "search_text", "search_vector")


class PageItemManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(kind="pages.page")

    def titled(self, sites, editions):
        """Pages of `sites` as the newest of `editions` (those that a person may see) tells them, for a choice in a form."""
        newest = editions.filter(item=OuterRef("pk")).order_by("-number")
        told = {
            name: Subquery(newest.values(name)[:1]) for name in ("title", "address", "language")
        }
        return (
            self.filter(site__in=sites)
            .annotate(**told)
            .exclude(title=None)
            .order_by("site", "address")
        )
