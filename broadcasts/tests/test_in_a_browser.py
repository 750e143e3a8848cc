"""A programme is listened to, and written, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from broadcasts.models import Broadcast
from broadcasts.tests.factories import draft, published, recording, station, submitted
from tests.e2e.test_axe import complaints
from tests.factories import main_site, person
from tests.sounds import mp3

PARTS = [(0, "Chào đầu"), (40, "Tin trong huyện"), (80, "Thời tiết")]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def broadcast(portal):
    main_site()
    return published(audio=recording(upload=mp3(120)), parts=PARTS)


def now(page):
    return page.evaluate("document.querySelector('[data-player] audio').currentTime")


class ListeningTests:
    @pytest.fixture
    def page(self, broadcast, open_page):
        page = open_page(path="/phat-thanh/")
        page.set_viewport_size(PHONE)
        page.get_by_role("link", name="Bản tin sáng thứ Hai").click()
        page.wait_for_function(
            "() => document.querySelector('[data-player] audio').readyState >= 1"
        )
        return page

    def test_plays_seeks_and_goes_on(self, page):
        assert page.evaluate(
            "document.querySelector('[data-player] audio').duration"
        ) == pytest.approx(120, abs=1)
        page.get_by_role("link", name="Thời tiết").click()
        page.wait_for_function(
            "() => document.querySelector('[data-player] audio').currentTime > 80.3"
        )
        assert now(page) < 90
        expect(page.get_by_role("link", name="Thời tiết")).to_have_attribute("aria-current", "true")

    def test_asks_for_parts_of_the_recording(self, broadcast, open_page):
        page, answers = open_page(), []
        page.on(
            "response", lambda answer: answers.append(answer) if "/tep/" in answer.url else None
        )
        page.goto(broadcast.get_absolute_url())
        page.wait_for_function(
            "() => document.querySelector('[data-player] audio').readyState >= 1"
        )
        assert {answer.status for answer in answers} == {206}
        assert all(
            re.match(r"bytes \d+-\d+/\d+", answer.headers["content-range"]) for answer in answers
        )

    def test_changes_the_speed_with_the_keyboard(self, page):
        page.get_by_role("button", name="1,5×").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('[data-player] audio').playbackRate") == 1.5
        expect(page.get_by_role("button", name="1,5×")).to_have_attribute("aria-pressed", "true")

    def test_reaches_player_speeds_download_and_items_in_this_order(self, page):
        page.evaluate("document.querySelector('[data-player] audio').focus()")
        reached = []
        for _press in range(24):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.textContent.trim().split(/\\s+/)[0]")
            )
        places = [reached.index(word) for word in ("0,75×", "2×", "Tải", "0:00", "1:20")]
        assert places == sorted(places)

    def test_keeps_the_browsers_own_player_without_script(self, broadcast, chrome, portal):
        window = chrome.new_context(base_url=portal, java_script_enabled=False)
        page = window.new_page()
        page.goto(broadcast.get_absolute_url())
        expect(page.locator("audio[controls]")).to_be_visible()
        expect(page.get_by_role("button", name="1,5×")).to_be_hidden()
        assert page.get_by_role("link", name="Thời tiết").get_attribute("href").endswith("#t=80")
        window.close()


class WritingTests:
    @pytest.fixture
    def form(self, open_page, portal):
        station(main_site())
        page = open_page(person("writer"), "/quan-tri/broadcasts/broadcast/add/")
        page.set_viewport_size(DESK)
        return page

    def test_tells_the_length_of_a_chosen_recording_and_files_it_for_review(self, form):
        upload = mp3(65)
        form.set_input_files(
            "#id_audio_file",
            {"name": "ban-tin.mp3", "mimeType": "audio/mpeg", "buffer": upload.read()},
        )
        expect(form.locator("[data-new-audio]")).to_contain_text("1:05 phút")
        form.fill("#id_title", "Bản tin gõ nhanh")
        form.fill("#id_aired_at", "2026-11-23T05:30")
        form.locator("#id_parts-0-offset_seconds").fill("0:00")
        form.locator("#id_parts-0-title").fill("Chào đầu")
        form.keyboard.press("Enter")
        form.keyboard.type("0:30")
        form.keyboard.press("Tab")
        form.keyboard.type("Tin trong huyện")
        form.locator(".ck-editor__editable").first.click()
        form.keyboard.type("Kính chào quý vị và bà con.")
        form.get_by_role("button", name="Lưu và gửi").click()
        form.wait_for_url("**/xet-duyet/**")
        made = Broadcast.objects.get()
        assert (made.state, made.audio.duration_seconds) == ("submitted", 65)
        assert [str(part) for part in made.parts.all()] == ["0:00 Chào đầu", "0:30 Tin trong huyện"]

    @pytest.mark.parametrize("field", ["#id_audio_file", "#id_cover_file"])
    def test_a_chosen_file_leaves_the_title_alone(self, field, open_page, portal):
        waiting = draft(title="Bản tin có tên")
        page = open_page(person("writer"), f"/quan-tri/broadcasts/broadcast/{waiting.pk}/change/")
        page.set_input_files(
            field, {"name": "tep-moi.bin", "mimeType": "audio/mpeg", "buffer": mp3().read()}
        )
        expect(page.locator("#id_title")).to_have_value("Bản tin có tên")

    def test_adds_a_row_after_the_last_with_enter(self, form):
        form.locator("#id_parts-2-title").fill("Mục ba")
        form.keyboard.press("Enter")
        form.keyboard.type("3:00")
        expect(form.locator("#id_parts-3-offset_seconds")).to_have_value("3:00")


class AccessibilityTests:
    @pytest.mark.parametrize("dark", [False, True])
    @pytest.mark.parametrize("size", [PHONE, DESK])
    def test_list_and_page_have_no_violation(self, size, dark, broadcast, open_page):
        page = open_page()
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if dark else "light")
        for path in (
            "/phat-thanh/",
            broadcast.get_absolute_url(),
            f"/phat-thanh/{broadcast.item_id}/in/",
        ):
            page.goto(path)
            assert complaints(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    @pytest.mark.parametrize(
        "path", ["broadcasts/broadcast/add/", "editorial/edition/{}/xet-duyet/"]
    )
    def test_desk_has_no_violation(self, path, open_page, portal):
        waiting = submitted(parts=PARTS)
        assert complaints(open_page(person("chief"), f"/quan-tri/{path.format(waiting.pk)}")) == []
