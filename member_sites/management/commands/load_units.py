from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from common.loading import LoadCommand, check, rows_of
from common.text import slugify
from member_sites.models import Site
from member_sites.opening import open_site

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "bach-thong.csv"
COLUMNS = ("code", "kind", "name", "slug")


class Command(LoadCommand):
    help = (
        "Tạo trang chính và một trang thành viên cho mỗi đơn vị của tệp CSV (code,kind,name,slug). "
        "Trang đã có được giữ nguyên."
    )

    default_file = DEFAULT_FILE
    file_help = "tệp CSV, UTF-8; mặc định: Bạch Thông"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--top-kind", default="huyện", help="loại đơn vị cấp trên, ví dụ: huyện, tỉnh"
        )
        parser.add_argument("--top-name", default="Bạch Thông", help="tên đơn vị cấp trên")
        parser.add_argument("--top-code", default="", help="mã đơn vị cấp trên")

    @transaction.atomic
    def handle(
        self, *args: Any, file: str, top_kind: str, top_name: str, top_code: str, **options: Any
    ) -> None:
        units = read_units(file)
        top = Site.objects.filter(parent=None).first() or _create(
            "Đơn vị cấp trên", code=top_code, kind=top_kind, name=top_name, slug=slugify(top_name)
        )
        created = [add_unit(top, line, unit) for line, unit in units]
        if options["verbosity"]:
            self.stdout.write(
                f"{top.full_name}: thêm {sum(created)} trang thành viên, tệp có {len(units)} đơn vị."
            )


def read_units(file: str | Path) -> list[tuple[int, dict[str, str]]]:
    """[(line number, unit as a dict)]; a missing slug is made from the name."""
    rows = rows_of(file, columns=COLUMNS, required=("kind", "name"))
    units = [(line, unit | {"slug": unit["slug"] or slugify(unit["name"])}) for line, unit in rows]
    _check_addresses(units)
    return units


def _check_addresses(units: Iterable[tuple[int, dict[str, str]]]) -> None:
    """Two units with one address: the second would be taken for a site that exists already."""
    lines: dict[str, int] = {}
    for line, unit in units:
        first = lines.setdefault(unit["slug"], line)
        if first != line:
            raise CommandError(
                f"Dòng {line}, cột slug: địa chỉ “{unit['slug']}” đã có ở dòng {first}."
            )


def add_unit(top: Site, line: int, unit: dict[str, Any]) -> bool:
    """True when the member site is new."""
    if Site.objects.filter(slug=unit["slug"]).exists():
        return False
    return bool(_create(f"Dòng {line}", parent=top, **unit))


def _create(place: str, **fields: Any) -> Site:
    site = Site(**fields)
    check(site, place)
    return open_site(site)
