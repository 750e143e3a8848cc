"""Floors: every package has one, imports and keys point down, and nobody names a section but itself."""

import ast

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.db.models import Model

from tests import floors, naming

NOT_CODE = {"tests", "benchmarks", "docs", "deploy", "locale", "static", "templates"}


class FloorTests:
    def test_every_package_has_a_floor(self):
        packages = {path.parent.name for path in floors.ROOT.glob("*/__init__.py")} - NOT_CODE
        assert packages == set(floors.HEIGHTS)

    def test_every_import_goes_down(self):
        assert floors.look()

    def test_every_foreign_key_points_down(self):
        floor = floors.HEIGHTS
        upwards = [
            f"{model._meta.label}.{field.name}"
            for model in apps.get_models()
            if model._meta.app_label in floor
            for field in model._meta.get_fields()
            if field.concrete
            and field.related_model
            and field.related_model._meta.app_label in floor
            and floor[field.related_model._meta.app_label] > floor[model._meta.app_label]
        ]
        assert upwards == []


class NamingTests:
    def test_nothing_outside_its_folder_names_a_section(self):
        assert naming.places() == set()

    @pytest.mark.parametrize(
        "line",
        [
            "from news.models import Article",
            "import news.public",
            'kind = "news.article"',
            'path("tin-tuc/", include("news.urls"))',
            "{% url 'news:list' %}",
            "{% include 'news/_card.html' %}",
            '<link href="/static/news/news.css">',
            'reverse("admin:news_article_changelist")',
            "{% if perms.news.view_article %}",
            "@layer tokens, news, print;",
        ],
    )
    def test_sees_each_way_to_name_one(self, line):
        assert naming.named_in(line) == {"news"}

    @pytest.mark.parametrize(
        "line", ["# the news of a site", "All news", "from newspaper import reader", "a.news { }"]
    )
    def test_takes_no_plain_word_for_a_name(self, line):
        assert not naming.named_in(line)


class ModelTests:
    def own_models(self):
        """Every model class of ours, abstract ones too."""
        found, waiting = set(), [Model]
        while waiting:
            children = waiting.pop().__subclasses__()
            waiting += children
            found |= {one for one in children if one.__module__.partition(".")[0] in floors.HEIGHTS}
        # A test may have made models of its own before.
        return {one for one in found if ".tests." not in one.__module__}

    def test_live_in_the_models_of_their_app(self):
        elsewhere = [
            f"{model.__module__}.{model.__name__}"
            for model in self.own_models()
            if model.__module__.split(".")[1:2] != ["models"] and model.__module__ != "__fake__"
        ]
        assert elsewhere == []

    def test_are_named_by_their_package_in_all(self):
        silent = [
            path.parent.parent.name
            for path in floors.ROOT.glob("*/models/__init__.py")
            if "__all__" not in path.read_text()
        ]
        assert silent == []

    def test_have_no_name_of_the_framework(self):
        names = {name for module in (models, forms) for name in vars(module)}
        assert {model.__name__ for model in self.own_models()} & names == set()

    @pytest.mark.parametrize("app", sorted(floors.HEIGHTS))
    def test_are_never_asked_for_by_string_within_their_app(self, app):
        sources = [
            path for path in (floors.ROOT / app).rglob("*.py") if path.parent.name != "migrations"
        ]
        assert [path for path in sources if f'get_model("{app}"' in path.read_text()] == []


# Names that may be looked up on what may lack them, with the one place that does so.
LOOKED_UP = {
    ("accounts/rights.py", "rights"): "a model of Django's own cannot declare any",
    ("member_sites/transfer.py", "transfer"): "a table that travels whole says nothing",
    ("portal/context.py", "site"): "an error page may be drawn before the site is known",
    ("visits/middleware.py", "site"): "an answer may be given before the site is known",
    ("common/files.py", "is_animated"): "Pillow gives it to formats that can move only",
}


def code():
    """(path, syntax tree) of every module that is neither a test nor a migration."""
    for package in floors.HEIGHTS:
        for path in (floors.ROOT / package).rglob("*.py"):
            if not {"tests", "migrations"} & set(path.parts):
                yield path.relative_to(floors.ROOT), ast.parse(path.read_text())


def calls(*names):
    """(path, call) of every call of a function or method of one of these names."""
    for path, tree in code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (
                getattr(node.func, "id", "") in names or getattr(node.func, "attr", "") in names
            ):
                yield path, node


def words(call):
    """The arguments of a call that are written out as strings."""
    return [
        one.value
        for one in call.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


class DeclarationTests:
    """What one part of the house asks of another is declared, typed and found by import."""

    def test_no_hook_is_found_by_hasattr(self):
        assert [str(path) for path, _call in calls("hasattr")] == []

    def test_no_name_is_looked_up_on_what_may_lack_it(self):
        asked = {
            (path.as_posix(), word) for path, call in calls("getattr") for word in words(call)[:1]
        }
        assert asked == set(LOOKED_UP)

    def test_models_are_imported_from_where_they_stand(self):
        packages = [path for path, _tree in code() if "models" in path.parent.parts]
        assert not [path for path in packages if "F401" in (floors.ROOT / path).read_text()]


# Form fields for words that are no words: what is compared sign by sign.
LITERAL = {("site_transfer/forms.py", "passphrase")}


class FormFieldTests:
    def test_words_are_composed_before_they_are_counted(self):
        """`common.form_fields.WordsField` is the field for words; hidden inputs carry no words of people."""
        found = {
            (path.as_posix(), node.targets[0].id)
            for path, tree in code()
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "forms.CharField"
            and "HiddenInput" not in ast.unparse(node.value)
        }
        assert found == LITERAL
