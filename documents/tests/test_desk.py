"""The law for documents, through the form that people use; what the form refuses, and in which words."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document, DocumentFile, RelationKind
from documents.tests.factories import (
    body,
    draft,
    kind,
    pdf,
    published,
    relation,
    signer,
    stored_pdf,
    submitted,
)
from editorial import drafts
from editorial.workflow import perform
from tests.factories import again, browser, commune, main_site, person, retracted

pytestmark = pytest.mark.django_db

ADD = "/quan-tri/documents/document/add/"


def rows(prefix, *filled):
    """Data of a set of rows; each of `filled` is {field: value}."""
    data = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": 0}
    return data | {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(filled)
        for name, value in row.items()
    }


def typed(*, files=None, relations=(), **fields):
    """What the form sends for a complete document."""
    main = (
        [{"role": "main", "title": "Quyết định", "is_public": "on", "upload": pdf()}]
        if files is None
        else files
    )
    whole = {
        "site": main_site().pk,
        "issue_number": "12",
        "symbol": "QĐ-UBND",
        "type": kind().pk,
        "issuer": body().pk,
        "issued_on": "2023-01-05",
        "summary": "Về việc phê duyệt kế hoạch trồng rừng",
        "signer_name": "Nguyễn Văn Mẫu (demo)",
        "signer_post": "Chủ tịch",
        "posting_class": "own",
        "urgency": "",
    }
    return whole | rows("files", *main) | rows("relations", *relations) | fields


def change(document):
    return reverse("admin:documents_document_change", args=[document.pk])


def send(data, user=None, path=ADD):
    return browser(user or person("writer")).post(path, data)


def sentences(response):
    """All that the form says is wrong."""
    form = response.context["form"]
    found = [str(error) for errors in form.errors.values() for error in errors]
    return found + [str(sentence) for row_set in form.rows for sentence in row_set.sentences()]


def refused(data, **options):
    response = send(data, **options)
    assert response.status_code == 400
    assert not Document.objects.exists() or options
    return " ".join(sentences(response))


class WritingTests:
    def test_keeps_what_was_typed(self):
        annexes = [
            {
                "role": "annex",
                "title": f"Phụ lục {one}",
                "is_public": "on",
                "upload": pdf(width=200 + one),
            }
            for one in (1, 2)
        ]
        main = {"role": "main", "title": "Quyết định", "is_public": "on", "upload": pdf(pages=2)}
        assert send(typed(files=[main, *annexes])).status_code == 302
        one = Document.objects.get()
        assert one.title == "Quyết định số 12/QĐ-UBND: Về việc phê duyệt kế hoạch trồng rừng"
        assert (one.reference, one.number_value, one.issued_year) == ("12/QĐ-UBND", 12, 2023)
        assert [(row.role, row.title, row.page_count) for row in one.files.all()] == [
            ("main", "Quyết định", 2),
            ("annex", "Phụ lục 1", 1),
            ("annex", "Phụ lục 2", 1),
        ]

    def test_goes_through_review_correction_and_retraction(self):
        writer, editor, chief = person("writer"), person("editor"), person("chief")
        assert "xet-duyet" in send(typed() | {"_submit": "1"}, writer)["Location"]
        one = Document.objects.get()
        perform("pass", one, by=editor)
        perform("publish", again(one), by=chief)
        new = perform("correct", again(one), by=writer, note="Sửa trích yếu.")
        data = typed(
            files=[
                {
                    "role": "main",
                    "title": "Quyết định",
                    "is_public": "on",
                    "kept": one.files.get().file.sha256,
                }
            ]
        )
        data |= {
            "summary": "Về việc phê duyệt đề án",
            "version": new.version,
            "reason": "Sửa trích yếu.",
            "_submit": "1",
        }
        assert "xet-duyet" in send(data, writer, change(new))["Location"]
        perform("pass", again(new), by=editor)
        perform("publish", again(new), by=chief)
        text = browser().get(f"/van-ban/{one.item_id}/lich-su/so-sanh/").content.decode()
        assert "đề án" in text and "Trích yếu" in text
        retracted(edition=again(new))
        assert browser().get(again(new).get_absolute_url()).status_code == 410

    def test_takes_name_and_post_from_the_signer(self):
        send(typed(signer=signer().pk, signer_name="", signer_post=""))
        one = Document.objects.get()
        assert (one.signer_name, one.signer_post) == ("Nguyễn Văn Mẫu (demo)", "Chủ tịch")

    def test_brings_the_post_of_another_signer(self):
        one = draft(signer=signer())
        other = signer("Trần Thị Mẫu (demo)", post="Phó Chủ tịch")
        files = [{"role": "main", "is_public": "on", "kept": one.files.get().file.sha256}]
        data = typed(
            files=files, signer=other.pk, signer_name=one.signer_name, signer_post=one.signer_post
        )
        send(data | {"version": one.version}, path=change(one))
        assert again(one).signer_post == "Phó Chủ tịch"

    def test_keeps_the_file_that_a_colleague_brought_to_this_document(self):
        one = draft()
        mine = [{"role": "main", "is_public": "on", "kept": one.files.get().file.sha256}]
        data = typed(files=mine) | {"version": one.version}
        assert send(data, person("editor"), change(one)).status_code == 302
        assert one.files.get().file.sha256 == mine[0]["kept"]

    @pytest.mark.parametrize("on", ["a new document", "another document"])
    def test_takes_no_file_by_its_digest_alone(self, on):
        """Whoever learns the digest of a document that is not public yet must not publish it."""
        secret = draft(by=person("editor"), issue_number="99").files.get().file
        stolen = [{"role": "main", "title": "Lấy", "is_public": "on", "kept": secret.sha256}]
        data, where = typed(files=stolen), {}
        if on == "another document":
            own = draft(issue_number="98", files=[])
            data, where = data | {"version": own.version}, {"path": change(own)}
        response = send(data, **where)
        assert response.status_code == 400
        assert any("Hãy tải tệp này lên lại" in sentence for sentence in sentences(response))
        assert secret.carriers().count() <= 1
        assert list(Document.objects.filter(files__file=secret).values_list("issue_number")) == [
            ("99",)
        ]

    def test_lists_what_is_missing_for_submission(self):
        send(
            typed(
                files=[],
                issue_number="",
                symbol="",
                type="",
                issuer="",
                issued_on="",
                summary="",
                signer_name="",
            )
        )
        assert set(Document.objects.get().missing()) == {
            "type",
            "issuer",
            "issued_on",
            "summary",
            "signer_name",
            "files",
            "issue_number",
        }

    def test_says_at_the_form_that_the_number_is_taken(self):
        published()
        one = draft()
        page = browser(person("writer")).get(change(one)).content.decode()
        assert "Trùng số, ký hiệu" in page

    def test_says_on_the_review_screen_that_the_number_is_taken(self):
        published()
        page = (
            browser(person("editor"))
            .get(f"/quan-tri/editorial/edition/{submitted().pk}/xet-duyet/")
            .content.decode()
        )
        assert "Trùng số, ký hiệu" in page


class BadInputTests:
    @pytest.mark.parametrize(
        "fields, said",
        [
            ({"symbol": "Q" * 200}, "30"),
            ({"issue_number": "123456789012"}, "11"),
            ({"issue_number": "mười hai"}, "Số gồm chữ số"),
            ({"summary": "a" * 501}, "500"),
            ({"note": "a" * 501}, "500"),
            ({"signer_name": "a" * 51}, "50"),
            ({"signer_post": "a" * 101}, "100"),
            ({"page_count": "1000"}, "999"),
            ({"issued_on": "31/02/2023"}, "không có trong lịch"),
            ({"issued_on": "05/03/0223"}, "Năm 0223 không thể đúng"),
            ({"issued_on": "05/03/1923"}, "Năm 1923 không thể đúng"),
            ({"effective_on": "05/03/2203"}, "Năm 2203 không thể đúng"),
            ({"effective_until_on": "05/03/9023"}, "Năm 9023 không thể đúng"),
            ({"effective_on": "2023-06-01", "effective_until_on": "2023-05-01"}, "Kết thúc trước"),
            ({"urgency": "M"}, "M"),
        ],
    )
    def test_is_refused_beside_its_field(self, fields, said):
        assert said in refused(typed(**fields))

    @pytest.mark.parametrize(
        "upload, said",
        [
            (lambda: SimpleUploadedFile("a.pdf", locked_pdf()), "có mật khẩu"),
            (lambda: SimpleUploadedFile("a.pdf", pdf().read()[:200]), "đã hỏng"),
            (lambda: SimpleUploadedFile("a.pdf", b"%PDF-1.7\n" + b"x" * 500), "đã hỏng"),
            (
                lambda: SimpleUploadedFile(
                    "a.docx", office("word/document.xml", "word/vbaProject.bin")
                ),
                "macro",
            ),
            (lambda: SimpleUploadedFile("a.pdf", bomb()), "dung lượng"),
            (
                lambda: SimpleUploadedFile("a.pdf", b"<html>not a document</html>"),
                "không được chấp nhận",
            ),
        ],
        ids=["locked", "cut", "nonsense", "macros", "bomb", "html"],
    )
    def test_bad_file_is_refused_beside_its_row(self, upload, said):
        good = {"role": "main", "is_public": "on", "upload": pdf()}
        response = send(
            typed(files=[good, {"role": "annex", "is_public": "on", "upload": upload()}])
        )
        assert response.status_code == 400
        assert said in " ".join(sentences(response)).lower() or said in " ".join(
            sentences(response)
        )
        assert response.context["form"].rows[0].forms[1].errors["upload"]
        assert not Document.objects.exists()

    def test_a_good_file_is_not_lost_when_another_is_refused(self):
        good = {"role": "main", "is_public": "on", "upload": pdf()}
        response = send(
            typed(
                files=[
                    good,
                    {
                        "role": "annex",
                        "is_public": "on",
                        "upload": SimpleUploadedFile("a.pdf", b"x" * 9),
                    },
                ]
            )
        )
        assert 'name="files-0-kept" value="' in response.content.decode()

    def test_asks_for_the_file_of_a_public_row(self):
        assert "Chọn tệp" in refused(
            typed(files=[{"role": "annex", "title": "Phụ lục", "is_public": "on"}])
        )

    def test_a_stamp_of_secrecy_cannot_be_submitted(self):
        one = draft(summary="Văn bản TỐI MẬT về phòng thủ")
        assert "không được đưa lên cổng" in one.missing()["summary"]
        assert (
            "summary"
            not in draft(
                issue_number="13", summary="Thực hiện Luật Bảo vệ bí mật nhà nước"
            ).missing()
        )


class RelationTests:
    def add(self, text, document=None, user=None, **fields):
        row = {"kind": "replaces", "target_text": text, "scope": "whole"} | fields
        files = [{"role": "main", "is_public": "on", "upload": pdf()}]
        data = typed(files=files, relations=[row], issue_number="20")
        return send(
            data | ({"version": document.version} if document else {}),
            user,
            change(document) if document else ADD,
        )

    def test_is_found_by_number(self):
        old = published()
        assert self.add("Quyết định số 12/QĐ-UBND ngày 05/01/2023").status_code == 302
        assert Document.objects.get(issue_number="20").relations.get().target == old.item

    def test_names_a_document_outside_in_words(self):
        self.add("Nghị định 30/2020/NĐ-CP ngày 05/03/2020")
        row = Document.objects.get().relations.get()
        assert (row.target, row.target_text) == (None, "Nghị định 30/2020/NĐ-CP ngày 05/03/2020")

    def test_asks_which_of_several(self):
        published()
        published(issued_on=date(2022, 3, 1))
        response = self.add("12/QĐ-UBND")
        assert "Có nhiều văn bản cùng số" in " ".join(sentences(response))
        assert self.add("12/QĐ-UBND ngày 01/03/2022").status_code == 302
        assert (
            Document.objects.get(issue_number="20")
            .relations.get()
            .target.editions.get()
            .leaf()
            .issued_year
            == 2022
        )

    def test_refuses_a_day_that_does_not_exist(self):
        published()
        assert "không có trong lịch" in " ".join(sentences(self.add("12/QĐ-UBND ngày 31/02/2023")))

    def test_refuses_itself(self):
        one = draft()
        assert "chính nó" in " ".join(sentences(self.add("12/QĐ-UBND", one)))

    def test_refuses_a_cycle(self):
        first = draft()
        second = draft(issue_number="13", relations=[relation(RelationKind.REPLACES, first)])
        draft(issue_number="14", relations=[relation(RelationKind.AMENDS, second)])
        assert "quan hệ vòng" in " ".join(sentences(self.add("14/QĐ-UBND", first)))

    def test_refuses_an_end_before_its_start(self):
        published()
        response = self.add(
            "12/QĐ-UBND", kind="suspends", effective_on="2023-05-02", until_on="2023-05-01"
        )
        assert "Kết thúc trước" in " ".join(sentences(response))

    def test_does_not_learn_of_a_draft_of_another_commune(self):
        draft(commune("Lục Bình"), issue_number="77")
        self.add("77/QĐ-UBND", user=person("writer"), site=main_site().pk)
        assert Document.objects.get(issue_number="20").relations.get().target is None


class SuggestionTests:
    path = "/quan-tri/documents/document/goi-y/"

    @pytest.mark.parametrize("asked", ["12", "12/QĐ", "12/QĐ-UB", "12/QĐ-UBND ngày"])
    def test_names_documents_by_number(self, asked):
        published()
        names = browser(person("writer")).get(self.path, {"q": asked}).json()["names"]
        assert names == ["12/QĐ-UBND ngày 05/01/2023, UBND huyện Bạch Thông"]

    def test_keeps_drafts_of_others_to_themselves(self):
        draft(commune("Lục Bình"), issue_number="77")
        assert (
            browser(person("writer", commune())).get(self.path, {"q": "77"}).json()["names"] == []
        )
        assert browser(person("editor")).get(self.path, {"q": "77"}).json()["names"] != []

    def test_is_closed_to_people_without_a_role(self):
        assert browser().get(self.path).status_code == 302
        assert browser(person(None)).get(self.path).status_code == 403


class ListTests:
    path = "/quan-tri/documents/document/"

    def test_tells_the_days_from_signing_to_posting(self):
        published()
        assert "Quá hạn" in browser(person("editor")).get(self.path).content.decode()

    def test_asks_the_same_few_questions_for_many(self):
        published()
        client = browser(person("editor"))
        client.get(self.path)
        with CaptureQueriesContext(connection) as few:
            client.get(self.path)
        for number in (2, 3, 4):
            published(issue_number=str(number), issuer=body(f"Cơ quan {number}"))
        with CaptureQueriesContext(connection) as many:
            client.get(self.path)
        assert len(many) == len(few)


class DoorTests:
    """Role × site × door: commune A neither touches nor sees what is unpublished at B."""

    DOORS = [
        "documents/document/{pk}/change/",
        "documents/document/{pk}/history/",
        "documents/document/{pk}/delete/",
        "editorial/edition/{pk}/xet-duyet/",
        "editorial/edition/{pk}/xem-truoc/",
        "editorial/edition/{pk}/mo/",
    ]

    @pytest.mark.parametrize("door", DOORS)
    @pytest.mark.parametrize("role", ["contributor", "writer", "editor", "chief", None])
    def test_is_shut_for_people_of_another_commune(self, door, role):
        theirs = draft(commune("Lục Bình"))
        user = person(role, commune()) if role else person(None)
        response = browser(user).get(f"/quan-tri/{door.format(pk=theirs.pk)}")
        assert response.status_code in {302, 403, 404}
        assert theirs.summary not in response.content.decode()

    @pytest.mark.parametrize("role", ["contributor", "writer", "editor", "chief"])
    def test_list_shows_nothing_of_another_commune(self, role):
        draft(commune("Lục Bình"), summary="Chuyện riêng của Lục Bình")
        text = (
            browser(person(role, commune())).get("/quan-tri/documents/document/").content.decode()
        )
        assert "Chuyện riêng" not in text

    @pytest.mark.parametrize("role, status", [("writer", 200), ("editor", 200), ("chief", 200)])
    def test_is_open_at_home(self, role, status):
        one = draft(commune())
        assert browser(person(role, commune())).get(change(one)).status_code == status

    def test_a_settled_document_is_not_changed_by_post(self):
        one = published()
        send(typed(summary="Khác hẳn") | {"version": one.version}, path=change(one))
        assert again(one).summary != "Khác hẳn"

    @pytest.mark.parametrize(
        "model", ["documenttype", "issuingbody", "topic", "signer", "postinglimit"]
    )
    @pytest.mark.parametrize("role, opens", [("chief", True), ("writer", False)])
    def test_tables_are_kept_by_the_chiefs_of_the_main_site(self, model, role, opens):
        path = f"/quan-tri/documents/{model}/add/"
        assert (browser(person(role)).get(path).status_code == 200) is opens
        assert browser(person("chief", commune())).get(path).status_code == 403
        assert browser(person(role)).get(f"/quan-tri/documents/{model}/").status_code == 200

    def test_a_body_of_another_site_is_refused(self):
        theirs = body("UBND xã Lục Bình", site=commune("Lục Bình"))
        assert send(typed(issuer=theirs.pk)).status_code == 400


class FileTests:
    def test_an_annex_closed_in_a_correction_is_no_longer_served(self):
        one = published()
        sha = one.files.get().file.sha256
        assert browser().get(f"/tep/{sha}/a.pdf").status_code == 200
        new = perform("correct", one, by=person("writer"), note="Đóng tệp.")
        new.files.update(is_public=False)
        DocumentFile.objects.create(document=new, file=stored_pdf(width=555), position=1)
        drafts.save_draft(new, by=person("writer"), version=new.version)
        perform("submit", again(new), by=person("writer"))
        perform("pass", again(new), by=person("editor"))
        perform("publish", again(new), by=person("chief"))
        assert browser().get(f"/tep/{sha}/a.pdf").status_code == 410


def locked_pdf():
    """A PDF that opens with a password only, written by hand: an encryption dictionary nobody has the key to."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<</Filter/Standard/V 1/R 2/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">/P -4>>endobj\n"
        b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n"
    )


def office(*names):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return buffer.getvalue()


def bomb():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        for number in range(4):
            archive.writestr(f"word/{number}.xml", b"0" * 80_000_000)
    return buffer.getvalue()
