"""Every table that leaves the portal: what people wrote is in it as they wrote it, and runs nowhere."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.spreadsheet_export import FORMULA_STARTS
from components.tests.factories import component, component_set
from documents.tests import factories as register
from tests import floors
from tests.factories import browser, commune, person

WRITTEN = [f"{start}1+1" for start in FORMULA_STARTS]
WRITERS = re.compile(r"\bWorkbook\(|csv\.(writer|DictWriter)\(")
EXPORTS = {
    "register as CSV": lambda: reverse("documents:csv"),
    "register": lambda: reverse("documents:xlsx"),
    "template of a register": lambda: reverse("admin:register_import_template"),
    "board of the member sites": lambda: "/quan-tri/trang-thanh-vien/bang.xlsx",
    "report of the year": lambda: reverse(
        "admin:reports_download", args=[timezone.localdate().year, "xlsx"]
    ),
}


@pytest.fixture
def written(db):
    """Names and subjects that begin as formulas do."""
    register.types_again()
    component_set(name="=1+1")
    for number, text in enumerate(WRITTEN, 1):
        body = register.body(text)
        register.published(issue_number=str(number), issuer=body, summary=text)
        commune(text, slug=f"xa-{number}", kind=text)
        component(f"thanh-phan-{number}", name=text)


def cells_of(response):
    """(kind, value) of every cell; "f" is a formula."""
    content = response.getvalue()
    if response["Content-Type"].startswith("text/csv"):
        rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
        return [
            ("f" if cell.startswith(FORMULA_STARTS) else "s", cell) for row in rows for cell in row
        ]
    pages = load_workbook(BytesIO(content)).worksheets
    return [(cell.data_type, cell.value) for page in pages for row in page for cell in row]


class ExportTests:
    @pytest.mark.parametrize("name", EXPORTS)
    def test_makes_no_formula_of_what_people_wrote(self, written, name):
        response = browser(person("chief")).get(EXPORTS[name]())
        assert response.status_code == 200
        cells = cells_of(response)
        assert [cell for cell in cells if cell[0] == "f"] == []
        told = {str(value).removeprefix("'") for _kind, value in cells}
        assert [text for text in WRITTEN if not any(text.strip() in one for one in told)] == []

    def test_is_written_in_one_place(self):
        sources = [
            path
            for package in floors.HEIGHTS
            for path in (floors.ROOT / package).rglob("*.py")
            if "tests" not in path.parts and WRITERS.search(path.read_text())
        ]
        names = [str(path.relative_to(floors.ROOT)) for path in sources]
        assert names == ["common/spreadsheet_export.py"]
