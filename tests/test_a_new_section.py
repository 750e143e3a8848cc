"""A new section touches its own folder, its line in the settings and its word in the floors, and is found everywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from editorial.sections import Section

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "adding-a-section.md"
TOY = Path(__file__).resolve().parent / "toy_section"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_new_section_is_found_everywhere():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.toy_section.settings",
        "PYTHONPATH": os.pathsep.join([str(TOY), os.environ.get("PYTHONPATH", "")]),
    }
    looked = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            TOY / "finds_it_everywhere.py",
        ],
        cwd=TOY.parent.parent,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert looked.returncode == 0, looked.stdout + looked.stderr


def test_the_guide_names_every_hook():
    hooks = {name for name in vars(Section) if not name.startswith("_")}
    told = GUIDE.read_text(encoding="utf-8")
    assert {name for name in hooks - {"app_label", "package"} if f"`{name}`" not in told} == set()
