"""What a PDF or DOCX says in words. A file that breaks, loops or swells takes its own process down and nothing else.

`python -m common.file_text PATH TYPE` is that process: it bounds itself and prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from docx import Document

from common.text import nfc

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READABLE = (PDF, DOCX)
MOST_PAGES = 400
MOST_LETTERS = 1_000_000
MEMORY_BYTES = 1_500_000_000
CPU_SECONDS, WALL_SECONDS = 40, 60
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class FileText:
    """Text in reading order; `page_count` is None where the kind has no pages, `error` a word for the log."""

    text: str = ""
    page_count: int | None = None
    error: str = ""


def read(path: str | Path, content_type: str, *, seconds: int = WALL_SECONDS) -> FileText:
    """The text of the file at `path`, read in a process of its own; never raises for what the file holds."""
    command = [sys.executable, "-m", "common.file_text", str(path), content_type]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired:
        return FileText(error="timeout")
    try:
        return FileText(**json.loads(done.stdout))
    except (ValueError, TypeError):
        return FileText(error=f"ended with {done.returncode}")


def main(path: str, content_type: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        found = _pdf(path) if content_type == PDF else _docx(path)
    except Exception as error:  # whatever a broken file makes a decoder raise is the answer
        found = {"error": type(error).__name__}
    sys.stdout.write(json.dumps(found))


def _pdf(path: str) -> dict[str, Any]:
    with pypdfium2.PdfDocument(path) as book:
        pages = [
            book[number].get_textpage().get_text_bounded()
            for number in range(min(len(book), MOST_PAGES))
        ]
        return {"text": nfc("\n".join(pages))[:MOST_LETTERS], "page_count": len(book)}


def _docx(path: str) -> dict[str, Any]:
    book = Document(path)
    texts = [paragraph.text for paragraph in book.paragraphs]
    texts += [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return {"text": nfc("\n".join(texts))[:MOST_LETTERS]}


if __name__ == "__main__":
    main(*sys.argv[1:])
