"""Relations of a document, told from its own side, in the order of their days."""

from dataclasses import dataclass
from datetime import date

from documents.models import Document, DocumentRelation, RelationKind

# What an incoming relation of these kinds does to the effect of the older document.
ACTING = {RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.SUSPENDS, RelationKind.AMENDS}


@dataclass(frozen=True)
class Entry:
    """One relation: `other` is the document at its far end where the public may read it."""

    relation: DocumentRelation
    other: Document | None
    incoming: bool
    on: date | None

    @property
    def label(self):
        return self.relation.passive_label if self.incoming else self.relation.get_kind_display()

    @property
    def name(self):
        return self.other.dated_reference if self.other else self.relation.target_text

    @property
    def acts(self):
        return self.incoming and self.relation.kind in ACTING


def timeline(document, at=None):
    """Two questions, however many relations."""
    rows = list(DocumentRelation.objects.around(document, at).for_reading())
    own = [row for row in rows if row.document_id == document.pk]
    onto = [row for row in rows if row.document_id != document.pk]
    others = _public([row.target_id for row in own if row.target_id], at)
    entries = [
        Entry(row, others.get(row.target_id), False, row.effective_on or document.in_effect_from)
        for row in own
    ]
    entries += [
        Entry(row, row.document, True, row.effective_on or row.document.in_effect_from)
        for row in onto
    ]
    return sorted(entries, key=lambda entry: entry.on or date.min, reverse=True)


def _public(items, at):
    found = (
        Document.objects.published(at)
        .filter(item__in=items)
        .select_related("item__site", "type", "issuer")
    )
    return {one.item_id: one for one in found.defer("search_text", "search_vector")}
