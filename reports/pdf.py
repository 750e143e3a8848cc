"""The year's report as a PDF."""

from datetime import datetime
from pathlib import Path

from common import official
from reports.document import document

TEMPLATE = Path(__file__).with_name("report.typ")


def pdf(figures):
    """Bytes of an accessible PDF/A of `reports.figures.report(year)`."""
    return official.pdf(TEMPLATE, document(figures), datetime.fromisoformat(figures["counted_at"]))
