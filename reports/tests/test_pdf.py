import json
import re
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reports.document import document, number
from reports.figures import report
from reports.models import ReportHead, ReportText
from reports.pdf import pdf
from reports.tests.conftest import moment, published


def pages(content):
    """The text of each page, with every run of blanks as one."""
    book = pypdfium2.PdfDocument(content)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in book]


@pytest.fixture
def signed(district):
    return ReportHead.objects.create(
        year=2023,
        number=5,
        signed_on=date(2024, 1, 5),
        signer="Hoàng Văn Nam",
        second_post="Phó Chủ tịch UBND huyện",
        recipients="Thường trực Huyện ủy;\n- Lưu trữ huyện",
    )


class PdfTests:
    def test_has_the_head_and_the_foot_of_a_report(self, signed):
        first, *rest = pages(pdf(report(2023)))
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "ỦY BAN NHÂN DÂN",
            "Số: 05/BC-BBT",
            "Bạch Thông, ngày 05 tháng 01 năm 2024",
            "BÁO CÁO",
        ):
            assert words in first
        everything = " ".join([first, *rest])
        for words in (
            "Nơi nhận:",
            "- Thường trực Huyện ủy;",
            "- Lưu trữ huyện;",
            "- Lưu: VT, BBT.",
            "TRƯỞNG BAN",
        ):
            assert words in everything

    def test_numbers_every_page_but_the_first(self, signed):
        first, second, *_rest = pages(pdf(report(2023)))
        assert not first.startswith("1 ")
        assert second.startswith("2 ")

    def test_prints_the_figures(self, signed, district):
        published(district, moment(2023))
        assert "đã đăng 1 tin" in " ".join(pages(pdf(report(2023))))

    def test_prints_the_texts_of_the_board_as_they_stand_and_ends_as_a_report_ends(self, signed):
        ReportText.objects.create(
            year=2023, section="2.1", text='#set page(fill: red)\n"Tin chậm" \\ $x$'
        )
        ReportText.objects.create(year=2023, section="4", text="Đề nghị bố trí kinh phí.")
        everything = " ".join(pages(pdf(report(2023))))
        assert "#set page(fill: red)" in everything
        assert '"Tin chậm" \\ $x$' in everything
        assert "Đề nghị bố trí kinh phí./." in everything

    def test_leaves_room_for_what_is_filled_in_by_hand(self, district):
        told = document(report(2023))
        assert told["number"].strip() == ""
        assert told["place_and_day"].endswith("năm 2024")

    @pytest.mark.parametrize(
        "day, printed",
        [
            (date(2024, 3, 12), "ngày 12 tháng 3 năm 2024"),
            (date(2024, 2, 9), "ngày 09 tháng 02 năm 2024"),
        ],
    )
    def test_writes_leading_noughts_as_the_decree_says(self, signed, day, printed):
        ReportHead.objects.update(signed_on=day)
        assert document(report(2023))["place_and_day"] == f"Bạch Thông, {printed}"

    def test_writes_numbers_in_the_vietnamese_way(self):
        assert [number(1450635), number(17.5), number(5.0)] == ["1.450.635", "17,5", "5"]
        assert [number(3, signed=True), number(-25, signed=True), number(0, signed=True)] == [
            "+3",
            "−25",
            "0",
        ]


class ReportCommandTests:
    def test_writes_every_format(self, district, tmp_path):
        published(district, moment(2023))
        for kind in ("json", "pdf", "xlsx"):
            call_command(
                "report", "2023", "--format", kind, "--output", str(tmp_path / f"r.{kind}")
            )
        told = json.loads((tmp_path / "r.json").read_text())
        assert told["figures"]["tin"]["value"] == 1
        assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
        book = load_workbook(BytesIO((tmp_path / "r.xlsx").read_bytes()))
        assert [cell.value for cell in book.worksheets[0][2]][1:4] == [0, 1, 1]

    def test_refuses_a_bad_year_in_one_sentence(self, district):
        with pytest.raises(CommandError, match="1850"):
            call_command("report", "1850")

    def test_says_that_units_are_missing(self, db, tmp_path):
        with pytest.raises(CommandError):
            call_command("report", "2023", "--format", "pdf", "--output", str(tmp_path / "r.pdf"))

    def test_says_that_a_file_cannot_be_written(self, district, tmp_path):
        with pytest.raises(CommandError, match="r.json"):
            call_command("report", "2023", "--output", str(tmp_path / "none" / "r.json"))
