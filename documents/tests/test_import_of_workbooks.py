"""What Excel, its users and other programs do to a register never becomes a document unasked."""

from datetime import datetime

import pytest

from documents.models import Document
from documents.models.register_import import Mode
from documents.tests.imports import (
    a_pdf,
    entered,
    line,
    problems,
    run_of,
    run_of_workbook,
    sentences,
)

pytestmark = pytest.mark.django_db


class CellTests:
    @pytest.mark.parametrize("error", ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!"])
    @pytest.mark.parametrize("as_csv", [True, False])
    def test_that_holds_an_error_keeps_its_line_out(self, error, as_csv):
        cells = {"Trích yếu": error, "Người ký": error, "Ghi chú": error}
        if as_csv:
            run = run_of([line(1), line(2, **cells)], as_csv=True)
        else:
            run = run_of_workbook(line(1), line(2, **cells))
        assert problems(run) == {3: ["Trích yếu", "Người ký", "Ghi chú"]}
        assert f"“{error}” là lỗi của công thức" in sentences(run)

    def test_whose_formula_has_no_value_is_no_empty_cell(self):
        run = run_of_workbook(line(1, **{"Ngày hiệu lực": "=E2+7", "Ghi chú": '=A2&"x"'}))
        assert problems(run) == {2: ["Ngày hiệu lực", "Ghi chú"]}
        assert "chưa có giá trị" in sentences(run)

    @pytest.mark.parametrize("sign", ["_x000D_\n", "_x000B_", "_x000d__x000a_", "_x0009_"])
    def test_breaks_its_text_as_excel_shows_it(self, sign):
        entered(run_of_workbook(line(1, **{"Trích yếu": f"Về việc{sign}xây dựng"})))
        assert Document.objects.get().summary == "Về việc xây dựng"

    def test_may_hold_what_only_looks_like_a_sign_of_excel(self):
        entered(run_of_workbook(line(1, **{"Trích yếu": "Mẫu a_x005F_x000D_ và b_x0000_"})))
        assert Document.objects.get().summary == "Mẫu a_x000D_ và b"

    @pytest.mark.parametrize("name", ["Số", "Ký hiệu"])
    @pytest.mark.parametrize("value", [datetime(2023, 12, 5), "05/12/2023", "2023-12-05"])
    def test_that_excel_made_a_day_of_is_no_number(self, name, value):
        run = run_of_workbook(line(1, **{name: value}))
        assert name in problems(run)[2]
        assert "Excel đã đổi" in sentences(run)

    def test_whole_reference_that_excel_made_a_day_of_is_none(self):
        def rename(book):
            book.active["A1"], book.active["B1"] = "Số ký hiệu", None

        run = run_of_workbook(line(1, **{"Số": datetime(2023, 12, 5)}), change=rename)
        assert "Excel đã đổi" in sentences(run)
        assert not Document.objects.exists()


class ArchiveTests:
    @pytest.mark.parametrize(
        "name",
        [
            "._8155_QĐ-UBND.pdf",
            "quy 1/._8155_QĐ-UBND.pdf",
            "~$55_QĐ-UBND.docx",
            "quy 1\\~$55_QĐ-UBND.docx",
            ".~lock.55_QĐ-UBND.odt#",
            "~WRL8155.tmp",
            "quy 1/THUMBS.DB",
            "quy 1/__MACOSX/8155.pdf",
        ],
    )
    def test_holds_litter_of_systems_that_means_nothing(self, name):
        lines = [line(8155), line(55, **{"Ngày ban hành": "07/03/2012"})]
        run = run_of(lines, files={"8155_QĐ-UBND.pdf": a_pdf(), name: b"litter"})
        assert (problems(run), run.file_problems) == ({}, [])
        run = entered(run, Mode.ALL)
        assert run.rows.get(line=2).files == ["8155_QĐ-UBND.pdf"]
