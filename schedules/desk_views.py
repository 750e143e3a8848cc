"""What the grid asks of the server while somebody types; for staff who write schedules only."""

import json
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Role
from accounts.rights import has_role, has_role_somewhere
from schedules import conflicts, entry
from schedules.directory import Directory
from schedules.models import Body, ScheduleLine, WeekSchedule
from schedules.weeks import days_of, monday_of


@require_POST
def read_table(request):
    """Rows of a table that was pasted into the grid; a broken one gives a sentence and no rows."""
    if not has_role_somewhere(request.user, Role.CONTRIBUTOR):
        raise PermissionDenied
    told, monday = request.POST, _monday(request.POST.get("monday"))
    column = told.get("column", "day")
    if monday is None or column not in entry.COLUMNS:
        return JsonResponse({"message": _("Choose the week first.")}, status=400)
    try:
        rows = entry.pasted(
            told.get("html", ""), told.get("text", ""), column=column, monday=monday
        )
    except entry.BrokenTable as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse(
        {
            "rows": rows,
            "message": _("%(count)d lines were taken from the table.") % {"count": len(rows)},
        }
    )


@require_POST
def find_conflicts(request):
    """Sentences about lines that meet those of other bodies' weeks."""
    schedule = _schedule(request)
    directory = Directory(schedule.body.site, schedule.monday, days_of(schedule.monday)[-1])
    lines = [_line(told, schedule.monday, directory) for told in _lines(request)]
    found = conflicts.across(lines, schedule.visible_neighbours(request.user))
    return JsonResponse({"sentences": found})


def _schedule(request):
    """The week as far as it is known, unsaved; only of a body on a site where this person writes."""
    number, monday = request.POST.get("body", ""), _monday(request.POST.get("monday"))
    body = Body.objects.numbered(number) if number.isdecimal() else None
    if body is None or monday is None or not has_role(request.user, body.site, Role.CONTRIBUTOR):
        raise PermissionDenied
    return WeekSchedule(body=body, monday=monday)


def _lines(request):
    try:
        told = json.loads(request.POST.get("lines", "[]"))
    except ValueError:
        return []
    rows = told if isinstance(told, list) else []
    return [row for row in rows if isinstance(row, dict)][: entry.MOST_ROWS]


def _line(told, monday, directory):
    """A line as it is being typed; what cannot be understood yet is not known yet."""
    texts = {name: str(told.get(name) or "") for name in (*entry.COLUMNS, "uid")}
    line = ScheduleLine(
        on=_or_none(entry.read_day, texts["day"], monday),
        starts_at=_or_none(entry.read_time, texts["begins"]),
        ends_at=_or_none(entry.read_time, texts["ends"]),
        chair_text=texts["chair_text"],
        place_text=texts["place_text"],
        chair=directory.leader(texts["chair_text"]),
        place=directory.place(texts["place_text"]),
        is_postponed=bool(told.get("is_postponed")),
    )
    line.named = directory.named_in(texts["participants"])
    return line


def _or_none(reader, *given):
    try:
        return reader(*given)
    except entry.NotUnderstood:
        return None


def _monday(text):
    try:
        return monday_of(date.fromisoformat(text or ""))
    except ValueError:
        return None
