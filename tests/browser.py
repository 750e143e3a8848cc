"""A real Chromium before the real portal."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.factories import PASSWORD

PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


def chromium():
    found = [place for place in PLACES if Path(place).exists()]
    return found[0] if found else shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if "chrome" in item.fixturenames:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chrome():
    place = chromium()
    if not place:
        pytest.skip("No Chromium was found on this machine, so what needs a browser was not tried.")
    # The browser's driver runs a loop in this thread, where Django would otherwise refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def portal(transactional_db, settings, request):
    """Address of the running portal, over plain HTTP."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = (
        False
    )
    return request.getfixturevalue("live_server").url


@pytest.fixture
def open_page(chrome, portal):
    """open_page(user=None, path="") -> a page of that person's own browser window, logged in."""
    windows = []

    def opened(user=None, path="/"):
        window = chrome.new_context(base_url=portal, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        window.set_default_timeout(15_000)
        windows.append(window)
        page = window.new_page()
        if user:
            page.goto("/quan-tri/")
            page.fill("#id_username", user.username)
            page.fill("#id_password", PASSWORD)
            page.locator("#id_password").press("Enter")
            page.wait_for_url("**/quan-tri/")
        page.goto(path)
        return page

    yield opened
    for window in windows:
        window.close()
