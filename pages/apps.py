from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Static pages")

    def ready(self):
        # Its receiver furnishes new sites; it needs the models loaded first.
        import_module("pages.starter_kit")
