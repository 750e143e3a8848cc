from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteTransferConfig(AppConfig):
    name = "site_transfer"
    verbose_name = _("Life of the sites")

    def ready(self):
        import_module("site_transfer.checks")
