"""The year's report as a PDF. Typst gets words as data, never as source: no text changes the layout."""

import json
from datetime import datetime
from pathlib import Path

import typst

from reports.document import document

TEMPLATE = Path(__file__).with_name("report.typ")


def pdf(figures):
    """Bytes of an accessible PDF/A of `reports.figures.report(year)`."""
    return typst.compile(
        TEMPLATE, sys_inputs={"data": json.dumps(document(figures))}, format="pdf", pdf_standards=["a-2a"],
        timestamp=datetime.fromisoformat(figures["counted_at"]),
    )
