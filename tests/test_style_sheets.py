"""Colours have one room each: the tokens of the public site and those of the desk."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Paper prints black on white: there the tokens themselves are set anew.
ROOMS = {"tokens.css", "desk-tokens.css", "print.css"}
LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def style_sheets():
    return [
        path
        for folder in (ROOT / "static", *ROOT.glob("*/static"))
        for path in folder.rglob("*.css")
    ]


class ColourTests:
    def test_stand_among_the_tokens_only(self):
        found = [
            f"{path.relative_to(ROOT)}: {colour}"
            for path in style_sheets()
            if path.name not in ROOMS
            for colour in LITERAL.findall(path.read_text())
        ]
        assert found == []

    def test_that_are_named_are_known(self):
        sheets = [path.read_text() for path in style_sheets()]
        known = set(re.findall(r"(--[\w-]+):", "".join(sheets)))
        assert {name for sheet in sheets for name in re.findall(r"var\((--[\w-]+)", sheet)} <= known
