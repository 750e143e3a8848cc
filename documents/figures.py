"""What the annual report says of documents: how many, whose, and how late."""

from collections import Counter
from statistics import median

from django.utils import timezone

from documents.models import Document
from documents.models.catalogue import IssuingBody
from documents.posting_deadline import Clock


def counts(years, at=None):
    """{year: figures} of the documents first published in each of the years, on all sites together.

    `documents` is their number, `issuers` [(name of the top body, number)], `late` how many came after their limit,
    `measured` how many have a day of issue or receipt not after their publication, `median_days` working days from then to posting.
    """
    found, clock = {year: [] for year in years}, Clock.read()
    columns = ("issuer", "issued_on", "received_on", "posting_class", "first_published_at")
    for document in Document.objects.first_public_in(years, at).only(*columns):
        found[document.year].append(document)
    tops = _tops()
    return {year: _figures(documents, clock, tops) for year, documents in found.items()}


def _tops():
    """{key of a body: the body at the top above it}."""
    bodies = {body.pk: body for body in IssuingBody.objects.all()}
    return {pk: _top(body, bodies) for pk, body in bodies.items()}


def _top(body, bodies):
    return body if body.parent_id is None else _top(bodies[body.parent_id], bodies)


def _figures(documents, clock, tops):
    postings = [clock.of(one) for one in documents if _measurable(one)]
    issuers = Counter(tops[one.issuer_id] for one in documents if one.issuer_id)
    ranked = sorted(issuers.items(), key=lambda pair: (pair[0].position, pair[0].name))
    return {
        "documents": len(documents),
        "issuers": [(body.name, number) for body, number in ranked],
        "late": sum(posting.is_late for posting in postings),
        "measured": len(postings),
        "median_days": median([posting.days for posting in postings]) if postings else 0,
    }


def _measurable(document):
    posted = timezone.localdate(document.first_published_at)
    return document.at_hand_from is not None and document.at_hand_from <= posted
