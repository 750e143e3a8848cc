import logging
import os
from io import StringIO
from types import SimpleNamespace

import pytest
from django.conf import settings as portal_settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

from common import worker

pytest_plugins = ["tests.browser"]
# No files need to be gathered and hashed before a page is rendered.
PLAIN_NAMES = portal_settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}


def pytest_configure(config):
    """Each test process empties a Redis database of its own, never that of a running portal or of a neighbour."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1")[2:]) + 2
    url = f"{portal_settings.REDIS_URL.rpartition('/')[0]}/{number}"
    portal_settings.REDIS_URL = portal_settings.CELERY_BROKER_URL = url
    portal_settings.CACHES["default"]["LOCATION"] = url
    portal_settings.SECURE_SSL_REDIRECT = False


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Files and mail of a test stay in its own folder; passwords hash fast; static names are plain."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.STORAGES = PLAIN_NAMES


@pytest.fixture(autouse=True)
def empty_cache(own_folders):
    cache.clear()


@pytest.fixture
def log():
    """Every line that is logged during the test, of all levels."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def asked_of_worker(monkeypatch):
    """[(task, its arguments)] that were asked for during the test; nobody hears them."""
    asked = []
    heard = SimpleNamespace(
        send_task=lambda task, arguments=(), **_how: asked.append((task, *arguments))
    )
    monkeypatch.setattr(worker, "current_app", heard)
    return asked


@pytest.fixture
def deaf_broker(monkeypatch):
    """A broker that cannot be reached."""

    def send_task(*_asked, **_how):
        raise OperationalError("broker is away")

    monkeypatch.setattr(worker, "current_app", SimpleNamespace(send_task=send_task))
