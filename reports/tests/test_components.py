from io import BytesIO

import pytest
from openpyxl import load_workbook

from components.tests.factories import component, component_set
from reports.document import document
from reports.figures import report
from reports.sheet import sheet
from reports.tests.conftest import moment, published


@pytest.fixture
def sets(db):
    component("tin-tuc", of=component_set("cu", "2020-01-01", "2022-12-31"))
    component("tin-tuc", {"at_least_items": 2}, of=component_set("moi", "2023-01-01"))


class ComponentFigureTests:
    def test_counts_complete_sites_of_both_years_by_the_set_of_each(self, sets, commune):
        published(commune, moment(2022))
        figures = report(2023)
        figure = figures["figures"]["components_complete"]
        assert (figure["value"], figure["previous"], figure["change"]) == (0, 1, -1)
        assert figure["rule"] == {"name": "components_complete", "version": 1}
        assert figures["member_sites"] == {"value": 1, "previous": 1}

    def test_stands_in_the_report_as_a_sentence(self, sets, commune):
        published(commune, moment(2022))
        lines = [line for part in document(report(2023))["parts"] for line in part["lines"]]
        assert any(
            "Đến hết năm 2023, 0/1 trang thành viên có đầy đủ" in line and "(năm 2022: 1/1)" in line
            for line in lines
        )

    def test_stands_in_the_spreadsheet(self, sets, commune):
        published(commune, moment(2022))
        rows = load_workbook(BytesIO(sheet(report(2023)))).worksheets[0].iter_rows(values_only=True)
        assert ("Trang thành viên có đầy đủ thành phần", 1, 0, -1) in {row[:4] for row in rows}
