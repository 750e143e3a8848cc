from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self):
        # Its receiver empties the cache on publication, in every process; it needs the models loaded first.
        import_module("portal.page_cache")


class DeskConfig(AdminConfig):
    default_site = "editorial.desk_site.DeskSite"
