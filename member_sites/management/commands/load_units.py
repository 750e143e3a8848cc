import csv
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from common.text import slugify
from member_sites.models import Site

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "bach-thong.csv"
COLUMNS = ("code", "kind", "name", "slug")


class Command(BaseCommand):
    help = "Create the main site and a member site for each unit of a CSV file (code,kind,name,slug). Sites that exist stay."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default=str(DEFAULT_FILE), help="CSV in UTF-8; default: Bạch Thông")
        parser.add_argument("--top-kind", default="huyện", help="kind of the unit above, e.g. huyện or tỉnh")
        parser.add_argument("--top-name", default="Bạch Thông", help="name of the unit above")
        parser.add_argument("--top-code", default="", help="code of the unit above")

    @transaction.atomic
    def handle(self, *args, file, top_kind, top_name, top_code, **options):
        units = read_units(file)
        top = Site.objects.filter(parent=None).first() or _create(
            code=top_code, kind=top_kind, name=top_name, slug=slugify(top_name)
        )
        created = [add_unit(top, unit) for unit in units]
        if options["verbosity"]:
            self.stdout.write(f"{top.full_name}: {sum(created)} new member sites, {len(units)} in the file.")


def read_units(file):
    """Rows of the file as dicts; a missing slug is made from the name."""
    try:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read {file}: {error}") from error
    return [_unit(row, number) for number, row in enumerate(rows, start=2)]


def _unit(row, number):
    unit = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if not (unit["kind"] and unit["name"]):
        raise CommandError(f"Line {number}: kind and name must be given (columns {', '.join(COLUMNS)}).")
    return unit | {"slug": unit["slug"] or slugify(unit["name"])}


def add_unit(top, unit):
    """True when the member site is new."""
    if Site.objects.filter(slug=unit["slug"]).exists():
        return False
    return bool(_create(parent=top, **unit))


def _create(**fields):
    site = Site(**fields)
    try:
        site.full_clean()
    except ValidationError as error:
        raise CommandError(f"{fields['name']}: {' '.join(error.messages)}") from error
    site.save()
    return site
