"""What a document still needs before submission, and what is worth a second look. Asked by documents.models."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from documents import references
from documents.models.catalogue import DocumentType, SymbolRule
from documents.posting_deadline import posting_of

SUMMARY_LENGTH = 500
# The stamp is in capitals; laws on secrets are quoted in small letters.
SECRET = re.compile(r"(?<!BÍ )\b(?:TUYỆT |TỐI )?MẬT\b")


def missing_in(document):
    """{field: sentence}; empty when complete."""
    rows = document.files.all() if document.pk else []
    wanted = {
        "type": (document.type_id, _("Choose the type of document.")),
        "issuer": (document.issuer_id, _("Choose the issuing body.")),
        "issued_on": (document.issued_on, _("Give the day of issue.")),
        "summary": (document.summary.strip(), _("Write the subject line (trích yếu).")),
        "signer_name": (document.signer_name, _("Name the signer.")),
        "files": (
            document.without_file or any(row.is_open for row in rows),
            _("Add the main file, open to the public."),
        ),
    }
    sentences = {name: sentence for name, (value, sentence) in wanted.items() if not value}
    if _wants_number(document) and not document.reference:
        sentences["issue_number"] = _("Give number and symbol.")
    if len(document.summary) > SUMMARY_LENGTH:
        sentences["summary"] = _("The subject line has at most 500 characters.")
    if any(SECRET.search(text) for text in (document.summary, document.note, document.symbol)):
        sentences["summary"] = _(
            "Secret documents (Mật, Tối mật, Tuyệt mật) never enter the portal."
        )
    return sentences


def _wants_number(document):
    return document.type is None or document.type.rule != SymbolRule.FREE


def advice_on(document):
    """[(field, sentence)] for the review screen; stops nobody."""
    return [
        *_on_duplicates(document),
        *_on_symbol(document),
        *_on_days(document),
        *_on_posting(document),
    ]


def _on_duplicates(document):
    if not (document.reference_key and document.issuer_id and document.issued_year):
        return
    others = list(type(document).objects.same_reference(document).select_related("issuer")[:4])
    if others:
        # A draft of somebody else is told by the number that both have, and by nothing more.
        shown = dict.fromkeys(
            other.dated_reference if other.is_settled else document.reference for other in others
        )
        sentence = _("Number and symbol are taken already: %(other)s. Check before you go on.")
        yield "issue_number", sentence % {"other": "; ".join(shown)}


def _on_symbol(document):
    """A warning only: symbols are the issuer's, and old ones follow older rules."""
    if not (document.symbol and document.type and document.issuer):
        return
    code, party = document.type.code_for(document.issuer), document.issuer.is_party
    if code and not references.begins_with_code(document.symbol, code, party=party):
        yield "symbol", _("A symbol of this type usually begins with “%(code)s”.") % {"code": code}
    if document.type.rule == SymbolRule.LETTER and not party:
        found = references.carries_a_code(
            document.symbol, DocumentType.objects.exclude(code="").values_list("code", flat=True)
        )
        if found:
            yield (
                "symbol",
                _(
                    "An official letter has no code of a type, but its symbol begins with “%(code)s”."
                )
                % {"code": found},
            )
    short = document.issuer.short
    if short and not set(references.words(short)) <= set(references.words(document.symbol)):
        yield (
            "symbol",
            _("The symbol does not name the issuing body (%(short)s).") % {"short": short},
        )


def _on_days(document):
    issued = document.issued_on
    if issued and document.effective_on and document.effective_on < issued:
        yield "effective_on", _("The document takes effect before it is issued.")
    if issued and document.issuer and not document.issuer.is_in_force(issued):
        yield "issuer", _("This body did not exist yet, or no longer, on the day of issue.")
    if issued and document.signer and not document.signer.is_in_force(issued):
        yield "signer", _("The signer did not hold this post on the day of issue.")


def _on_posting(document):
    posting = posting_of(document)
    if posting and posting.is_late:
        yield (
            "issued_on",
            _("%(days)d working days since %(day)s; the limit is %(limit)d.")
            % {
                "days": posting.days,
                "day": date_format(document.at_hand_from, "d/m/Y"),
                "limit": posting.limit,
            },
        )
