"""Every app's catalogue names every sentence of its folder, translated, compiled, and once."""

import re
from collections import defaultdict

import polib
import pytest

from devserver.messages import KEYWORDS, PLACE, ROOT, apps, catalogues, key, sentences


@pytest.fixture(scope="module")
def entries():
    """[(name of the folder, entry)] of all catalogues."""
    return [
        (folder.relative_to(ROOT).as_posix(), entry)
        for folder, catalogue in catalogues().items()
        for entry in catalogue
    ]


class CatalogueTests:
    def test_leaves_nothing_untranslated_uncertain_or_obsolete(self, entries):
        assert [
            (folder, entry.msgid)
            for folder, entry in entries
            if not entry.translated() or entry.fuzzy or entry.obsolete
        ] == []

    @pytest.mark.parametrize("folder", [ROOT, *apps()], ids=lambda folder: folder.name)
    def test_is_compiled_as_it_stands(self, folder):
        compiled = polib.mofile(str((folder / PLACE).with_suffix(".mo")))
        assert told(compiled) == told(polib.pofile(str(folder / PLACE)))

    @pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
    def test_names_the_sentences_of_its_folder_and_no_other(self, app):
        """`make messages` brings a catalogue up to the code."""
        named = {key(entry) for entry in polib.pofile(str(app / PLACE))}
        assert named == set(sentences(app))

    def test_knows_every_name_by_which_sentences_are_marked(self):
        """A sentence marked by another name would be taken for one that nobody says."""
        marks = re.compile(r"import \w*gettext\w* as (\w+)")
        used = {
            name
            for app in apps()
            for path in app.rglob("*.py")
            for name in marks.findall(path.read_text())
        }
        assert used - set(KEYWORDS) == set()

    def test_says_the_same_sentence_everywhere_alike(self, entries):
        said = defaultdict(lambda: defaultdict(set))
        for folder, entry in entries:
            words = entry.msgstr or tuple(entry.msgstr_plural.values())
            said[key(entry)][words].add(folder)
        assert {one: dict(told) for one, told in said.items() if len(told) > 1} == {}

    def test_keeps_the_names_within_a_sentence(self, entries):
        def broken(entry):
            wanted = set(re.findall(r"%\((\w+)\)", entry.msgid_plural or entry.msgid))
            given = [entry.msgstr, *entry.msgstr_plural.values()]
            return any(set(re.findall(r"%\((\w+)\)", text)) != wanted for text in given if text)

        assert [(folder, entry.msgid) for folder, entry in entries if broken(entry)] == []


def told(entries):
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or tuple(entry.msgstr_plural.values())
        for entry in entries
    }
