from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = _("Questions and answers")

    def ready(self):
        # Its receiver hears of published answers; it needs the models loaded first.
        import_module("qa.receivers")
