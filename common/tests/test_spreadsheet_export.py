"""What leaves the portal as a table says what was written, runs nothing, and comes back the same."""

import csv
import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from common.spreadsheet_export import FORMULA_STARTS, Sheet, csv_bytes, xlsx
from common.spreadsheet_import import as_day, as_text, read
from common.tests.test_spreadsheet_import import TEXTS
from common.text import nfc

DANGEROUS = [f"{start}1+1" for start in FORMULA_STARTS]


def lines(content):
    return [line.cells for line in read(ContentFile(content, name="so")).lines]


class FormulaTests:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_starts_are_all_known(self, start):
        assert start in FORMULA_STARTS

    def test_are_never_in_a_book(self):
        rows = [["Trích yếu"], *([text] for text in DANGEROUS)]
        page = load_workbook(io.BytesIO(xlsx([Sheet("Sổ", [20], rows)]))).active
        assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}

    def test_are_never_in_csv(self):
        text = csv_bytes([[text] for text in DANGEROUS]).decode("utf-8-sig")
        cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
        assert cells == [f"'{nfc(text)}" for text in DANGEROUS]

    def test_are_no_numbers(self):
        assert csv_bytes([[-2]]).decode("utf-8-sig") == '"-2"\r\n'


class RoundTripTests:
    # Two books are written and read for each example: on a busy machine that takes its time.
    @settings(deadline=None)
    @given(
        st.lists(
            st.tuples(TEXTS, TEXTS).filter(lambda row: any(map(as_text, row))),
            min_size=1,
            max_size=5,
        )
    )
    def test_is_read_back_as_written(self, rows):
        wanted = [tuple(as_text(text) for text in row) for row in rows]
        for content in (csv_bytes(rows), xlsx([Sheet("Sổ", [20, 20], rows)])):
            found = read(ContentFile(content, name="so")).lines
            assert [(line.cell(0), line.cell(1)) for line in found] == wanted

    @pytest.mark.parametrize("text", DANGEROUS)
    def test_takes_the_guard_off_again(self, text):
        assert lines(csv_bytes([[text, "x"]])) == [(as_text(text), "x")]

    def test_keeps_days_as_days(self):
        content = xlsx([Sheet("Sổ", [12], [["Ngày"], [date(2023, 1, 5)]])])
        assert lines(content) == [("Ngày",), ("05/01/2023",)]
        assert as_day(lines(csv_bytes([[date(2023, 1, 6), "x"]]))[0][0]) == date(2023, 1, 6)


class BookTests:
    def test_shortens_a_name_that_no_program_opens(self):
        content = xlsx([Sheet("Văn bản chỉ đạo điều hành của Ủy ban nhân dân", [9], [["x"]])])
        assert len(load_workbook(io.BytesIO(content)).active.title) == 31
