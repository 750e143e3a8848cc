"""The portal with one section more: what a new section asks of the settings is its line here."""

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = list(INSTALLED_APPS)
INSTALLED_APPS.insert(INSTALLED_APPS.index("news") + 1, "events")
DATABASES["default"]["TEST"] = {"NAME": "test_with_a_toy_section"}
