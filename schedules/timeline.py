"""A week as citizens read it: days, parts of the day, and for each line what it said before a correction."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from schedules.models import ScheduleLine, WeekSchedule
from schedules.weeks import Session, day_label, days_of, span, weekday

# What a reader is told of a line, in this order.
FACTS = ("chair_text", "participants", "place_text", "prepared_by", "note")


@dataclass(frozen=True)
class Fact:
    label: str
    now: str
    before: str = ""

    @property
    def changed(self):
        return self.now != self.before


@dataclass
class Entry:
    """One thing over the public editions of its week: what it says now, or said last, and what it said before that."""

    schedule: WeekSchedule
    line: ScheduleLine
    before: ScheduleLine | None = None
    is_gone: bool = False
    is_new: bool = False

    @property
    def is_changed(self):
        return self.before is not None and not self.is_gone

    @property
    def when(self):
        """The hours; with the day before them where the day was another."""
        moved = self.is_changed and self.before.on != self.line.on
        return self._fact("", _day_and_hours if moved else _hours)

    @property
    def content(self):
        return self._fact("", lambda line: line.content)

    @property
    def facts(self):
        facts = (
            self._fact(self.line.label_of(name), lambda line, name=name: getattr(line, name))
            for name in FACTS
        )
        return [fact for fact in facts if fact.now or fact.before]

    @property
    def was_postponed_before(self):
        return bool(self.before and self.before.is_postponed)

    def _fact(self, label, told):
        now = told(self.line)
        return Fact(label, now, told(self.before) if self.is_changed else now)


def _hours(line):
    return line.hours() or line.get_session_display()


def _day_and_hours(line):
    return f"{day_label(line.on)}, {_hours(line)}"


@dataclass
class Part:
    """Sáng, chiều hay tối of one day."""

    session: Session
    entries: list = field(default_factory=list)

    @property
    def label(self):
        return self.session.label


@dataclass
class Day:
    day: date
    parts: list
    is_today: bool = False

    @property
    def name(self):
        return weekday(self.day)

    @property
    def count(self):
        """Things that are on this day; what was taken away is shown but not counted."""
        return sum(not entry.is_gone for part in self.parts for entry in part.entries)

    @property
    def is_empty(self):
        return not any(part.entries for part in self.parts)


@dataclass
class Week:
    monday: date
    today: date
    schedules: list
    entries: list

    @property
    def sunday(self):
        return self.monday + timedelta(days=6)

    def of_those_with_entries(self):
        """Without the schedules in which nothing is left to show."""
        kept = {entry.schedule.pk for entry in self.entries}
        return replace(
            self, schedules=[schedule for schedule in self.schedules if schedule.pk in kept]
        )

    @property
    def span(self):
        return span(self.monday)

    @property
    def has_evening(self):
        return any(entry.line.session == Session.EVENING for entry in self.entries)

    @property
    def many_bodies(self):
        """Whether each line has to say whose it is."""
        return len({schedule.body_id for schedule in self.schedules}) > 1

    @property
    def is_present(self):
        return self.monday <= self.today <= self.sunday

    @property
    def days(self):
        """All days but a free weekend."""
        days = [self._day(day) for day in days_of(self.monday)]
        return [day for day in days if day.day.weekday() < 5 or not day.is_empty or day.is_today]

    def _day(self, day):
        here = sorted(
            (one for one in self.entries if one.line.on == day), key=lambda one: one.line.time_key
        )
        parts = [
            Part(session, [one for one in here if one.line.session == session])
            for session in Session
        ]
        return Day(day, parts, is_today=day == self.today)

    @property
    def corrected(self):
        """Schedules of the week that were changed after their first publication."""
        return [schedule for schedule in self.schedules if schedule.number > 1]


def week(editions, lines, monday, at=None):
    """The week of `editions` (every public one, older ones too) and their public `lines`."""
    shown = [edition for edition in editions if _is_shown(edition, at or timezone.now())]
    return Week(monday, timezone.localdate(at), shown, list(entries(editions, lines, at)))


def entries(editions, lines, at=None):
    """An Entry for each thing of the items that are public now; `editions` hold the earlier ones too."""
    shown = {
        edition.item_id: edition for edition in editions if _is_shown(edition, at or timezone.now())
    }
    numbers = {edition.pk: edition for edition in editions if edition.item_id in shown}
    told = [line for line in lines if line.is_public and line.on and line.schedule_id in numbers]
    for item_id, ours in _grouped(told, lambda line: numbers[line.schedule_id].item_id):
        ours = list(ours)
        known = [edition.number for edition in numbers.values() if edition.item_id == item_id]
        yield from _entries(
            shown[item_id],
            ours,
            {line.pk: numbers[line.schedule_id].number for line in ours},
            min(known),
        )


def _is_shown(edition, at):
    """As `published(at)` says, for editions at hand."""
    over = (edition.superseded_at, edition.expires_at)
    return (
        edition.retracted_at is None
        and edition.published_at <= at
        and all(end is None or end > at for end in over)
    )


def _entries(schedule, lines, number_of, first):
    for _uid, versions in _grouped(lines, lambda line: str(line.uid)):
        yield _entry(
            schedule, sorted(versions, key=lambda line: number_of[line.pk]), number_of, first
        )


def _entry(schedule, versions, number_of, first):
    last, texts = versions[-1], [str(line) for line in versions]
    before = next(
        (line for line, text in zip(versions[-2::-1], texts[-2::-1]) if text != texts[-1]), None
    )
    return Entry(
        schedule,
        last,
        before,
        is_gone=number_of[last.pk] != schedule.number,
        is_new=number_of[versions[0].pk] > first,
    )


def _grouped(things, key):
    return groupby(sorted(things, key=key), key=key)


def of_schedule(schedule, at=None):
    """The week of one edition and of the public ones before it: its own page, and what the review screen shows."""
    earlier = (
        WeekSchedule.objects.ever_public(at).before(schedule).select_related("body")
        if schedule.number > 1
        else []
    )
    editions = [*earlier, schedule]
    lines = (
        ScheduleLine.objects.public()
        .of_schedules([edition.pk for edition in editions])
        .with_records()
    )
    numbers = {edition.pk: edition.number for edition in editions}
    told = [line for line in lines if line.on]
    entries = _entries(
        schedule, told, {line.pk: numbers[line.schedule_id] for line in told}, min(numbers.values())
    )
    return Week(schedule.monday, timezone.localdate(at), [schedule], list(entries))
