import subprocess
import sys
from importlib import import_module

import pytest

from editorial.sections import sections

HOOKS = {"demo": ("size", "seed"), "demo_sites": ("fill",), "demo_options": ("add",)}
LOADED = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print([name for name in sys.modules if "demo" in name.split(".")])
"""


def declared():
    for section in sections():
        for hook, functions in HOOKS.items():
            for part in vars(type(section)).get(hook, ()):
                yield from ((part.module, function) for function in functions)


class DemoTests:
    @pytest.mark.parametrize("module, function", list(declared()))
    def test_modules_hold_what_they_are_asked_for(self, module, function):
        assert callable(vars(import_module(module))[function])

    def test_is_not_loaded_by_a_portal_that_serves_pages(self):
        loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
        assert loaded.stdout.strip() == "[]", loaded.stderr


class BenchTests:
    @pytest.mark.parametrize("name", [name for section in sections() for name in section.benches])
    def test_modules_say_what_they_measure(self, name):
        assert callable(import_module(name).measure)
