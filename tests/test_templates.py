"""Templates can be read without scrolling sideways."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 120


def lines():
    """(address, line) of every template."""
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


class TemplateTests:
    def test_no_line_is_longer_than_120_characters(self):
        assert [address for address, line in lines() if len(line) > LONGEST] == []
