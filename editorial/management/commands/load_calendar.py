from datetime import date
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction

from common.loading import LoadCommand, check, rows_of
from editorial.models import calendars
from editorial.models.calendars import CalendarDay

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "viet-nam.csv"
COLUMNS = ("on", "kind", "name", "source")


class Command(LoadCommand):
    help = (
        "Nạp ngày nghỉ lễ, Tết và ngày làm bù từ tệp CSV (on,kind,name,source; kind là holiday hoặc working). "
        "Ngày đã có được cập nhật theo tệp; ngày không có trong tệp được giữ nguyên."
    )

    default_file = DEFAULT_FILE
    file_help = "tệp CSV, UTF-8; mặc định: 2022–2026"

    @transaction.atomic
    def handle(self, *args, file, **options):
        rows = rows_of(file, columns=COLUMNS, required=("on", "kind", "name"))
        if not rows:
            raise CommandError(f"Tệp {file} không có ngày nào.")
        days = _days(rows)
        created = [_keep(line, day) for line, day in days]
        calendars.tell()
        if options["verbosity"]:
            self.stdout.write(f"Lịch làm việc: thêm {sum(created)} ngày, tệp có {len(days)} ngày.")


def _days(rows):
    """[(line, day)]; a day that stands twice in the file is refused, for one of the two is wrong."""
    lines: dict[date, int] = {}
    days = []
    for line, cells in rows:
        on = _date(line, cells["on"])
        if on in lines:
            raise CommandError(f"Dòng {line}, cột on: ngày {on:%d/%m/%Y} đã có ở dòng {lines[on]}.")
        lines[on] = line
        days.append((line, cells | {"on": on}))
    return days


def _date(line, text):
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"Dòng {line}, cột on: “{text}” không phải là ngày dạng 2026-09-02."
        ) from error


def _keep(line, cells):
    """True when the day is new."""
    known = CalendarDay.objects.filter(on=cells["on"]).first()
    day = known or CalendarDay()
    for name, value in cells.items():
        setattr(day, name, value)
    check(day, f"Dòng {line}")
    day.save()
    return known is None
