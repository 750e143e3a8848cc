"""Which files outside a section's folder name that section, as code and not as a plain word.

Found are imports, labels and tasks ("news.article"), names of addresses ("news:list"), templates
and static files ("news/card.html"), permissions (`perms.news`) and layers of style sheets. Tests,
documents, the catalogue and frozen migrations may name what they like; so may, line by line, the
two lists that a new section enters: INSTALLED_APPS and the floors.
"""

import re
import subprocess

from tests import floors

SECTIONS = next(layer for layer in floors.FLOORS["layers"] if "news" in layer)
ENDINGS = (".py", ".html", ".css", ".js", ".json", ".toml", ".typ", ".txt", ".svg")
FREE = re.compile(r"(^|/)(tests|migrations|docs|locale|benchmarks)/|^conftest\.py$")
ENTERED = {
    "portal/settings.py": re.compile(r'^    "\w+",$', re.MULTILINE),
    "pyproject.toml": re.compile(r'^        "\w+",$', re.MULTILINE),
}
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
LABEL = rf"({'|'.join(SECTIONS)})"
CODE = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^\s*from {LABEL}(?:\.[\w.]+)? import ",
        rf"^\s*import {LABEL}(?:\.|$| as )",
        rf"""["']/?{LABEL}["'.:/]""",
        rf"""["'/.]{LABEL}/\w""",
        rf"\badmin:{LABEL}_",
        rf"\bperms\.{LABEL}\b",
    )
]
LAYERS = re.compile(r"@layer ([^;{]*)")
# Words that only look like a section.
PLAIN_WORDS = {
    "documents/views.py: pages",
    "editorial/models/file_texts.py: pages",
    "portal/page_cache.py: pages",
}


def named_in(text):
    """Sections that a text names."""
    found = {label for pattern in CODE for label in pattern.findall(text)}
    layers = " ".join(LAYERS.findall(text))
    return found | {label for label in SECTIONS if re.search(rf"\b{label}\b", layers)}


def text_of(path):
    text = COMMENT.sub("", (floors.ROOT / path).read_text())
    return ENTERED[path].sub("", text) if path in ENTERED else text


def places():
    """{"file: section"} of every file that names a section and stands outside its folder."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=floors.ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    asked = [path for path in listed if path.endswith(ENDINGS) and not FREE.search(path)]
    return {
        f"{path}: {section}"
        for path in asked
        for section in named_in(text_of(path))
        if not path.startswith(f"{section}/")
    } - PLAIN_WORDS


if __name__ == "__main__":
    print("\n".join(sorted(places())))  # noqa: T201
