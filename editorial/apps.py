from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial desk")

    def ready(self) -> None:
        # Its receiver asks for a check of links in every process; it needs the models loaded first.
        import_module("editorial.link_requests")
        import_module("editorial.sections").discover()
        import_module("editorial.checks")
        import_module("editorial.edition_checks")
        import_module("editorial.desk_checks")
        post_migrate.connect(import_module("editorial.triggers").install, sender=self)
