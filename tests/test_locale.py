"""The catalogue is complete, fresh, and names every sentence of the code."""

import ast
import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
PACKAGES = [
    "portal",
    "reports",
    "site_transfer",
    "news",
    "documents",
    "broadcasts",
    "schedules",
    "pages",
    "banners",
    "qa",
    "consultations",
    "feedback",
    "citizens",
    "components",
    "editorial",
    "accounts",
    "visits",
    "member_sites",
    "common",
]
CALLS = {"_", "__", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
TRANSLATE = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")
INLINE = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.S
)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def sentences_of_python(path):
    for node in ast.walk(ast.parse(path.read_text())):
        name = getattr(getattr(node, "func", None), "id", None)
        first = node.args[0] if name in CALLS and node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def sentences_of_template(path):
    text = path.read_text()
    for pattern in (TRANSLATE, INLINE):
        yield from (one or other for one, other in pattern.findall(text))
    for options, body in BLOCK.findall(text):
        yield msgid_of(PLURAL.split(body)[0], trimmed="trimmed" in options)


def msgid_of(body, *, trimmed):
    lines = " ".join(line.strip() for line in body.strip().splitlines()) if trimmed else body
    return VARIABLE.sub(r"%(\1)s", lines)


def code():
    for package in [ROOT / name for name in PACKAGES]:
        sources = (
            path for path in package.rglob("*.py") if not {"migrations", "tests"} & set(path.parts)
        )
        yield from ((path, sentences_of_python) for path in sources)
    for folder in [ROOT / "templates", *ROOT.glob("*/templates")]:
        yield from ((path, sentences_of_template) for path in folder.rglob("*") if path.is_file())


class CatalogueTests:
    def test_leaves_nothing_untranslated_or_uncertain(self, catalogue):
        assert [
            entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()
        ] == []

    def test_is_compiled_as_it_stands(self, catalogue):
        compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
        assert told(compiled) == told(entry for entry in catalogue if not entry.obsolete)

    def test_names_every_sentence_of_the_code(self, catalogue):
        known = {entry.msgid for entry in catalogue if not entry.obsolete}
        unknown = {
            f"{path.relative_to(ROOT)}: {sentence}"
            for path, sentences in code()
            for sentence in sentences(path)
            if sentence and sentence not in known
        }
        assert sorted(unknown) == []

    def test_keeps_the_names_within_a_sentence(self, catalogue):
        def broken(entry):
            wanted = set(re.findall(r"%\((\w+)\)", entry.msgid_plural or entry.msgid))
            given = (
                [entry.msgstr, *entry.msgstr_plural.values()]
                if not entry.msgid_plural
                else entry.msgstr_plural.values()
            )
            return any(set(re.findall(r"%\((\w+)\)", text)) != wanted for text in given if text)

        assert [entry.msgid for entry in catalogue if broken(entry)] == []


def told(entries):
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or tuple(entry.msgstr_plural.values())
        for entry in entries
    }
