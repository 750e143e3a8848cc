"""Calendars to subscribe to (RFC 5545): of a body, of a leader. Times are those of the clock on the wall in Vietnam."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from schedules import public, timeline
from schedules.conflicts import period
from schedules.models import Body, Leader, ScheduleLine

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
REFRESH = timedelta(hours=1)
LONGEST_SUMMARY = 200


@require_safe
def of_body(request, slug):
    body = get_object_or_404(Body.objects.on_site(request.site), slug=slug)
    return _answer(request, str(body), *public.coming_weeks(request.site, body=body))


@require_safe
def of_leader(request, slug):
    leader = get_object_or_404(Leader.objects.on_site(request.site), slug=slug)
    editions, lines = public.coming_weeks(request.site, leader=leader)
    named = set(
        ScheduleLine.objects.of_schedules([one.pk for one in editions])
        .naming(leader)
        .values_list("pk", flat=True)
    )
    return _answer(request, leader.name, editions, lines, concerns=named)


def _answer(request, name, editions, lines, concerns=None):
    calendar = calendar_of(f"{_('Work schedule')}: {name}")
    for entry in timeline.entries(editions, lines):
        # Taken away, or handed to somebody else: the meeting is kept as one that is off.
        is_off = entry.is_gone or (concerns is not None and entry.line.pk not in concerns)
        calendar.add_component(event_of(entry, request, is_off=is_off))
    calendar.add_missing_timezones()
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def calendar_of(name):
    calendar = Calendar()
    for key, value in {
        "prodid": "-//Cổng thông tin điện tử//Lịch làm việc//VI",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "name": name,
        "x-wr-calname": name,
        "x-wr-timezone": str(VIETNAM),
        "x-published-ttl": "PT1H",
    }.items():
        calendar.add(key, value)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


def event_of(entry, request, *, is_off):
    line, schedule = entry.line, entry.schedule
    event = Event()
    event.add("uid", f"{line.uid}@lich-lam-viec")
    event.add("dtstamp", schedule.published_at.astimezone(UTC))
    event.add("last-modified", schedule.published_at.astimezone(UTC))
    event.add("sequence", schedule.number - 1)
    event.add("summary", _summary(line))
    event.add(
        "description",
        "\n".join(
            [line.content, *(f"{label}: {text}" for label, text in line.facts()), schedule.title]
        ),
    )
    event.add("categories", [str(schedule.body)])
    path = reverse(
        schedule.detail_view, kwargs={"item_id": schedule.item_id, "slug": schedule.slug}
    )
    event.add("url", request.build_absolute_uri(path))
    event.add("status", "CANCELLED" if is_off or line.is_postponed else "CONFIRMED")
    if line.place_text:
        event.add("location", line.place_text)
    _date(event, line)
    return event


def _summary(line):
    words = " ".join(line.content.split())
    words = (
        words if len(words) <= LONGEST_SUMMARY else f"{words[:LONGEST_SUMMARY].rpartition(' ')[0]}…"
    )
    return f"[HOÃN] {words}" if line.is_postponed else words


def _date(event, line):
    """From and to by the clock; what has no time is a thing of its day."""
    if line.starts_at is None:
        event.add("dtstart", line.on)
        event.add("dtend", line.on + timedelta(days=1))
        return
    begin, end = period(line)
    event.add("dtstart", begin.replace(tzinfo=VIETNAM))
    event.add("dtend", end.replace(tzinfo=VIETNAM))
