"""Documents made by the real doors."""

from datetime import date
from importlib import import_module
from io import BytesIO

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdfium2 import PdfDocument

from documents.models import Document, DocumentFile, DocumentRelation
from documents.models.catalogue import DocumentType, IssuingBody, Signer, Topic
from editorial import drafts
from editorial.models.files import StoredFile
from editorial.workflow import perform
from tests.factories import again, main_site, person, reviewer


def kind(name="Quyết định"):
    return DocumentType.objects.get(name=name)


def body(name="UBND huyện Bạch Thông", **fields):
    named = {"short": "UBND"} | fields
    return IssuingBody.objects.get_or_create(name=name, defaults=named)[0]


def party_body():
    return body("Huyện ủy Bạch Thông", short="HU", is_party=True)


def topic(name="Nông nghiệp"):
    return Topic.objects.get_or_create(name=name)[0]


def signer(name="Nguyễn Văn Mẫu (demo)", **fields):
    named = {"post": "Chủ tịch", "body": body()} | fields
    return Signer.objects.get_or_create(name=name, defaults=named)[0]


def pdf(pages=1, width=200, name="quyet-dinh.pdf"):
    """An upload that really is a PDF; another `width` makes other bytes."""
    document, buffer = PdfDocument.new(), BytesIO()
    for _page in range(pages):
        document.new_page(width, 200)
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue(), "application/pdf")


def stored_pdf(by=None, **shape):
    return StoredFile.objects.keep(pdf(**shape), kinds=["document"], by=by or person("writer"))


def draft(site=None, by=None, *, files=None, relations=(), **fields):
    """A complete first draft of a document. `files`, `relations`: unsaved rows."""
    site = site or main_site()
    by = by or person("writer", site)
    complete = {
        "issue_number": "12",
        "symbol": "QĐ-UBND",
        "type": kind(),
        "issued_on": date(2023, 1, 5),
        "summary": "Về việc phê duyệt kế hoạch trồng rừng năm 2023",
        "signer_name": "Nguyễn Văn Mẫu (demo)",
        "signer_post": "Chủ tịch",
    }
    fields = complete | fields
    fields.setdefault("issuer", body())
    edition = drafts.start(Document, site=site, by=by, **fields)
    rows = [DocumentFile(file=stored_pdf(by))] if files is None else files
    add_rows(edition, [*rows, *relations])
    return edition


def add_rows(edition, rows):
    for position, row in enumerate(rows):
        row.document, row.position = edition, position
        row.save()
    drafts.sync_files(edition)


def relation(kind, target, **fields):
    """An unsaved relation to another document's item."""
    return DocumentRelation(
        kind=kind, target=target.item, target_text=target.dated_reference, **fields
    )


def submitted(site=None, by=None, **fields):
    site = site or main_site()
    by = by or person("writer", site)
    return perform("submit", draft(site, by, **fields), by=by)


def published(site=None, by=None, at=None, **fields):
    """A public document, as lists show it: read again."""
    site = site or main_site()
    ready = submitted(site, by, **fields)
    if not site.one_step_review:
        ready = perform("pass", ready, by=reviewer("editor", site, by))
    return again(perform("publish", ready, by=reviewer("chief", site, by), at=at))


def types_again():
    """The seeded types, where a test that really commits has emptied the tables."""
    if not DocumentType.objects.exists():
        import_module("documents.migrations.0002_types_and_limits").seed(apps, None)
