"""Words of files are read aside: a scan is marked as one, and a hostile file harms nobody but itself."""

import io
import zipfile

import pytest
import typst
from django.core.files.base import ContentFile
from docx import Document
from PIL import Image

from common import file_text
from documents.models import DocumentFile
from documents.tests.factories import published
from editorial import file_texts
from editorial.models import FileText
from editorial.models.files import StoredFile
from editorial.tasks import read_files
from tests.factories import browser, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def pdf(text="Quyết định số 1155", pages=1):
    return typst.compile((f"#pagebreak(weak: true)\n{text}\n" * pages).encode())


def scan():
    stream = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(stream, "PDF")
    return stream.getvalue()


def docx(text):
    book, stream = Document(), io.BytesIO()
    book.add_paragraph(text)
    book.add_table(1, 1).cell(0, 0).text = "ô trong bảng"
    book.save(stream)
    return stream.getvalue()


def stored(content, name="van-ban.pdf"):
    return StoredFile.objects.keep(
        ContentFile(content, name=name), kinds=["document"], by=person("writer")
    )


def read(file):
    read_files()
    return FileText.objects.get(file=file)


class ReadingTests:
    def test_a_pdf_gives_its_words_folded_and_its_pages(self):
        found = read(stored(pdf(pages=3)))
        assert "quyet dinh so 1155" in found.text
        assert (found.page_count, found.is_scan, found.error) == (3, False, "")

    def test_a_word_file_gives_its_paragraphs_and_tables(self):
        found = read(stored(docx("Kế hoạch trồng rừng"), "ke-hoach.docx"))
        assert "ke hoach trong rung" in found.text
        assert "o trong bang" in found.text
        assert found.page_count is None

    def test_a_scan_is_marked(self):
        found = read(stored(scan()))
        assert found.is_scan
        assert found.page_count == 1

    def test_each_file_is_read_once(self):
        file = stored(pdf())
        read(file)
        assert file_texts.read_next() is None

    def test_a_round_ends(self, monkeypatch):
        monkeypatch.setattr("editorial.tasks.FILES_A_ROUND", 1)
        stored(pdf("một"))
        stored(pdf("hai"))
        read_files()
        assert FileText.objects.count() == 1


class BrokenTests:
    @pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"%PDF-" + b"\0" * 500, pdf()[:-300]])
    def test_a_file_that_breaks_is_noted_and_the_next_is_read(self, content):
        broken, sound = stored(pdf("hỏng sau khi nhận")), stored(pdf("nguyên vẹn"))
        broken.absolute_path.write_bytes(content)
        read_files()
        assert FileText.objects.get(file=broken).is_scan is False
        assert "nguyen ven" in FileText.objects.get(file=sound).text

    def test_a_file_that_is_gone_is_noted(self):
        file = stored(pdf())
        file.absolute_path.unlink()
        assert read(file).error

    def test_a_file_that_takes_too_long_is_left(self, tmp_path):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf())
        assert file_text.read(path, file_text.PDF, seconds=0.001).error == "timeout"

    def test_a_file_that_swells_dies_in_its_own_process(self, tmp_path):
        path = tmp_path / "a.docx"
        source = zipfile.ZipFile(io.BytesIO(docx("x")))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
            for name in source.namelist():
                swollen = (
                    b"<w:t>" + b"x" * 600_000_000 if name.endswith("document.xml") else b"<w:t>x"
                )
                bomb.writestr(name, source.read(name).replace(b"<w:t>x", swollen))
        found = file_text.read(path, file_text.DOCX)
        assert found.error
        assert found.text == ""


class MarkTests:
    def test_a_reader_learns_that_a_document_is_a_scan(self):
        file = stored(scan())
        edition = published(files=[DocumentFile(file=file)])
        read(file)
        assert (
            "bản quét, không có chữ" in browser().get(edition.get_absolute_url()).content.decode()
        )
