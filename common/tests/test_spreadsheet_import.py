"""Registers come as they are kept: from Excel, from old programs, with real dates and with typed ones."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from common import spreadsheet_import
from common.spreadsheet_import import MOST_COLUMNS, as_day, as_text, read

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"],
        exclude_characters="\ufffe\uffff",
    )
)


def excel(rows, change=lambda page: None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return ContentFile(stream.getvalue(), name="so.xlsx")


def code_of(action):
    with pytest.raises(ValidationError) as refusal:
        action()
    return refusal.value.code


def cells(upload):
    return [line.cells for line in read(upload).lines]


class ExcelTests:
    def test_gives_texts_numbers_and_days_as_they_are_read(self):
        rows = [
            ["Số", "Ngày", "Trích yếu"],
            [1155, datetime(2023, 12, 29), "Về  kế\u00a0hoạch "],
            [12.0, date(2023, 1, 5), None],
        ]
        assert cells(excel(rows)) == [
            ("Số", "Ngày", "Trích yếu"),
            ("1155", "29/12/2023", "Về kế hoạch"),
            ("12", "05/01/2023"),
        ]

    def test_numbers_lines_as_the_program_does_and_leaves_empty_ones_out(self):
        assert [line.number for line in read(excel([["a"], [None], ["  "], ["b"]])).lines] == [1, 4]

    def test_composes_what_was_typed_in_parts(self):
        assert cells(excel([["Trích ye\u0302\u0301u"]])) == [("Trích yếu",)]

    def test_reads_the_value_of_a_formula_and_not_the_formula(self):
        upload = excel([["x", "=1+1"]])
        assert cells(upload) == [("x",)]

    def test_does_not_believe_the_size_that_a_sheet_states(self):
        upload = excel([[1], [2], [3]])
        assert (
            len(read(rewritten(upload, b'<dimension ref="A1:A3"', b'<dimension ref="A1:A1"')).lines)
            == 3
        )

    def test_looks_at_no_more_columns_than_a_register_has(self):
        assert len(cells(excel([["x"] * 500]))[0]) == MOST_COLUMNS

    def test_reads_the_first_visible_sheet(self):
        def hide(page):
            page.sheet_state = "hidden"
            page.parent.create_sheet("Sổ").append(["đây"])

        assert cells(excel([["không phải đây"]], hide)) == [("đây",)]


def rewritten(upload, old, new):
    stream = io.BytesIO()
    with zipfile.ZipFile(upload) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry).replace(old, new))
    return ContentFile(stream.getvalue(), name="so.xlsx")


class TextTests:
    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_is_understood_in_every_encoding_that_excel_writes(self, codec):
        assert cells(ContentFile("Số;Trích yếu\n12;Về đường\n".encode(codec), name="so.csv"))[
            1
        ] == ("12", "Về đường")

    def test_is_understood_from_old_vietnamese_windows(self):
        old = "Sô\u0301;Tri\u0301ch yê\u0301u\n12;Vê\u0300 đươ\u0300ng\n".encode("cp1258")
        assert cells(ContentFile(old, name="so.csv")) == [("Số", "Trích yếu"), ("12", "Về đường")]

    @pytest.mark.parametrize("mark", [",", ";", "\t"])
    def test_is_divided_by_the_mark_that_it_uses(self, mark):
        assert cells(ContentFile(mark.join(["a", "b", "c"]).encode(), name="so.csv")) == [
            ("a", "b", "c")
        ]

    def test_counts_a_row_from_its_first_line(self):
        upload = ContentFile('a;b\n"dòng 1\ndòng 2";x\nc;d\n'.encode(), name="so.csv")
        assert [line.number for line in read(upload).lines] == [1, 2, 4]


class RefusalTests:
    def test_more_lines_than_agreed(self):
        upload = ContentFile(b"a;b\n" * 6, name="so.csv")
        assert len(read(upload, most=6).lines) == 6
        assert code_of(lambda: read(upload, most=5)) == "lines"

    def test_a_table_that_is_larger_than_agreed(self, monkeypatch):
        monkeypatch.setattr(spreadsheet_import, "MOST_BYTES", 8)
        assert len(read(ContentFile(b"a;b\nc;d\n", name="so.csv")).lines) == 2
        assert code_of(lambda: read(ContentFile(b"a;b\nc;d\n ", name="so.csv"))) == "size"

    def test_a_table_that_unpacks_to_far_more(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
        assert code_of(lambda: read(ContentFile(stream.getvalue(), name="so.xlsx"))) == "bomb"

    @pytest.mark.parametrize(
        "content,code",
        [
            (b"\xd0\xcf\x11\xe0 old", "old"),
            (b"PK\x03\x04 cut off", "damaged"),
            (b"", "empty"),
            (b"\n\n", "empty"),
            (b"\x00\x01\x02\x03" * 20 + b"\xff\xfe", "kind"),
        ],
    )
    def test_what_is_no_table(self, content, code):
        assert code_of(lambda: read(ContentFile(content, name="so.xlsx"))) == code

    def test_an_archive_that_is_no_workbook(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("doc.txt", "x")
        assert code_of(lambda: read(ContentFile(stream.getvalue(), name="so.xlsx"))) == "damaged"


class DayTests:
    @given(DAYS)
    def test_is_the_same_in_every_way_of_writing(self, day):
        written = [
            f"{day:%d/%m/%Y}",
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day}-{day.month}-{day.year}",
            day.isoformat(),
            f"ngày {day.day} tháng {day.month} năm {day.year}",
            as_text(datetime(day.year, day.month, day.day)),
            as_text((day - date(1899, 12, 30)).days),
        ]
        assert {as_day(text) for text in written} == {day}

    @pytest.mark.parametrize(
        "text",
        ["31/02/2023", "29/02/2023", "00/01/2023", "13/13/2023", "5/1/23", "hôm qua", "", "1/2"],
    )
    def test_that_does_not_exist_is_refused(self, text):
        assert code_of(lambda: as_day(text)) == "day"

    @given(st.text())
    def test_is_a_day_or_a_sentence_whatever_is_typed(self, text):
        try:
            assert isinstance(as_day(text), date)
        except ValidationError as refusal:
            assert str(refusal.messages[0])


class NumberTests:
    @given(st.integers(-(10**12), 10**12))
    def test_whole_ones_carry_no_fraction(self, number):
        assert as_text(number) == as_text(float(number)) == str(number)

    @given(st.floats(allow_nan=False, allow_infinity=False, width=32))
    def test_others_say_what_they_are(self, number):
        assert float(as_text(number)) == number
