from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("What readers report and rate")

    def ready(self):
        # Its receiver hears of published corrections; it needs the models loaded first.
        import_module("feedback.error_reports.receivers")
