"""docs/glossary.md: every model under the word of the office."""

import re

import pytest
from django.apps import apps

from tests import floors

LINE = re.compile(r"^\| (?P<word>[^|]+) \| `(?P<label>\w+\.\w+)` \| (?P<meaning>[^|]+) \|$")
TEXT = (floors.ROOT / "docs" / "glossary.md").read_text().partition("\n## Models\n")[2]
ROWS = [found.groupdict() for line in TEXT.splitlines() if (found := LINE.match(line))]
MODELS = {
    model._meta.label: model
    for model in apps.get_models()
    if model._meta.app_label in floors.HEIGHTS
}


class GlossaryTests:
    def test_has_one_row_for_each_model_and_none_for_another(self):
        assert sorted(row["label"] for row in ROWS) == sorted(MODELS)

    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row["label"])
    def test_calls_a_model_by_its_own_word(self, row):
        """The word with which its docstring begins, or the one that the desk shows."""
        model = MODELS[row["label"]]
        own = (str(model._meta.verbose_name), (model.__doc__ or "").strip())
        assert any(text.lower().startswith(row["word"]) for text in own)
