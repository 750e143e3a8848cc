"""A CSV that an office hands in: what of it is read, and which sentence sends it back."""

import pytest

from common.csvfiles import BadFile, read

COLUMNS = ("ma", "ten", "ghi_chu")


@pytest.fixture
def rows(tmp_path):
    """Reads the content of a file, of which `ma` and `ten` must be there."""

    def rows(content):
        path = tmp_path / "danh-muc.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, columns=COLUMNS, required=COLUMNS[:2])

    return rows


class ReadTests:
    def test_gives_each_line_its_number_and_cells_without_spaces_around_them(self, rows):
        assert rows("ten,ma,khac\n Cao Sơn ,01,x\n\n Vũ Muộn,02,\n") == [
            (2, {"ma": "01", "ten": "Cao Sơn", "ghi_chu": ""}),
            (4, {"ma": "02", "ten": "Vũ Muộn", "ghi_chu": ""}),
        ]

    def test_takes_the_mark_that_excel_writes_in_front_for_no_part_of_the_first_column(self, rows):
        assert rows("ma,ten\n01,Cao Sơn\n".encode("utf-8-sig"))[0][1]["ma"] == "01"

    def test_leaves_cells_empty_that_a_short_line_lacks(self, rows):
        assert rows("ma,ten,ghi_chu\n01,Cao Sơn\n")[0][1]["ghi_chu"] == ""


class RefusalTests:
    @pytest.mark.parametrize(
        "content, sentence",
        [
            ("", "Dòng 1: thiếu cột ma, ten."),
            ("ma,khac\n01,x\n", "Dòng 1: thiếu cột ten."),
            ("ma,ten\n01,Cao Sơn\n02, \n", "Dòng 3, cột ten: chưa có giá trị."),
            ("ma,ten\n01\n", "Dòng 2, cột ten: chưa có giá trị."),
            ("ma,ten\n01,Cao Sơn,thừa\n", "Dòng 2: nhiều ô hơn số cột ở dòng 1."),
        ],
    )
    def test_names_the_line_and_the_column(self, rows, content, sentence):
        with pytest.raises(BadFile) as refusal:
            rows(content)
        assert str(refusal.value) == sentence

    def test_names_the_last_line_before_it_stops_being_csv(self, rows):
        with pytest.raises(BadFile, match="sau dòng 2: không phải là CSV"):
            rows('ma,ten\n01,Cao Sơn\n02,"Vũ" Muộn\n')

    def test_names_the_file_that_is_no_text(self, rows):
        with pytest.raises(BadFile, match="danh-muc.csv không phải là văn bản UTF-8"):
            rows("ma,ten\n01,Cao Sơn\n".encode("utf-16"))

    def test_names_the_file_that_is_not_there(self, tmp_path):
        with pytest.raises(BadFile, match="Không đọc được tệp .*khong-co.csv"):
            read(tmp_path / "khong-co.csv", columns=COLUMNS)
