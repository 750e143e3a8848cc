"""A register from Excel becomes documents: checked first, entered once whatever happens, published by somebody else."""

import io
import time
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from common import progress
from common.spreadsheets import csv_bytes, read, workbook
from documents.models import Document, DocumentFile
from documents.register_import import archive, columns, work
from documents.register_import.models import Fileless, ImportRun, Mode, Stage
from documents.tasks import resume_imports
from editorial import histories, workflow
from editorial.models import Contribution, Edition, Event, Notice
from editorial.states import State
from tests.documents.factories import body, draft, party_body, pdf, published, subject
from tests.factories import browser, commune, main_site, person

pytestmark = pytest.mark.django_db
HEAD = [
    "Số", "Ký hiệu", "Loại", "Cơ quan ban hành", "Ngày ban hành", "Ngày hiệu lực", "Trích yếu", "Người ký", "Chức vụ", "Lĩnh vực",
    "Ghi chú",
]
SIGNER = "Nguyễn Văn Mẫu (demo)"


def line(number=1, **cells):
    usual = {
        "Số": str(number), "Ký hiệu": "QĐ-UBND", "Loại": "Quyết định", "Cơ quan ban hành": "UBND huyện Bạch Thông",
        "Ngày ban hành": "05/01/2023", "Ngày hiệu lực": "", "Trích yếu": f"Về việc số {number}", "Người ký": SIGNER,
        "Chức vụ": "Chủ tịch", "Lĩnh vực": "", "Ghi chú": "",
    } | cells
    return [usual[name] for name in HEAD]


def run_of(lines, *, site=None, by=None, files=None, head=HEAD, as_csv=False):
    """A run that the worker has checked."""
    body()
    site = site or main_site()
    content = csv_bytes([head, *lines]) if as_csv else workbook({"Sổ": ([10], [head, *lines])})
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
    ImportRun.objects.filter(pk=run.pk).update(stage=Stage.PUBLISHING, publisher=chief or person("chief", run.site))
    work.go_on(run.pk)
    return fresh(run)


def problems(run):
    return {row.line: [column for column, _sentence in row.problems] for row in run.rows.bad()}


class CheckingTests:
    @pytest.mark.parametrize("cells,column", [
        ({"Loại": "Quyết nghị"}, "Loại"), ({"Loại": ""}, "Loại"), ({"Cơ quan ban hành": "UBND tỉnh X"}, "Cơ quan ban hành"),
        ({"Ngày ban hành": "31/02/2023"}, "Ngày ban hành"), ({"Ngày ban hành": ""}, "Ngày ban hành"),
        ({"Ngày ban hành": "01/01/2090"}, "Ngày ban hành"), ({"Ngày hiệu lực": "hôm nào"}, "Ngày hiệu lực"),
        ({"Trích yếu": ""}, "Trích yếu"), ({"Trích yếu": "x" * 501}, "Trích yếu"), ({"Ký hiệu": "x" * 200}, "Ký hiệu"),
        ({"Số": "một"}, "Số"), ({"Số": ""}, "Số"), ({"Người ký": ""}, "Người ký"), ({"Người ký": "x" * 51}, "Người ký"),
        ({"Chức vụ": "x" * 101}, "Chức vụ"), ({"Lĩnh vực": "Không có"}, "Lĩnh vực"), ({"Ghi chú": "x" * 501}, "Ghi chú"),
        ({"Trích yếu": "Văn bản TUYỆT MẬT"}, "Trích yếu"),
    ])
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
        run = run_of([
            line(7), line(7, **{"Ngày ban hành": "05/01/2022"}),
            line(7, **{"Cơ quan ban hành": "Huyện ủy Bạch Thông", "Ký hiệu": "QĐ/HU"}),
        ])
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
        run = run_of([line(1, **{"Cơ quan ban hành": "UBND xã Lục Bình"})], site=site, by=person("editor", site))
        assert problems(run) == {2: ["Cơ quan ban hành"]}

    def test_understands_codes_abbreviations_and_any_writing(self):
        subject()
        said = {"Loại": "QĐ", "Cơ quan ban hành": "ubnd", "Ngày ban hành": "ngày 5 tháng 1 năm 2023"}
        assert problems(run_of([line(1, **said, **{"Lĩnh vực": "no\u0302ng nghie\u0323\u0302p"})])) == {}

    def test_columns_stand_in_any_order_and_spelling_below_a_title(self):
        head = ["STT", "SỐ, KÝ HIỆU", "Ngày tháng", "Trích  yếu nội dung", "Tên loại", "Cơ quan", "Người ký văn bản"]
        first = ["1", "12/QĐ-UBND", "5.1.2023", "Về việc A", "Quyết định", "UBND huyện Bạch Thông", SIGNER]
        run = run_of([["STT"], head, first], head=["SỔ VĂN BẢN ĐI NĂM 2023"])
        assert (run.stage, problems(run), run.ignored) == (Stage.CHECKED, {}, ["STT"])
        entered(run)
        assert Document.objects.get().reference == "12/QĐ-UBND"

    @pytest.mark.parametrize("head,word", [
        (["a", "b", "c"], "tiêu đề"), (["Số", "Ký hiệu", "Loại", "Trích yếu"], "Cơ quan ban hành"),
    ])
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
        lines, places, ignored = columns.recognised(read(ContentFile(columns.template(main_site()), name="x")))
        assert (len(lines), ignored, set(places)) == (1, [], set(columns.IN_TEMPLATE))


class FileTests:
    def test_go_with_their_line_by_number_the_main_text_first(self):
        run = run_of([line(1155), line(12)], files={
            "van ban/1155_QD-UBND (PL1).pdf": a_pdf(210), "van ban/1155-UBND.pdf": a_pdf(220), "12.pdf": a_pdf(230),
            "__MACOSX/x.pdf": b"",
        })
        assert (problems(run), run.file_problems) == ({}, [])
        entered(run)
        rows = DocumentFile.objects.filter(document__issue_number="1155")
        assert [(row.role, row.name, row.page_count) for row in rows] == [
            ("main", "1155-UBND.pdf", 1), ("annex", "1155_QD-UBND (PL1).pdf", 1),
        ]
        assert Document.objects.get(issue_number="1155").attachments.count() == 2

    def test_that_fit_no_line_or_several_are_named_and_left_out(self):
        run = run_of([line(7), line(7, **{"Ký hiệu": "KH-UBND", "Loại": "Kế hoạch"})], files={
            "7.pdf": a_pdf(), "7-KH.pdf": a_pdf(210), "99.pdf": a_pdf(220),
        })
        assert [name for name, _sentence in run.file_problems] == ["7.pdf", "99.pdf"]
        assert run.rows.get(line=3).files == ["7-KH.pdf"]

    def test_a_year_in_the_name_decides(self):
        run = run_of([line(7), line(7, **{"Ngày ban hành": "05/01/2022"})], files={"7-QD-UBND-2022.pdf": a_pdf()})
        assert run.rows.get(line=3).files == ["7-QD-UBND-2022.pdf"]

    @pytest.mark.parametrize("content", [b"<html>", b"MZ\x90\x00", b"%PDF-1.4 cut", b""])
    def test_that_are_not_what_they_say_are_a_problem_of_their_line(self, content):
        assert problems(run_of([line(1), line(2)], files={"1.pdf": content})) == {2: [work.FILE_COLUMN]}

    def test_a_bomb_within_the_zip_is_refused_unopened(self):
        assert problems(run_of([line(1)], files={"1.pdf": b"0" * 45_000_000})) == {2: [work.FILE_COLUMN]}

    def test_a_member_locked_with_a_password_is_named(self):
        data = bytearray(zipped({"1.pdf": a_pdf()}))
        for mark in (b"PK\x03\x04", b"PK\x01\x02"):
            at = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
            data[at] |= 1
        with archive.opened(io.BytesIO(bytes(data))) as opened, pytest.raises(Exception, match="mật khẩu"):
            archive.checked(opened, "1.pdf")

    def test_a_zip_that_is_none_is_refused(self):
        run = run_of([line(1)])
        run.archive.save("x", ContentFile(b"PK\x03\x04 broken"))
        ImportRun.objects.filter(pk=run.pk).update(stage=Stage.READING)
        work.go_on(run.pk)
        assert fresh(run).stage == Stage.REFUSED

    def test_too_many_files_are_refused(self, monkeypatch):
        monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
        assert run_of([line(1)], files={f"{number}.pdf": a_pdf() for number in range(3)}).stage == Stage.REFUSED

    def test_no_file_is_public_by_being_imported(self):
        entered(run_of([line(1)], files={"1.pdf": a_pdf()}))
        file = DocumentFile.objects.get().file
        door = reverse("files:original", kwargs={"sha": file.sha256, "name": "1.pdf"})
        assert browser().get(door).status_code == 404


class WritingTests:
    def test_makes_editions_that_await_a_chief_with_their_history(self):
        run = entered(run_of([line(1), line(2)], by=person("editor")))
        assert run.stage == Stage.WRITTEN
        documents = Document.objects.order_by("number_value")
        assert [(one.reference, one.state, one.title) for one in documents] == [
            ("1/QĐ-UBND", State.EDITED, "Quyết định số 1/QĐ-UBND: Về việc số 1"),
            ("2/QĐ-UBND", State.EDITED, "Quyết định số 2/QĐ-UBND: Về việc số 2"),
        ]
        event = Event.objects.filter(edition=documents[0].pk).get()
        assert (event.action, event.by, event.to_state) == ("import", person("editor"), State.EDITED)
        assert "dòng 2" in event.note
        assert Contribution.objects.filter(user=person("editor")).count() == 2

    def test_nothing_is_missing_of_what_a_typed_document_needs(self):
        entered(run_of([line(1)], files={"1.pdf": a_pdf()}))
        assert Document.objects.get().missing() == {}
        assert not Document.objects.get().without_file

    def test_the_log_of_the_review_screen_says_where_it_came_from(self):
        entered(run_of([line(1)]))
        page = browser(person("chief")).get(reverse("admin:edition_review", args=[Document.objects.get().pk]))
        assert "Nhập từ sổ" in page.content.decode()

    def test_leaves_faulty_lines_out(self):
        entered(run_of([line(1), line(2, **{"Loại": "?"}), line(3)]), Mode.SKIP)
        assert sorted(Document.objects.values_list("issue_number", flat=True)) == ["1", "3"]

    def test_all_or_none_is_none_when_a_line_became_faulty_since(self):
        run = run_of([line(1), line(2)])
        published(issue_number="2", symbol="QĐ-UBND")
        run = entered(run)
        assert (run.stage, Document.objects.filter(state=State.EDITED).count()) == (Stage.CHECKED, 0)
        assert problems(run) == {3: ["Số"]}

    def test_leaving_out_goes_on_when_a_line_became_faulty_since(self):
        run = run_of([line(1), line(2)])
        published(issue_number="2", symbol="QĐ-UBND")
        run = entered(run, Mode.SKIP)
        assert (run.stage, Document.objects.filter(state=State.EDITED).count()) == (Stage.WRITTEN, 1)

    def test_lines_without_a_file_wait_as_drafts_where_that_was_chosen(self):
        entered(run_of([line(1), line(2)], files={"1.pdf": a_pdf()}), fileless=Fileless.DRAFT)
        assert dict(Document.objects.values_list("issue_number", "state")) == {"1": State.EDITED, "2": State.DRAFT}


class CrashTests:
    """The worker dies between two batches or within one; the next one goes on."""

    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch):
        monkeypatch.setattr(work, "BATCH", 3)

    @pytest.mark.parametrize("mode,kept", [(Mode.SKIP, 3), (Mode.ALL, 0)])
    def test_a_run_goes_on_where_it_stopped_and_doubles_nothing(self, mode, kept, monkeypatch):
        run = run_of([line(number) for number in range(1, 9)])
        whole, calls = histories.write, []

        def dies(histories, *rest):
            calls.append(len(histories))
            if len(calls) == 2:
                whole(histories[:1])
                raise SystemExit
            whole(histories, *rest)

        monkeypatch.setattr(histories, "write", dies)
        with pytest.raises(SystemExit):
            entered(run, mode)
        assert Document.objects.count() == kept
        assert fresh(run).stage == Stage.WRITING
        monkeypatch.setattr(histories, "write", whole)
        work.go_on(run.pk)
        assert fresh(run).stage == Stage.WRITTEN
        assert sorted(Document.objects.values_list("number_value", flat=True)) == list(range(1, 9))
        assert run.rows.exclude(edition=None).count() == 8

    def test_a_finished_run_is_not_done_again(self):
        run = entered(run_of([line(1)]))
        work.go_on(run.pk)
        assert Document.objects.count() == 1

    def test_publication_goes_on_where_it_stopped(self, monkeypatch):
        monkeypatch.setattr(work, "PUBLISH_BATCH", 2)
        run = entered(run_of([line(number) for number in range(1, 6)]))
        whole, calls = workflow.publish_many, []

        def dies(*arguments, **named):
            calls.append(whole(*arguments, **named))
            if len(calls) == 2:
                raise SystemExit

        monkeypatch.setattr(workflow, "publish_many", lambda *arguments, **named: dies(*arguments, **named) or calls[-1])
        with pytest.raises(SystemExit):
            publication(run)
        assert Document.objects.published().count() == 2
        monkeypatch.setattr(workflow, "publish_many", whole)
        work.go_on(run.pk)
        assert (fresh(run).stage, Document.objects.published().count()) == (Stage.DONE, 5)

    def test_the_clock_takes_up_what_nobody_works_on(self, monkeypatch):
        run = run_of([line(1)])
        ImportRun.objects.filter(pk=run.pk).update(stage=Stage.WRITING)
        sent = []
        monkeypatch.setattr("documents.tasks.work_on_import.delay", sent.append)
        progress.report(run, 0, 1)
        resume_imports()
        assert sent == []
        progress.forget(run)
        resume_imports()
        assert sent == [run.pk]


class PublicationTests:
    def test_makes_all_of_them_public_under_the_chiefs_name(self):
        run = publication(entered(run_of([line(1), line(2)], files={"1.pdf": a_pdf()})))
        assert run.stage == Stage.DONE
        assert Document.objects.published().count() == 2
        assert set(Event.objects.filter(action="publish").values_list("by", flat=True)) == {person("chief").pk}
        file = DocumentFile.objects.get().file
        door = reverse("files:original", kwargs={"sha": file.sha256, "name": "1.pdf"})
        assert browser().get(door).status_code == 200

    def test_is_refused_to_whoever_entered_them(self):
        chief = person("chief")
        run = entered(run_of([line(1)], by=chief))
        browser(chief).post(reverse("admin:register_import_publish", args=[run.pk]))
        assert fresh(run).stage == Stage.WRITTEN
        run = publication(run, chief)
        assert not Document.objects.published().exists()
        assert "người khác" in run.rows.get().refusal

    def test_reports_each_refusal_and_publishes_the_others(self):
        run = entered(run_of([line(1), line(2)]))
        held = Document.objects.get(issue_number="1")
        workflow.claim(held, by=person("editor", name="khac"))
        run = publication(run)
        assert run.counts()["published"] == 1
        assert [row.line for row in run.rows.refused()] == [2]
        page = browser(person("chief")).get(reverse("admin:register_import_run", args=[run.pk])).content.decode()
        assert "đang xem" in page

    def test_can_be_asked_again_for_what_was_refused(self, django_capture_on_commit_callbacks):
        run = entered(run_of([line(1)]))
        held = Document.objects.get()
        workflow.claim(held, by=person("editor", name="khac"))
        run = publication(run)
        workflow.release(held, by=person("editor", name="khac"))
        browser(person("chief")).post(reverse("admin:register_import_publish", args=[run.pk]))
        assert fresh(run).stage == Stage.PUBLISHING
        work.go_on(run.pk)
        assert Document.objects.published().count() == 1

    def test_sends_no_mail_per_document(self):
        publication(entered(run_of([line(1), line(2)])))
        assert not Notice.objects.exists()

    def test_works_where_review_has_one_step(self):
        site = commune(one_step_review=True)
        run = publication(entered(run_of([line(1)], site=site, by=person("editor", site))))
        assert Document.objects.on_site(site).published().count() == run.counts()["published"] == 1


class DeskTests:
    def upload(self, client, content=None, **more):
        table = ContentFile(content or csv_bytes([HEAD, line(1)]), name="so.csv")
        return client.post(reverse("admin:register_imports"), {"site": main_site().pk, "table": table} | more)

    def test_the_way_from_upload_to_the_public_page(self):
        body()
        editor, chief = browser(person("editor")), browser(person("chief"))
        answer = self.upload(editor)
        run = ImportRun.objects.get()
        assert answer.url == reverse("admin:register_import_run", args=[run.pk])
        assert 'http-equiv="refresh"' in editor.get(answer.url).content.decode()
        work.go_on(run.pk)
        assert "Ghi vào sổ 1 văn bản" in editor.get(answer.url).content.decode()
        editor.post(reverse("admin:register_import_start", args=[run.pk]), {"mode": "all", "fileless": "ready"})
        work.go_on(run.pk)
        assert "người khác" in editor.get(answer.url).content.decode() or "Vai trò" in editor.get(answer.url).content.decode()
        chief.post(reverse("admin:register_import_publish", args=[run.pk]))
        work.go_on(run.pk)
        assert "1/QĐ-UBND" in browser().get(reverse("documents:list")).content.decode()

    def test_all_or_none_is_refused_while_lines_are_faulty(self):
        run = run_of([line(1), line(2, **{"Loại": "?"})])
        browser(person("editor")).post(reverse("admin:register_import_start", args=[run.pk]), {"mode": "all"})
        assert fresh(run).stage == Stage.CHECKED

    def test_two_presses_start_one_work(self):
        run = run_of([line(1)])
        client = browser(person("editor"))
        for _press in range(2):
            client.post(reverse("admin:register_import_start", args=[run.pk]), {"mode": "all"})
        work.go_on(run.pk)
        work.go_on(run.pk)
        assert Document.objects.count() == 1

    def test_an_import_is_given_up_before_it_is_written(self):
        run = run_of([line(1)])
        browser(person("editor")).post(reverse("admin:register_import_cancel", args=[run.pk]))
        work.go_on(run.pk)
        browser(person("editor")).post(reverse("admin:register_import_start", args=[run.pk]), {"mode": "all"})
        work.go_on(run.pk)
        assert fresh(run).stage == Stage.CANCELLED
        assert not Document.objects.exists()

    def test_what_is_no_zip_is_refused_beside_its_field(self):
        answer = self.upload(browser(person("editor")), archive=ContentFile(b"not a zip", name="a.zip"))
        assert answer.status_code == 400
        assert not ImportRun.objects.exists()

    def test_asks_the_same_number_of_times_for_any_number_of_lines(self, django_assert_num_queries):
        few, many = run_of([line(1, **{"Loại": "?"})]), run_of([line(number, **{"Loại": "?"}) for number in range(60)])
        client = browser(person("editor"))
        for run in (few, many):
            with django_assert_num_queries(9):
                client.get(reverse("admin:register_import_run", args=[run.pk]))

    ROLES = [
        ("contributor", "main", 403, 404), ("writer", "main", 403, 404), ("editor", "main", 200, 200),
        ("chief", "main", 200, 200), ("editor", "cao-son", 200, 200), ("chief", "luc-binh", 200, 404),
        ("writer", "cao-son", 403, 404), ("leader", "main", 403, 404),
    ]

    @pytest.mark.parametrize("role,place,index,page", ROLES)
    def test_doors_by_role_and_site(self, role, place, index, page):
        sites = {"main": main_site(), "cao-son": commune(), "luc-binh": commune("Lục Bình")}
        run = run_of([line(1)], site=sites["cao-son"], by=person("editor", sites["cao-son"]))
        client = browser(person(role, sites[place]))
        assert client.get(reverse("admin:register_imports")).status_code == index
        assert client.get(reverse("admin:register_import_run", args=[run.pk])).status_code == page
        for name in ("start", "publish", "resume", "cancel"):
            answer = client.post(reverse(f"admin:register_import_{name}", args=[run.pk]), {"mode": "x"})
            assert answer.status_code == (302 if page == 200 else 404)

    def test_a_commune_enters_nothing_on_another_site(self):
        client = browser(person("editor", commune()))
        assert self.upload(client).status_code == 400
        assert not ImportRun.objects.exists()


class SpeedTests:
    def test_twenty_thousand_lines_are_checked_and_entered_fast_enough(self):
        lines = [
            line(number, **{"Ngày ban hành": f"{date(2020, 1, 1) + timedelta(days=number % 1000):%d/%m/%Y}"})
            for number in range(1, 20_001)
        ]
        run = run_of(lines, as_csv=True)
        assert problems(run) == {}
        # Of this process alone, because the machine may be busy; `make bench` takes the whole.
        began = time.process_time()
        assert entered(run).trouble == ""
        assert Document.objects.count() == 20_000
        assert 20_000 / (time.process_time() - began) > 500

    def test_publication_in_bulk_is_fast_enough(self):
        run = entered(run_of([line(number) for number in range(1, 151)], as_csv=True))
        began = time.perf_counter()
        publication(run)
        assert 150 / (time.perf_counter() - began) > 50
