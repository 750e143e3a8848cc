"""The filtered register as a table, row by row, for people who go on working with it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.spreadsheet_export import Sheet

# A district issues some thousand documents a year; whoever wants more picks a year.
MOST_ROWS = 20_000
CHUNK = 1000
WIDTHS = (18, 20, 34, 14, 70, 14, 14, 24, 26, 60)


def headings():
    return [
        _("Number and symbol"),
        _("Type"),
        _("Issuing body"),
        _("Day of issue"),
        _("Subject line"),
        _("In effect from"),
        _("In effect until"),
        _("Effect"),
        _("Signer"),
        _("Address"),
    ]


def table(documents, address_of):
    """The head and a row for each document."""
    yield headings()
    for document in documents[:MOST_ROWS].iterator(chunk_size=CHUNK):
        yield [
            document.reference,
            str(document.type or ""),
            str(document.issuer or ""),
            _day(document.issued_on),
            " ".join(document.summary.split()),
            _day(document.in_effect_from),
            _day(document.effective_until_on),
            str(document.effect_label),
            document.signer_name,
            address_of(document),
        ]


def sheet(documents, address_of):
    return Sheet(_("Directive documents"), WIDTHS, table(documents, address_of))


def _day(day):
    return date_format(day, "d/m/Y") if day else ""
