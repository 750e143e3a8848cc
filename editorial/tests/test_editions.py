"""What every kind of edition owes: rights of its own, hooks by their names, and guards in the database."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import connection

from accounts.rights import Rights
from editorial.edition_checks import errors_of
from editorial.models import AppendOnly, Edition, EditionRow
from news.models import Article
from schedules.models import ScheduleLine

EDITIONS = [model for model in apps.get_models() if issubclass(model, Edition)]
KINDS = [model for model in EDITIONS if model is not Edition]
ROWS = [model for model in apps.get_models() if issubclass(model, EditionRow)]
RECORDS = [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def refused(model):
    return [error.id for error in errors_of(model)]


class DeclarationTests:
    def test_nothing_that_stands_is_refused(self):
        assert run_checks(tags=["editions"]) == []

    def test_a_kind_of_edition_without_rights_of_its_own_is_refused(self, monkeypatch):
        monkeypatch.delattr(Article, "rights")
        assert refused(Article) == ["editorial.E020"]

    def test_rights_by_another_name_are_refused(self, monkeypatch):
        monkeypatch.setattr(Article, "permits", Rights(view="editor"), raising=False)
        assert refused(Article) == ["editorial.E021"]

    def test_rights_that_are_none_are_refused(self, monkeypatch):
        monkeypatch.setattr(Article, "rights", {"view": "editor"})
        assert "editorial.E021" in refused(Article)

    def test_rows_that_no_clone_would_know_are_refused(self, monkeypatch):
        monkeypatch.setattr(Article, "content_rows", {"attachments": "Files"})
        assert refused(Article) == ["editorial.E022"]

    @pytest.mark.parametrize(
        "model, slip", [(Article, "carried_file"), (Article, "shelve"), (ScheduleLine, "folow")]
    )
    def test_a_misspelt_hook_is_refused(self, monkeypatch, model, slip):
        monkeypatch.setattr(model, slip, (), raising=False)
        assert refused(model) == ["editorial.E023"]


def guarded(model_or_table):
    """The events that triggers of ours stand before, as PostgreSQL has them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_manipulation FROM information_schema.triggers WHERE event_object_table = %s "
            "AND action_timing = 'BEFORE' AND action_statement LIKE 'EXECUTE FUNCTION editorial_%%'",
            [model_or_table],
        )
        return {event for (event,) in cursor.fetchall()}


@pytest.mark.django_db
class GuardTests:
    """Asked of the database itself, by the registry: a new kind of edition is guarded, or this is red."""

    @pytest.mark.parametrize("model", EDITIONS, ids=lambda model: model.__name__)
    def test_an_edition_is_guarded(self, model):
        assert guarded(model._meta.db_table) >= {"UPDATE", "DELETE"}

    @pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
    def test_rows_of_an_edition_are_guarded(self, model):
        assert guarded(model._meta.db_table) == {"INSERT", "UPDATE", "DELETE"}

    @pytest.mark.parametrize("model", [*KINDS, *ROWS], ids=lambda model: model.__name__)
    def test_what_was_chosen_for_it_is_guarded(self, model):
        for field in model._meta.local_many_to_many:
            assert guarded(field.m2m_db_table()) == {"INSERT", "UPDATE", "DELETE"}, field.name

    @pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
    def test_a_record_is_only_ever_added(self, model):
        assert guarded(model._meta.db_table) == {"UPDATE", "DELETE"}

    def test_files_of_an_edition_are_guarded(self):
        assert guarded("editorial_attachment") == {"INSERT", "UPDATE", "DELETE"}
