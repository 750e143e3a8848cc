"""Floors: every package has one, and keys between tables point down like imports do."""

from django.apps import apps

from tests import floors

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

    def test_lower_floors_do_not_name_a_section(self):
        floors_below = ("common", "member_sites", "accounts", "editorial", "components")
        sources = [path for name in floors_below for path in (floors.ROOT / name).glob("*.py")]
        assert not [
            path.name
            for path in sources
            if "import news" in path.read_text() or "from news" in path.read_text()
        ]
