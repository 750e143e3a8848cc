import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from common.loading import LoadCommand
from components.declared_sources import declared
from components.models import Component, ComponentSet, Source

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "sets.json"
NAMES_OF_SOURCE = {"items": "at_least_items", "words": "at_least_words", "months": "within_months"}


class Command(LoadCommand):
    help = "Nạp các bộ thành phần mà nghị định yêu cầu. Bộ đã có (cùng mã) được giữ nguyên như Ban biên tập đã sửa."

    default_file = DEFAULT_FILE
    file_help = "tệp JSON; mặc định: NĐ 42/2022/NĐ-CP"

    @transaction.atomic
    def handle(self, *args, file, verbosity, **options):
        sets = read(file)
        created = [load(one, sets) for one in sets]
        if verbosity:
            self.stdout.write(f"Bộ thành phần: {sum(created)} bộ mới, {len(sets)} bộ trong tệp.")


def read(file):
    try:
        return json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"Không đọc được {file}: {error}") from error


def load(one, sets):
    """True when the set is new."""
    try:
        if ComponentSet.objects.filter(key=one["key"]).exists():
            return False
        rows, of = _components_of(one, sets), one.get("components_of", one["key"])
        fields = {name: value for name, value in one.items() if not name.startswith("components")}
        _write(_saved(ComponentSet(**fields)), rows, of)
    except (KeyError, TypeError) as error:
        raise CommandError(f"Bộ {one.get('key', '?')}: thiếu hoặc sai trường {error}.") from error
    return True


def _components_of(one, sets):
    """Its own components, or those of the set of the file that it names."""
    if "components_of" not in one:
        return one["components"]
    return next(other["components"] for other in sets if other["key"] == one["components_of"])


def _write(owner, rows, of):
    """What fills a component is said in the file, or by the sections for the set `of`."""
    by_sections = declared()
    for position, row in enumerate(rows):
        row = dict(row)
        sources = row.pop("sources", []) + by_sections.get((of, row["key"]), [])
        outline = "\n".join(row.pop("outline", []))
        component = _saved(Component(set=owner, position=position, outline=outline, **row))
        for place, source in enumerate(sources):
            named = {NAMES_OF_SOURCE.get(name, name): value for name, value in source.items()}
            _saved(Source(component=component, **named | {"position": place}))


def _saved(row):
    try:
        row.full_clean()
    except ValidationError as error:
        raise CommandError(f"{row}: {' '.join(error.messages)}") from error
    row.save()
    return row
