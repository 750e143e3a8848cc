"""A register from Excel and its ZIP are looked through before anything is written."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from common.spreadsheet_import import read
from documents.models import Document, DocumentFile
from documents.models.register_import import ImportRun, Mode, Stage
from documents.register_import import columns, file_archive, work
from documents.tests.factories import body, draft, party_body, published, topic
from documents.tests.imports import (
    HEAD,
    SIGNER,
    a_pdf,
    entered,
    fresh,
    line,
    problems,
    run_of,
    zipped,
)
from editorial.models import Edition
from tests.factories import browser, commune, main_site, person

pytestmark = pytest.mark.django_db


class CheckingTests:
    @pytest.mark.parametrize(
        "cells,column",
        [
            ({"Loại": "Quyết nghị"}, "Loại"),
            ({"Loại": ""}, "Loại"),
            ({"Cơ quan ban hành": "UBND tỉnh X"}, "Cơ quan ban hành"),
            ({"Ngày ban hành": "31/02/2023"}, "Ngày ban hành"),
            ({"Ngày ban hành": ""}, "Ngày ban hành"),
            ({"Ngày ban hành": "01/01/2090"}, "Ngày ban hành"),
            ({"Ngày ban hành": "05/03/0223"}, "Ngày ban hành"),
            ({"Ngày ban hành": "05/03/1923"}, "Ngày ban hành"),
            ({"Ngày hiệu lực": "hôm nào"}, "Ngày hiệu lực"),
            ({"Ngày hiệu lực": "05/03/2203"}, "Ngày hiệu lực"),
            ({"Trích yếu": ""}, "Trích yếu"),
            ({"Trích yếu": "x" * 501}, "Trích yếu"),
            ({"Ký hiệu": "x" * 200}, "Ký hiệu"),
            ({"Số": "một"}, "Số"),
            ({"Số": ""}, "Số"),
            ({"Người ký": ""}, "Người ký"),
            ({"Người ký": "x" * 51}, "Người ký"),
            ({"Chức vụ": "x" * 101}, "Chức vụ"),
            ({"Lĩnh vực": "Không có"}, "Lĩnh vực"),
            ({"Ghi chú": "x" * 501}, "Ghi chú"),
            ({"Trích yếu": "Văn bản TUYỆT MẬT"}, "Trích yếu"),
        ],
    )
    def test_names_the_line_and_the_column(self, cells, column):
        run = run_of([line(1), line(2, **cells)])
        assert run.stage == Stage.CHECKED
        assert problems(run) == {3: [column]}

    def test_writes_nothing_of_the_register(self):
        run_of([line(1)], files={"1.pdf": a_pdf()})
        assert not Edition.objects.exists()

    def test_finds_a_line_that_stands_twice(self):
        run = run_of([line(7), line(8), line("07")])
        assert problems(run) == {4: ["Số"]}
        assert "dòng 2" in run.rows.get(line=4).problems[0][1]

    def test_the_same_number_of_another_year_or_body_is_another_document(self):
        party_body()
        run = run_of(
            [
                line(7),
                line(7, **{"Ngày ban hành": "05/01/2022"}),
                line(7, **{"Cơ quan ban hành": "Huyện ủy Bạch Thông", "Ký hiệu": "QĐ/HU"}),
            ]
        )
        assert problems(run) == {}

    def test_finds_what_the_register_has_already(self):
        published(issue_number="12", symbol="QĐ-UBND", issued_on=date(2023, 3, 1))
        assert problems(run_of([line(12), line(13)])) == {2: ["Số"]}

    def test_does_not_tell_what_is_unpublished_on_another_site(self):
        site = commune()
        draft(issue_number="12", symbol="QĐ-UBND")
        assert problems(run_of([line(12)], site=site, by=person("editor", site))) == {}

    def test_knows_bodies_of_the_site_only(self):
        other = commune("Lục Bình")
        body("UBND xã Lục Bình", short="", site=other)
        site = commune()
        run = run_of(
            [line(1, **{"Cơ quan ban hành": "UBND xã Lục Bình"})],
            site=site,
            by=person("editor", site),
        )
        assert problems(run) == {2: ["Cơ quan ban hành"]}

    def test_understands_codes_abbreviations_and_any_writing(self):
        topic()
        said = {
            "Loại": "QĐ",
            "Cơ quan ban hành": "ubnd",
            "Ngày ban hành": "ngày 5 tháng 1 năm 2023",
        }
        assert (
            problems(run_of([line(1, **said, **{"Lĩnh vực": "no\u0302ng nghie\u0323\u0302p"})]))
            == {}
        )

    def test_columns_stand_in_any_order_and_spelling_below_a_title(self):
        head = [
            "STT",
            "SỐ, KÝ HIỆU",
            "Ngày tháng",
            "Trích  yếu nội dung",
            "Tên loại",
            "Cơ quan",
            "Người ký văn bản",
        ]
        first = [
            "1",
            "12/QĐ-UBND",
            "5.1.2023",
            "Về việc A",
            "Quyết định",
            "UBND huyện Bạch Thông",
            SIGNER,
        ]
        run = run_of([["STT"], head, first], head=["SỔ VĂN BẢN ĐI NĂM 2023"])
        assert (run.stage, problems(run), run.ignored) == (Stage.CHECKED, {}, ["STT"])
        entered(run)
        assert Document.objects.get().reference == "12/QĐ-UBND"

    def test_a_line_with_a_day_of_receipt_came_from_above(self):
        head = [*HEAD, "Ngày đến"]
        run = run_of(
            [[*line(1), "09/01/2023"], [*line(2), ""], [*line(3), "04/01/2023"]], head=head
        )
        assert problems(run) == {4: ["Ngày đến"]}
        entered(run, Mode.SKIP)
        found = dict(Document.objects.values_list("issue_number", "posting_class"))
        assert found == {"1": "received", "2": "own"}
        assert Document.objects.get(issue_number="1").received_on == date(2023, 1, 9)

    @pytest.mark.parametrize(
        "head,word",
        [
            (["a", "b", "c"], "tiêu đề"),
            (["Số", "Ký hiệu", "Loại", "Trích yếu"], "Cơ quan ban hành"),
        ],
    )
    def test_a_table_without_its_columns_is_refused_with_a_sentence(self, head, word):
        run = run_of([["1", "2", "3", "4"]], head=head)
        assert run.stage == Stage.REFUSED
        assert word in run.trouble

    def test_more_lines_than_agreed_are_refused(self):
        run = run_of([line(number) for number in range(20_001)], as_csv=True)
        assert run.stage == Stage.REFUSED
        assert "20.000" in run.trouble

    def test_the_template_is_read_as_it_is(self):
        body("UBND huyện")
        lines, places, ignored = columns.recognised(
            read(ContentFile(columns.template(main_site()), name="x")).lines
        )
        assert (len(lines), ignored, set(places)) == (1, [], set(columns.IN_TEMPLATE))


class FileTests:
    def test_go_with_their_line_by_number_the_main_text_first(self):
        run = run_of(
            [line(1155), line(12)],
            files={
                "van ban/1155_QD-UBND (PL1).pdf": a_pdf(210),
                "van ban/1155-UBND.pdf": a_pdf(220),
                "12.pdf": a_pdf(230),
                "__MACOSX/x.pdf": b"",
            },
        )
        assert (problems(run), run.file_problems) == ({}, [])
        entered(run)
        rows = DocumentFile.objects.filter(document__issue_number="1155")
        assert [(row.role, row.name, row.page_count) for row in rows] == [
            ("main", "1155-UBND.pdf", 1),
            ("annex", "1155_QD-UBND (PL1).pdf", 1),
        ]
        assert Document.objects.get(issue_number="1155").attachments.count() == 2

    def test_that_fit_no_line_or_several_are_named_and_left_out(self):
        run = run_of(
            [line(7), line(7, **{"Ký hiệu": "KH-UBND", "Loại": "Kế hoạch"})],
            files={
                "7.pdf": a_pdf(),
                "7-KH.pdf": a_pdf(210),
                "99.pdf": a_pdf(220),
            },
        )
        assert [name for name, _sentence in run.file_problems] == ["7.pdf", "99.pdf"]
        assert run.rows.get(line=3).files == ["7-KH.pdf"]

    def test_a_year_in_the_name_decides(self):
        run = run_of(
            [line(7), line(7, **{"Ngày ban hành": "05/01/2022"})],
            files={"7-QD-UBND-2022.pdf": a_pdf()},
        )
        assert run.rows.get(line=3).files == ["7-QD-UBND-2022.pdf"]

    @pytest.mark.parametrize("content", [b"<html>", b"MZ\x90\x00", b"%PDF-1.4 cut", b""])
    def test_that_are_not_what_they_say_are_a_problem_of_their_line(self, content):
        assert problems(run_of([line(1), line(2)], files={"1.pdf": content})) == {
            2: [work.FILE_COLUMN]
        }

    def test_a_bomb_within_the_zip_is_refused_unopened(self):
        assert problems(run_of([line(1)], files={"1.pdf": b"0" * 45_000_000})) == {
            2: [work.FILE_COLUMN]
        }

    def test_a_member_locked_with_a_password_is_named(self):
        data = bytearray(zipped({"1.pdf": a_pdf()}))
        for mark in (b"PK\x03\x04", b"PK\x01\x02"):
            at = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
            data[at] |= 1
        with (
            file_archive.opened(io.BytesIO(bytes(data))) as opened,
            pytest.raises(Exception, match="mật khẩu"),
        ):
            file_archive.checked(opened, "1.pdf")

    def test_a_zip_that_is_none_is_refused(self):
        run = run_of([line(1)])
        run.archive.save("x", ContentFile(b"PK\x03\x04 broken"))
        ImportRun.objects.filter(pk=run.pk).update(stage=Stage.READING)
        work.go_on(run.pk)
        assert fresh(run).stage == Stage.REFUSED

    def test_too_many_files_are_refused(self, monkeypatch):
        monkeypatch.setattr(file_archive, "MOST_MEMBERS", 2)
        assert (
            run_of([line(1)], files={f"{number}.pdf": a_pdf() for number in range(3)}).stage
            == Stage.REFUSED
        )

    def test_no_file_is_public_by_being_imported(self):
        entered(run_of([line(1)], files={"1.pdf": a_pdf()}))
        file = DocumentFile.objects.get().file
        door = reverse("files:original", kwargs={"sha": file.sha256, "name": "1.pdf"})
        assert browser().get(door).status_code == 404
