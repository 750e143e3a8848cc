from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        import_module("common.checks")
        # `order_by("name__alphabetical")` is known from here on.
        import_module("common.collation")
