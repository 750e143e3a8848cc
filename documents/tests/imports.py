"""Registers for imports, and what the worker does with them."""

import io
import zipfile

from django.core.files.base import ContentFile
from openpyxl import Workbook

from common.spreadsheet_export import Sheet, csv_bytes, xlsx
from documents.models.register_import import ImportRun, Mode, Stage
from documents.register_import import work
from documents.tests.factories import body, pdf
from tests.factories import main_site, person

HEAD = [
    "Số",
    "Ký hiệu",
    "Loại",
    "Cơ quan ban hành",
    "Ngày ban hành",
    "Ngày hiệu lực",
    "Trích yếu",
    "Người ký",
    "Chức vụ",
    "Lĩnh vực",
    "Ghi chú",
]
SIGNER = "Nguyễn Văn Mẫu (demo)"


def line(number=1, **cells):
    usual = {
        "Số": str(number),
        "Ký hiệu": "QĐ-UBND",
        "Loại": "Quyết định",
        "Cơ quan ban hành": "UBND huyện Bạch Thông",
        "Ngày ban hành": "05/01/2023",
        "Ngày hiệu lực": "",
        "Trích yếu": f"Về việc số {number}",
        "Người ký": SIGNER,
        "Chức vụ": "Chủ tịch",
        "Lĩnh vực": "",
        "Ghi chú": "",
    } | cells
    return [usual[name] for name in HEAD]


def run_of(lines, *, site=None, by=None, files=None, head=HEAD, as_csv=False):
    """A run that the worker has checked."""
    content = csv_bytes([head, *lines]) if as_csv else xlsx([Sheet("Sổ", [10], [head, *lines])])
    return run_of_file(content, site=site, by=by, files=files)


def run_of_workbook(*lines, change=lambda book: None):
    """A run of what a program wrote cell by cell; `change` does to the workbook what people do."""
    book = Workbook()
    for one in (HEAD, *lines):
        book.active.append(one)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return run_of_file(stream.getvalue())


def run_of_file(content, *, site=None, by=None, files=None):
    body()
    site = site or main_site()
    run = ImportRun(site=site, by=by or person("editor", site), table_name="so.xlsx")
    run.table.save("so", ContentFile(content), save=False)
    if files is not None:
        run.archive_name = "tep.zip"
        run.archive.save("tep", ContentFile(zipped(files)), save=False)
    run.save()
    work.go_on(run.pk)
    return fresh(run)


def fresh(run):
    return ImportRun.objects.get(pk=run.pk)


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return stream.getvalue()


def a_pdf(width=200):
    return pdf(width=width).read()


def entered(run, mode=Mode.ALL, **choice):
    """`run` after the worker has entered its lines."""
    ImportRun.objects.filter(pk=run.pk).update(stage=Stage.WRITING, mode=mode, **choice)
    work.go_on(run.pk)
    return fresh(run)


def publication(run, chief=None):
    ImportRun.objects.filter(pk=run.pk).update(
        stage=Stage.PUBLISHING, publisher=chief or person("chief", run.site)
    )
    work.go_on(run.pk)
    return fresh(run)


def sentences(run):
    """All that is wrong with the lines of `run`, in one text."""
    return "\n".join(
        f"{row.line} {column}: {said}" for row in run.rows.bad() for column, said in row.problems
    )


def problems(run):
    return {row.line: [column for column, _sentence in row.problems] for row in run.rows.bad()}
