import re

import pypdfium2
import pytest


@pytest.fixture
def pdf_text():
    """pdf_text(bytes) -> its words, with every run of blanks as one."""

    def text(content):
        pages = pypdfium2.PdfDocument(content)
        return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in pages))

    return text
