"""A citizen asks on a phone; the desk redacts, assigns, answers and publishes; the citizen reads it by the code and rates it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from qa import workflow
from qa.models import Question
from qa.states import QuestionState
from qa.tests.factories import (
    NAME,
    PUBLIC_TEXT,
    SUBJECT,
    TEXT,
    answered,
    assigned,
    now,
    received,
    responder,
)
from tests.factories import commune, main_site, person

PHONE_SIZE = {"width": 360, "height": 740}


@pytest.fixture
def people(transactional_db):
    main_site()
    commune()
    return {"bientap": person("editor"), "truongban": person("chief"), "canbo": responder()}


def complaints(page):
    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def fill_in(page, after_each):
    """One question after the other, as they stand."""
    answers = [
        lambda: page.select_option("#id_field", label="Đất đai"),
        lambda: page.fill("#id_text", TEXT),
        lambda: None,
        lambda: page.fill("#id_name", NAME),
        lambda: page.select_option("#id_residence", label="Xã Cao Sơn"),
        lambda: page.fill("#id_phone", "0912 345 678"),
        lambda: page.check("#id_consent"),
    ]
    for place, answer in enumerate(answers, 1):
        answer()
        if place < len(answers):
            after_each(place)


def send(page):
    page.get_by_role("button", name="Gửi câu hỏi").click()
    page.wait_for_url("**/tra-cuu/**")


def ask(page):
    """On one page."""
    fill_in(page, lambda place: None)
    send(page)


def go_on(page):
    page.get_by_role("button", name="Tiếp tục").click()


def shown_fields(page):
    return page.evaluate("""[...document.querySelectorAll("[data-ask] :is(input, select, textarea):not([type=hidden])")]
        .filter(field => field.checkVisibility() && !field.closest(".form__trap")).map(field => field.name)""")


def told(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def press(page, step, **fields):
    act = page.locator(f":is(details, form)[data-step={step}]")
    if act.count():
        act.evaluate("element => { element.open = true }")
        for name, value in fields.items():
            act.locator(f"[name={name}]").fill(value)
        act.locator("button[name=step]").click()
    else:
        page.locator(f"button[data-step={step}]").click()


def review(page, action):
    act = page.locator(f"[data-act={action}]")
    act.evaluate("element => { element.open = true }")
    act.locator("button[type=submit]").last.click()


def others():
    """Answered privately, waiting for the citizen, and forwarded."""
    private, waiting = (
        assigned(text="Câu hỏi riêng về hồ sơ?"),
        assigned(text="Câu hỏi còn thiếu thông tin?"),
    )
    workflow.perform(
        "answer_privately", private, by=responder(), text="Hồ sơ đã xong.", note="Có dữ liệu riêng."
    )
    workflow.perform("send_privately", private, by=person("chief"))
    workflow.perform("wait", waiting, by=responder(), note="Thửa đất ở thôn nào?")
    away = received(text="Câu hỏi ngoài thẩm quyền?")
    workflow.perform(
        "forward", away, by=person("editor"), authority="Công an huyện", note="Ngoài thẩm quyền."
    )
    return now(private), now(waiting), now(away)


class QuestionTests:
    def test_travels_from_a_phone_to_a_rated_answer(self, people, open_page):
        citizen = open_page()
        citizen.set_viewport_size(PHONE_SIZE)
        citizen.goto("/hoi-dap/hoi/")
        fill_in(citizen, lambda place: go_on(citizen))
        send(citizen)
        code = citizen.locator(".sent__code").inner_text()
        question = Question.objects.get()
        assert (question.code, question.holds) == (code, [])

        desk = open_page(people["bientap"], f"/quan-tri/qa/question/{question.pk}/xem/")
        press(desk, "moderate", subject=SUBJECT, public_text=PUBLIC_TEXT)
        desk.wait_for_load_state()
        assert now(question).officer == people["canbo"]

        officer = open_page(people["canbo"], "/quan-tri/qa/question/")
        officer.get_by_role("link", name=SUBJECT).click()
        press(officer, "write")
        officer.wait_for_url("**/qa/answer/*/change/")
        officer.locator(".ck-editor__editable").click()
        officer.keyboard.type("Ông, bà nộp đơn tại bộ phận một cửa.")
        officer.click("button[name=_submit]")
        officer.wait_for_url("**/xet-duyet/")
        review_address = officer.url.partition("/quan-tri/")[2]

        desk.goto(f"/quan-tri/{review_address}")
        review(desk, "pass")
        desk.wait_for_load_state()
        chief = open_page(people["truongban"], f"/quan-tri/{review_address}")
        review(chief, "publish")
        chief.wait_for_load_state()
        assert now(question).state == QuestionState.ANSWERED

        citizen.goto("/hoi-dap/tra-cuu/")
        citizen.fill("#id_code", code.lower())
        citizen.get_by_role("button", name="Xem câu hỏi").click()
        citizen.wait_for_url("**/tra-cuu/*-*/")
        citizen.get_by_label("Rất hài lòng").check()
        citizen.get_by_role("button", name="Gửi đánh giá").click()
        citizen.get_by_text("Cảm ơn ông/bà đã đánh giá").wait_for()
        said = []
        citizen.on("console", lambda message: said.append(message.text))
        citizen.get_by_role("link", name="Đọc câu trả lời").click()
        citizen.get_by_role("heading", name=SUBJECT).wait_for()
        assert "bộ phận một cửa" in citizen.content()
        assert NAME not in citizen.content()
        assert not [text for text in said if "Content Security Policy" in text]

    def test_is_asked_on_one_page_without_javascript(self, people, chrome, portal):
        window = chrome.new_context(base_url=portal, java_script_enabled=False, viewport=PHONE_SIZE)
        page = window.new_page()
        page.goto("/hoi-dap/hoi/")
        ask(page)
        assert Question.objects.get().holds == ["no_proof"]
        window.close()


class StepTests:
    """On a phone, one question after the other."""

    @pytest.fixture
    def phone(self, people, open_page):
        page = open_page()
        page.set_viewport_size(PHONE_SIZE)
        page.goto("/hoi-dap/hoi/")
        return page

    def test_say_where_one_is_and_hold_the_focus(self, phone):
        assert phone.get_by_text("Các bước tiếp theo").is_visible()
        assert shown_fields(phone) == ["field"]
        phone.select_option("#id_field", label="Đất đai")
        go_on(phone)
        assert told(phone) == "Bước 2/7"
        assert shown_fields(phone) == ["text"]
        assert not phone.get_by_text("Các bước tiếp theo").is_visible()

    def test_fit_and_have_no_violation_each(self, phone):
        def look(place):
            assert complaints(phone) == [], place
            assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE_SIZE["width"], (
                place
            )
            go_on(phone)

        fill_in(phone, look)
        assert complaints(phone) == []

    def test_do_not_go_on_without_an_answer_and_say_why_at_the_field(self, phone):
        go_on(phone)
        assert shown_fields(phone) == ["field"]
        assert phone.evaluate("document.activeElement.id") == "id_field"
        assert "Hãy chọn lĩnh vực" in phone.locator("#id_field_error").inner_text()
        assert complaints(phone) == []
        phone.select_option("#id_field", label="Đất đai")
        go_on(phone)
        phone.fill("#id_text", "Ngắn")
        go_on(phone)
        assert "ít nhất mười ký tự" in phone.locator("#id_text_error").inner_text()

    def test_show_similar_answers_while_one_writes_without_marks(self, phone):
        answer = answered()
        phone.select_option("#id_field", label="Đất đai")
        go_on(phone)
        phone.locator("#id_text").press_sequentially("lam lai so do bi mat the nao")
        phone.locator("[data-similar-answers]").get_by_role("link", name=answer.title).wait_for()
        assert phone.input_value("#id_text") == "lam lai so do bi mat the nao"

    def test_lead_back_by_the_phone_s_own_button_and_lose_nothing(self, phone):
        phone.select_option("#id_field", label="Đất đai")
        go_on(phone)
        phone.fill("#id_text", TEXT)
        go_on(phone)
        phone.go_back()
        assert (shown_fields(phone), phone.input_value("#id_text")) == (["text"], TEXT)
        phone.get_by_role("button", name="Quay lại").click()
        phone.locator("#id_field").wait_for()
        go_on(phone)
        assert phone.input_value("#id_text") == TEXT

    def test_want_one_way_to_answer_and_a_place_only_from_elsewhere(self, phone):
        def elsewhere(place):
            if place == 5:
                assert shown_fields(phone) == ["residence"]
                phone.select_option("#id_residence", label="Nơi khác")
                go_on(phone)
                assert shown_fields(phone) == ["residence", "elsewhere"]
                phone.fill("#id_elsewhere", "Hà Nội")
            if place == 6:
                phone.fill("#id_phone", "")
                go_on(phone)
                assert "thư điện tử hoặc" in phone.locator("#id_email_error").inner_text()
                phone.fill("#id_phone", "0912 345 678")
            go_on(phone)

        fill_in(phone, elsewhere)
        send(phone)
        assert Question.objects.get().signature == "N.T.M.Đ."

    def test_open_at_the_first_mistake_that_the_portal_found(self, phone):
        phone.evaluate("document.querySelector('#id_uploads').removeAttribute('accept')")
        lying = {
            "name": "don.pdf",
            "mimeType": "application/pdf",
            "buffer": b"MZ day la chuong trinh",
        }

        def attach(place):
            if place == 3:
                phone.set_input_files("#id_uploads", [lying])
            go_on(phone)

        fill_in(phone, attach)
        phone.get_by_role("button", name="Gửi câu hỏi").click()
        phone.get_by_role("heading", name="Chưa gửi được").wait_for()
        assert shown_fields(phone) == ["uploads"]
        phone.locator(".form__sum a").first.click()
        assert phone.evaluate("document.activeElement.id") == "id_uploads"
        for _step in range(4):
            go_on(phone)
        send(phone)
        assert Question.objects.get().text == TEXT

    def test_are_one_page_at_a_desk_and_after_turning_a_tablet(self, phone):
        phone.select_option("#id_field", label="Đất đai")
        go_on(phone)
        phone.set_viewport_size({"width": 1280, "height": 800})
        phone.get_by_text("Các bước tiếp theo").wait_for()
        assert shown_fields(phone) == [
            "field",
            "text",
            "uploads",
            "name",
            "residence",
            "email",
            "phone",
            "consent",
            "shows_name",
        ]
        assert not phone.get_by_text("Bước 2/7").is_visible()


class AccessibilityTests:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_public_pages_have_no_violation_and_fit(self, people, open_page, width):
        answer, question = answered(), assigned(text="Một câu hỏi đang mở?")
        page = open_page()
        page.set_viewport_size({"width": width, "height": 800})
        private, waiting, turned_away = others()
        below = f"/hoi-dap/{answer.item_id}"
        for path in (
            "/hoi-dap/",
            "/hoi-dap/?q=khong-co-gi",
            "/hoi-dap/hoi/?tim=so do",
            "/hoi-dap/tra-cuu/",
            "/hoi-dap/tra-cuu/SAI/",
            "/hoi-dap/thuong-gap/",
            "/hoi-dap/thong-ke/",
            answer.get_absolute_url(),
            f"{below}/lich-su/",
            f"{below}/in/",
            f"/hoi-dap/tra-cuu/{question.code}/?moi=1",
            f"/hoi-dap/tra-cuu/{answer.item.question.code}/",
            *(f"/hoi-dap/tra-cuu/{one.code}/" for one in (private, waiting, turned_away)),
        ):
            page.goto(path)
            assert complaints(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    @pytest.mark.parametrize("width", [360, 1280])
    def test_desk_pages_have_no_violation_and_fit(self, people, open_page, width):
        question, given, answer = (
            received(),
            assigned(text="Một câu hỏi đang mở?"),
            answered(text="Câu hỏi đã trả lời?"),
        )
        private, waiting, turned_away = others()
        draft = workflow.perform("write", given, by=people["canbo"])
        shown = [
            one.pk for one in (question, given, private, waiting, turned_away, answer.item.question)
        ]
        paths = [
            "question/tong-quan/",
            "question/ban-goc/",
            *(f"question/{pk}/xem/" for pk in shown),
        ]
        # The list and the form of tables are the skin's own pages; their faults are not ours to mend.
        of_the_skin = ["question/", "answer/"]
        page = open_page(people["truongban"])
        page.set_viewport_size({"width": width, "height": 800})
        for path in [*paths, *of_the_skin]:
            page.goto(f"/quan-tri/qa/{path}")
            assert path in of_the_skin or complaints(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        officer = open_page(people["canbo"])
        officer.set_viewport_size({"width": width, "height": 800})
        for path in (f"question/{given.pk}/xem/", f"answer/{draft.pk}/change/"):
            officer.goto(f"/quan-tri/qa/{path}")
            assert complaints(officer) == [], path
