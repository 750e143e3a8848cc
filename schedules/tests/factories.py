"""Weeks for tests, made by the real doors: the draft, its lines, and workflow.perform."""

from datetime import date, time

from editorial import drafts
from editorial.workflow import perform
from schedules.models import Body, Leader, Place, ScheduleLine, WeekSchedule
from schedules.weeks import Session, days_of
from tests.factories import main_site, person, reviewer

MONDAY = date(2026, 11, 16)


def body(name="Lãnh đạo UBND huyện", site=None, **fields):
    return Body.objects.get_or_create(name=name, site=site or main_site(), defaults=fields)[0]


def leader(name="Nguyễn Văn An (demo)", of=None, **fields):
    return Leader.objects.get_or_create(
        name=name, body=of or body(), defaults={"post": "Chủ tịch"} | fields
    )[0]


def place(name="Phòng họp số 1", site=None):
    return Place.objects.get_or_create(name=name, site=site or main_site())[0]


def line(day=0, starts="08:00", ends=None, **fields):
    """An unsaved line on a day of the week (0: Monday)."""
    known = {"content": "Họp giao ban", "place_text": "Phòng họp số 1"} | fields
    start, end = (time.fromisoformat(text) if text else None for text in (starts, ends))
    made = ScheduleLine(
        starts_at=start,
        ends_at=end,
        session=Session.at(start) if start else Session.MORNING,
        **known,
    )
    made.day_number = day
    return made


def put(schedule, lines):
    """Let a draft hold these lines."""
    schedule.lines.all().delete()
    for position, one in enumerate(lines):
        one.pk, one.schedule, one.position = None, schedule, position
        one._state.adding = True
        if hasattr(one, "day_number"):
            one.on = days_of(schedule.monday)[one.day_number]
        one.save()
    drafts.sync_files(schedule)
    drafts.refresh_search(schedule)


def week_draft(of=None, monday=MONDAY, lines=None, by=None):
    of = of or body()
    by = by or person("writer", of.site)
    schedule = drafts.start(WeekSchedule, site=of.site, by=by, body=of, monday=monday)
    put(schedule, [line()] if lines is None else lines)
    return schedule


def publish_week(schedule, by=None):
    """Through the whole review."""
    site = schedule.item.site
    by = by or person("writer", site)
    perform("submit", schedule, by=by)
    if not site.one_step_review:
        perform("pass", schedule, by=reviewer("editor", site, by))
    return perform("publish", schedule, by=reviewer("chief", site, by))


def published_week(*args, **fields):
    return publish_week(week_draft(*args, **fields))


def corrected_week(schedule, change, reason="Đổi giờ họp theo thông báo mới."):
    """A published correction; `change(lines)` is given the lines of the new draft and returns those that stay."""
    new = perform("correct", schedule, by=person("writer", schedule.item.site), note=reason)
    put(new, change(new.all_lines()))
    return publish_week(new)
