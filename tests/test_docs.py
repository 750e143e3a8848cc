"""Documentation leads somewhere: every link has its file, every decision its line and its number."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_of_a_page_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_files_named_by_contributing_are_there():
    rows = re.findall(r"^\| [^|]+ \| `([^`]+)`", (ROOT / "CONTRIBUTING.md").read_text(), re.M)
    assert len(rows) == 6
    assert [row for row in rows if not list(ROOT.glob(row.replace("<section>", "*")))] == []


class DecisionTests:
    records = sorted(ROOT.glob("docs/decisions/[0-9]*.md"))

    def test_have_a_number_of_their_own_in_name_and_title(self):
        numbers = [int(record.name[:4]) for record in self.records]
        titled = [int(re.match(r"# (\d+)\.", record.read_text())[1]) for record in self.records]
        assert numbers == titled
        assert max(Counter(numbers).values()) == 1

    def test_stand_in_the_index(self):
        index = (ROOT / "docs/decisions/README.md").read_text()
        assert [record.name for record in self.records if f"({record.name})" not in index] == []
