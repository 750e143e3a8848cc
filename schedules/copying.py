"""Chép tuần trước: the lines of the week before, one week later."""

from django.db import transaction

from editorial import drafts
from schedules.models import ScheduleLine, WeekSchedule
from schedules.weeks import WEEK


def week_before(schedule, user):
    """The newest edition of the same body's last week that stands and that this person may see; None without one."""
    weeks = WeekSchedule.objects.of_body(schedule.body_id).of_week(schedule.monday - WEEK)
    return weeks.standing().visible_to(user).order_by("-number").first()


@transaction.atomic
def copy_week(schedule, *, by):
    """Add what `schedule` does not hold yet and return how many lines that were; raises as drafts.save_draft does."""
    before = week_before(schedule, by)
    if before is None:
        return 0
    here = schedule.all_lines()
    known = {_same(line) for line in here}
    lines = [_later(line, schedule) for line in before.all_lines()]
    new = [line for line in lines if _same(line) not in known]
    for position, line in enumerate(new, len(here)):
        line.position = position
        line.save()
        line.leaders.set(line.named)
    drafts.save_draft(schedule, by=by, version=schedule.version)
    return len(new)


def _later(line, schedule):
    """The same thing a week later: a new line of its own, neither postponed nor with that week's invitation."""
    names = (
        "session",
        "starts_at",
        "ends_at",
        "content",
        "chair",
        "chair_text",
        "participants",
        "place",
        "place_text",
        "prepared_by",
        "note",
        "is_public",
    )
    copy = ScheduleLine(
        schedule=schedule,
        on=line.on and line.on + WEEK,
        **{name: getattr(line, name) for name in names},
    )
    copy.named = list(line.leaders.all())
    return copy


def _same(line):
    return line.on, line.session, line.starts_at, line.content
