"""What the annual report says of documents: how many, whose, and how late."""

from collections import Counter
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.collation import sort_key
from documents.models import Document
from documents.models.catalogue import IssuingBody
from documents.posting_deadline import Clock
from editorial.figures import ONCE, Clause, Column, Counted, Figure, Table, YearFigures


def count(years, at):
    """Measured are those with a day of issue or receipt not after their publication."""
    found, clock = {year: [] for year in years}, Clock.read()
    columns = ("issuer", "issued_on", "received_on", "posting_class", "first_published_at")
    for document in Document.objects.first_public_in(years, at).only(*columns):
        found[document.year].append(document)
    tops = _tops()
    return {year: _counted(documents, clock, tops) for year, documents in found.items()}


def _tops():
    """{key of a body: the body at the top above it}."""
    bodies = {body.pk: body for body in IssuingBody.objects.all()}
    return {pk: _top(body, bodies) for pk, body in bodies.items()}


def _top(body, bodies):
    return body if body.parent_id is None else _top(bodies[body.parent_id], bodies)


def _counted(documents, clock, tops):
    postings = [clock.of(one) for one in documents if _measurable(one)]
    issuers = Counter(tops[one.issuer_id] for one in documents if one.issuer_id)
    ranked = sorted(issuers.items(), key=lambda pair: (pair[0].position, sort_key(pair[0].name)))
    numbers = {
        "documents": len(documents),
        "documents_late": sum(posting.is_late for posting in postings),
        "documents_measured": len(postings),
        "documents_days": float(median(posting.days for posting in postings)) if postings else 0.0,
    }
    rows = [{"name": body.name, "documents": number} for body, number in ranked]
    return Counted(numbers, tables={"issuers": rows})


def _measurable(document):
    posted = timezone.localdate(document.first_published_at)
    return document.at_hand_from is not None and document.at_hand_from <= posted


def _posted(told):
    words = "Đã đăng {documents} văn bản chỉ đạo, điều hành ({documents.change})".format_map(told)
    if told["issuers"]:
        words += ", trong đó: " + "; ".join(map("{name} {documents}".format_map, told["issuers"]))
    if not told["documents_measured"]:
        return words
    return words + (
        ". Từ khi ký đến khi đăng có trung vị là {documents_days} ngày làm việc; "
        "{documents_late} văn bản đăng chậm so với thời hạn"
    ).format_map(told)


YEAR = YearFigures(
    position=20,
    figures=(
        Figure("documents", _("Directive documents"), ONCE),
        Figure(
            "documents_late",
            _("of which posted late"),
            _(
                "Documents posted more working days after their signing than the limit of their kind allows."
            ),
        ),
        Figure(
            "documents_days",
            _("Median working days from signing to posting"),
            _(
                "Half of the documents first public in the year were posted sooner after their day of issue, half later."
            ),
            measured="documents_measured",
        ),
    ),
    count=count,
    clauses=(Clause(_posted),),
    tables=(
        Table(
            "issuers",
            title=_("Directive documents by issuing body"),
            sheet=_("Directive documents"),
            columns=(
                Column("name", _("Issuing body")),
                Column("documents", is_compared=True),
            ),
        ),
    ),
)
