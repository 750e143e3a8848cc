import json
from types import SimpleNamespace

import pytest

from components.checks import check_sources, wrong_sources
from components.tests.factories import decree

KNOWN = {("nd-1", "tin-tuc")}


def declaring(path):
    return SimpleNamespace(app_label="news", component_sources=str(path))


class DeclaredSourcesTests:
    def test_of_all_sections_are_in_order(self):
        assert check_sources() == []

    def test_that_are_not_there_are_refused(self, tmp_path):
        errors = wrong_sources(declaring(tmp_path / "khong-co.json"), KNOWN)
        assert [error.id for error in errors] == ["components.E001"]

    @pytest.mark.parametrize(
        ("key", "kind", "refusals"),
        [
            ("tin-tuc", "news.article", []),
            ("tin-tucs", "news.article", ["components.E002"]),
            ("tin-tuc", "news.artikel", ["components.E003"]),
            ("tin-tuc", "pages.page", ["components.E003"]),
        ],
    )
    def test_for_no_component_or_of_no_table_are_refused(self, tmp_path, key, kind, refusals):
        file = tmp_path / "components.json"
        file.write_text(json.dumps({"nd-1": {key: [{"kind": kind}]}}))
        assert [error.id for error in wrong_sources(declaring(file), KNOWN)] == refusals

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("key", "kinds"),
        [
            ("ke-hoach", ["pages.page", "documents.document"]),
            ("chi-dao-dieu-hanh", ["documents.document", "schedules.weekschedule"]),
        ],
    )
    def test_of_several_sections_stand_in_the_order_of_the_decree(self, key, kinds):
        sources = decree().components.get(key=key).sources.order_by("position")
        assert [source.kind for source in sources] == kinds
