"""Asking at /hoi-dap/hoi/: what is taken in, what is refused, and that nothing typed is lost."""

import hashlib
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citizens import proof_of_work
from qa import asking_views
from qa.models import Contact, Question
from qa.states import Hold, QuestionState
from qa.tests.factories import EMAIL, NAME, answered, field
from tests.factories import browser, commune, main_site, picture

pytestmark = pytest.mark.django_db
ASK = "/hoi-dap/hoi/"


@pytest.fixture(autouse=True)
def sites():
    main_site()
    commune()


def filled(**changed):
    sent = {
        "field": field().pk,
        "text": "Đường liên thôn bị sạt lở thì báo cho ai?",
        "name": NAME,
        "residence": "Xã Cao Sơn",
        "email": EMAIL,
        "phone": "",
        "consent": "on",
    } | changed
    return {name: value for name, value in sent.items() if value is not None}


def solved():
    task = proof_of_work.new()
    right = next(str(number) for number in count() if proof_of_work.is_solved(task, str(number)))
    return {"task": task, "solution": right}


def send(path=ASK, client=None, **changed):
    return (client or browser()).post(path, filled(**changed))


class AskingTests:
    def test_keeps_the_text_as_sent_and_shows_the_code(self):
        answer = send()
        question = Question.objects.get()
        assert answer["Location"] == f"/hoi-dap/tra-cuu/{question.code}/?moi=1"
        assert question.code in browser().get(answer["Location"]).content.decode()
        assert question.text == "Đường liên thôn bị sạt lở thì báo cho ai?"

    def test_works_on_a_member_site(self):
        send("/don-vi/cao-son/hoi-dap/hoi/")
        assert Question.objects.get().site.slug == "cao-son"

    def test_says_first_what_happens_and_by_when(self):
        page = browser().get(ASK).content.decode()
        assert page.index("ngày làm việc") < page.index('name="text"')

    def test_ticks_nothing_beforehand_and_needs_the_first_consent(self):
        assert "checked" not in browser().get(ASK).content.decode()
        answer = send(consent=None)
        assert answer.status_code == 400
        assert "Không có sự đồng ý này" in answer.content.decode()
        assert not Question.objects.exists()

    def test_keeps_version_and_moment_of_each_consent(self):
        send(shows_name="on")
        contact = Contact.objects.get()
        assert contact.consent_version
        assert timezone.now() - contact.consented_at < timedelta(minutes=1)
        assert contact.shows_name_at

    def test_shows_the_name_only_with_the_second_consent(self):
        send()
        send(text="Một câu hỏi khác hẳn về trường học?", shows_name="on")
        assert set(Question.objects.values_list("signature", flat=True)) == {
            "N.T.M.Đ., Xã Cao Sơn",
            f"{NAME}, Xã Cao Sơn",
        }

    def test_makes_initials_of_letters_only(self):
        send(name="1 (tôi)")
        assert Question.objects.get().signature == "Một công dân, Xã Cao Sơn"

    def test_does_not_show_where_somebody_from_elsewhere_lives(self):
        send(residence="khac", elsewhere="số 7 ngõ Giếng Ngọc, Hà Nội")
        assert Question.objects.get().signature == "N.T.M.Đ."

    def test_loses_nothing_that_was_typed(self):
        answer = send(email="không phải thư", name=NAME)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert NAME in page
        assert "Đường liên thôn" in page
        assert 'aria-invalid="true"' in page

    @pytest.mark.parametrize(
        ("bad", "sentence"),
        [
            ({"text": "\u200b\u200f   "}, "Hãy ghi nội dung câu hỏi."),
            ({"text": "\u2066Đất\u2069"}, "ít nhất mười ký tự"),
            ({"text": "x" * 1_000_000}, "Câu hỏi dài quá 5.000 ký tự"),
            ({"text": "😀" * 6000}, "Câu hỏi dài quá 5.000 ký tự"),
            ({"name": "\u202e \u200b"}, "Hãy ghi họ và tên."),
            ({"name": "N" * 101}, "Họ tên dài quá 100 ký tự."),
            ({"field": "999999"}, "Hãy chọn lĩnh vực trong danh sách."),
            ({"residence": "Sao Hỏa"}, "Hãy chọn nơi cư trú trong danh sách."),
            ({"residence": "khac", "elsewhere": "\u200b"}, "Hãy ghi nơi cư trú"),
            ({"email": "", "phone": ""}, "Ghi thư điện tử hoặc số điện thoại"),
            ({"email": "a@b@c"}, "Địa chỉ thư điện tử có dạng"),
            ({"phone": "<script>"}, "Số điện thoại có từ 8 đến 15 chữ số."),
            ({"website": "http://spam.example"}, "Hãy để trống ô này"),
        ],
    )
    def test_refuses_what_it_cannot_use_with_a_sentence(self, bad, sentence):
        answer = send(**bad)
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert not Question.objects.exists()

    def test_answers_in_words_to_what_is_too_large_to_be_read(self):
        answer = browser().post(ASK, filled(text="x" * 6_000_000))
        assert answer.status_code == 400
        assert "Nội dung gửi đến không đọc được" in answer.content.decode()

    def test_takes_right_to_left_and_zero_width_signs_out_of_what_it_keeps(self):
        send(text="Tôi\u200b hỏi về \u202eđất\u202c ở thôn Nà Cù 😀?", name="Nông\u200f Thị Mẫu")
        assert Question.objects.get().text == "Tôi hỏi về đất ở thôn Nà Cù 😀?"
        assert Contact.objects.get().name == "Nông Thị Mẫu"

    def test_takes_emoji_and_html_as_plain_text(self):
        send(text="Xin hỏi 😀 <script>alert(1)</script> & thủ tục")
        question = Question.objects.get()
        page = browser().get(f"/hoi-dap/tra-cuu/{question.code}/").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_sends_the_letter_of_an_archived_site_elsewhere(self):
        commune(archived_at=timezone.now())
        assert browser().get("/don-vi/cao-son/hoi-dap/hoi/").status_code == 410


class FileTests:
    def test_are_judged_by_content_and_never_public(self):
        send(uploads=[picture()])
        kept = Question.objects.get().files.get()
        assert kept.content_type == "image/jpeg"
        assert kept.name == "rung-mo.jpg"
        assert "rung-mo" not in kept.file.name

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("don.pdf", b"MZ\x90\x00 day la chuong trinh", "don.pdf:"),
            ("anh.jpg", b"<html><script>alert(1)</script></html>", "anh.jpg:"),
            ("don.docx", b"PK\x03\x04 hong", "don.docx:"),
            ("virus.exe", b"MZ\x90\x00", "virus.exe:"),
            ("rong.pdf", b"", "rỗng"),
        ],
    )
    def test_that_lie_are_refused(self, name, content, sentence):
        answer = send(uploads=[SimpleUploadedFile(name, content, "application/pdf")])
        assert answer.status_code == 400
        text = answer.content.decode()
        assert sentence in text
        assert "chọn lại tệp" in text
        assert "Đường liên thôn" in text

    def test_are_three_at_most(self):
        answer = send(uploads=[picture() for _number in range(4)])
        assert answer.status_code == 400
        assert "Tối đa 3 tệp." in answer.content.decode()

    def test_have_a_limit_of_their_own(self, monkeypatch):
        monkeypatch.setattr("citizens.forms.FILE_LIMIT", 1000)
        answer = send(uploads=[picture()])
        assert "quá lớn" in answer.content.decode()
        assert not Question.objects.exists()


class AbuseTests:
    def test_of_one_source_stops_early_and_keeps_what_was_typed(self):
        client = browser()
        for number in range(11):
            answer = send(client=client, text=f"Câu hỏi thứ {number} của chương trình")
        assert answer.status_code == 429
        assert "Câu hỏi thứ 10" in answer.content.decode()
        assert Question.objects.count() == 10

    def test_of_ten_thousand_from_one_source_is_refused_before_anything_is_looked_at(
        self, monkeypatch
    ):
        """The same bound with smaller numbers: what comes after it costs neither a look at files nor a write."""
        monkeypatch.setattr(asking_views, "MOST_TRIES", 20)
        client, looked = browser(), []
        monkeypatch.setattr(
            "citizens.forms._checked",
            lambda upload: looked.append(upload) or (upload, SimpleNamespace()),
        )
        for number in range(60):
            answer = send(
                client=client,
                text=f"Câu hỏi thứ {number} của chương trình",
                uploads=[picture()],
                name="",
            )
        assert (answer.status_code, len(looked)) == (429, 20)
        assert answer["Retry-After"] == "3600"
        assert "Câu hỏi thứ 59" in answer.content.decode()
        with CaptureQueriesContext(connection) as asked:
            send(client=client, text="Câu hỏi sau cùng của chương trình")
        assert not [
            query
            for query in asked.captured_queries
            if query["sql"].startswith(("INSERT", "UPDATE"))
        ]
        assert (
            browser(REMOTE_ADDR="203.0.113.7")
            .post(ASK, filled(text="Người khác hỏi lúc ấy?"))
            .status_code
            == 302
        )

    def test_counts_the_addresses_of_one_household_as_one(self):
        statuses = [
            browser(REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
            .post(ASK, filled(text=f"Câu hỏi thứ {number} về đất?"))
            .status_code
            for number in range(1, 12)
        ]
        assert statuses == [302] * 10 + [429]

    def test_leaves_a_shared_office_room_for_those_who_prove_work(self, monkeypatch):
        client = browser()
        monkeypatch.setattr(proof_of_work, "BITS", 4)
        for number in range(25):
            assert (
                send(client=client, text=f"Người dân thứ {number} hỏi", **solved()).status_code
                == 302
            )

    def test_of_one_text_from_many_addresses_stops_too(self):
        statuses = [
            browser(REMOTE_ADDR=f"203.0.113.{number}")
            .post(ASK, filled(text="Đường LIÊN thôn bị  sạt lở?"))
            .status_code
            for number in range(3)
        ]
        assert statuses == [302, 302, 429]

    def test_holds_links_and_what_came_without_proof(self):
        send(text="Xem giúp tôi trang http://vay-tien.example nhé")
        assert Question.objects.get().holds == [Hold.LINKS, Hold.NO_PROOF]
        assert Question.objects.get().state == QuestionState.RECEIVED

    def test_accepts_a_proof_once(self):
        proof = solved()
        send(**proof)
        send(text="Câu hỏi thứ hai với cùng lời giải?", **proof)
        assert list(Question.objects.order_by("pk").values_list("holds", flat=True)) == [
            [],
            [Hold.NO_PROOF],
        ]

    @pytest.mark.parametrize(
        "proof", [("", ""), ("bịa", "1"), ("x" * 5000, "1"), (None, "y" * 5000)]
    )
    def test_takes_no_invented_proof(self, proof):
        task, solution = proof
        assert not proof_of_work.spend(task if task is not None else proof_of_work.new(), solution)

    def test_proof_is_what_the_script_computes(self):
        proof = solved()
        digest = hashlib.sha256(f"{proof['task']}.{proof['solution']}".encode()).hexdigest()
        assert digest.startswith("0000")


class SimilarTests:
    def test_are_found_without_marks(self):
        answer = answered()
        for response in (
            browser().get(f"{ASK}?tim=cap lai SO DO"),
            browser().post("/hoi-dap/tuong-tu/", {"text": "mất sổ đỏ"}),
        ):
            assert answer.title in response.content.decode()

    def test_survive_any_words(self):
        for words in ("' | & ! ( :*", "😀", "a" * 300, "toi xin hoi"):
            assert browser().get(ASK, {"tim": words}).status_code == 200
