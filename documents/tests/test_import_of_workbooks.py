"""What Excel, its users and other programs do to a register never becomes a document unasked."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.urls import reverse
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from common.spreadsheet_export import Sheet, xlsx
from documents.models import Document
from documents.models.register_import import Mode, Stage
from documents.tests.imports import (
    HEAD,
    SIGNER,
    a_pdf,
    entered,
    line,
    problems,
    run_of,
    run_of_file,
    run_of_workbook,
    sentences,
)
from tests.factories import browser

pytestmark = pytest.mark.django_db


def rewritten(content, old, new):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry).replace(old, new))
    return stream.getvalue()


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


class WorkbookTests:
    @pytest.mark.parametrize("number", [43528, "43528"])
    def test_of_a_mac_counts_its_days_from_1904(self, number):
        def from_1904(book):
            book.epoch = CALENDAR_MAC_1904

        run = run_of_workbook(line(1, **{"Ngày ban hành": number}), change=from_1904)
        assert run.rows.get().values["issued_on"] == "05/03/2023"
        entered(run)
        assert Document.objects.get().issued_on == date(2023, 3, 5)

    def test_of_windows_counts_them_from_1900(self):
        run = run_of_workbook(line(1, **{"Ngày ban hành": 44990}))
        assert run.rows.get().values["issued_on"] == "05/03/2023"

    def test_does_not_enter_a_line_that_nobody_sees(self):
        def hide(book):
            book.active.row_dimensions[3].hidden = True

        run = run_of_workbook(line(1), line(2), line(3), change=hide)
        assert problems(run) == {3: ["Dòng"]}
        assert "đang bị ẩn" in sentences(run)
        assert Document.objects.count() == 0
        entered(run, Mode.SKIP)
        assert sorted(Document.objects.values_list("issue_number", flat=True)) == ["1", "3"]

    def test_keeps_what_stands_in_a_hidden_column_to_itself(self):
        def hide(book):
            book.active.column_dimensions["K"].hidden = True

        run = run_of_workbook(line(1, **{"Ghi chú": "nội bộ: sếp chưa duyệt"}), change=hide)
        assert run.notes == ["Không đọc các cột bị ẩn: K."]
        entered(run)
        assert Document.objects.get().note == ""

    def test_names_the_sheets_that_were_not_read(self):
        def add(book):
            book.active.title = "Quý I"
            for title, state in [("Quý II", "visible"), ("Nháp", "hidden"), ("Trống", "visible")]:
                sheet = book.create_sheet(title)
                sheet.sheet_state = state
                if title != "Trống":
                    sheet.append(HEAD)

        run = run_of_workbook(line(1), change=add)
        assert run.notes == ["Chỉ đọc trang tính “Quý I”; không đọc: “Quý II”, “Nháp”."]
        shown = browser(run.by).get(reverse("admin:register_import_run", args=[run.pk]))
        assert run.notes[0] in shown.content.decode()

    def test_is_read_from_the_sheet_that_has_the_headings(self):
        def cover(book):
            book.create_sheet("Bìa", 0).append(["SỔ VĂN BẢN ĐI 2023"])

        run = run_of_workbook(line(919), change=cover)
        assert run.counts()["good"] == 1
        assert "“Bìa”" in run.notes[0]

    def test_that_is_strict_says_how_to_save_it(self):
        content = xlsx([Sheet("Sổ", [10], [HEAD, line(1)])])
        ordinary = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        run = run_of_file(rewritten(content, ordinary, strict))
        assert "Strict Open XML" in run.trouble

    def test_whose_cells_are_merged_downwards_means_each_line(self):
        def merge(book):
            for name in "CDE":
                book.active.merge_cells(f"{name}2:{name}3")

        other = line(2, **{"Loại": None, "Cơ quan ban hành": None, "Ngày ban hành": None})
        run = run_of_workbook(line(1), other, change=merge)
        assert problems(run) == {}
        assert run.rows.get(line=3).values["type"] == "Quyết định"

    @pytest.mark.parametrize("is_merged", [True, False])
    def test_with_headings_of_two_lines_is_understood(self, is_merged):
        def divide(book):
            page = book.active
            page.insert_rows(2)
            page["A1"], page["B1"], page["A2"], page["B2"] = "Số, ký hiệu", None, "Số", "Ký hiệu"
            if is_merged:
                page.merge_cells("A1:B1")
                for name in "CDEFGHIJK":
                    page.merge_cells(f"{name}1:{name}2")

        run = run_of_workbook(line(922), change=divide)
        assert problems(run) == {}
        assert [row.name for row in run.rows.all()] == ["922/QĐ-UBND"]


class QuotationTests:
    HEAD = "Số;Ký hiệu;Loại;Cơ quan ban hành;Ngày ban hành;Người ký;Trích yếu;Ghi chú"

    def typed(self, *lasts):
        lines = [
            f"{950 + place};QĐ-UBND;Quyết định;UBND huyện Bạch Thông;05/03/2023;{SIGNER};{last}"
            for place, last in enumerate(lasts, 1)
        ]
        return run_of_file("\n".join([self.HEAD, *lines, ""]).encode())

    @pytest.mark.parametrize(
        "lasts",
        [
            ['Về 1;"đính chính', "Về 2;", "Về 3;"],
            ['Về 1;"đính chính', "Về 2;", 'Về 3;"xem lại"'],
            ['Về 1;"đính chính', "Về 2;", 'Về 3;xem "lại"'],
            ['"Về 1;', "Về 2;", 'Về "3";'],
            ['"Về 1;', 'Về 2";'],
        ],
    )
    def test_that_is_not_closed_swallows_no_lines(self, lasts):
        run = self.typed(*lasts)
        assert run.stage == Stage.REFUSED
        assert run.trouble.startswith("Dòng 2: dấu ngoặc kép")

    def test_may_hold_lines_and_marks(self):
        run = self.typed('"Về 1; và\nvề ""2""; hết";', "Về việc “3”;")
        assert run.counts()["good"] == 2


class PreviewTests:
    def test_shows_the_first_and_last_lines_as_they_will_be_entered(self):
        run = run_of_workbook(*(line(number) for number in range(1, 13)))
        shown = browser(run.by).get(reverse("admin:register_import_run", args=[run.pk]))
        page = shown.content.decode()
        told = [number for number in range(1, 13) if f"Trích yếu: Về việc số {number} " in page]
        assert told == [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]
        assert "Ngày ban hành: 05/01/2023" in page
