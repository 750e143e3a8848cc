from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = _("Questions and answers")

    def ready(self):
        # Their receivers hear of published answers and corrections; they need the models loaded first.
        import_module("qa.receivers")
        import_module("qa.error_reports.receivers")
