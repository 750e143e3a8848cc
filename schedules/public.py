"""What the public pages ask of schedules: the one place that turns a page's wish into a query."""

from common.collation import sort_key
from schedules import timeline
from schedules.models import Leader, ScheduleLine, WeekSchedule
from schedules.weeks import WEEK, this_monday

# How far back a calendar that somebody subscribed to reaches.
CALENDAR_WEEKS_BACK = 8


def bodies_among(editions, leaders):
    """Whose week a reader may pick: bodies that published one, and those whose leaders may be picked."""
    return in_order({one.body for one in (*editions, *leaders)})


def in_order(bodies):
    return sorted(bodies, key=lambda body: (body.position, sort_key(body.name)))


def leaders_on(site, monday):
    return (
        Leader.objects.on_site(site).in_force_between(monday, monday + WEEK).select_related("body")
    )


def public_editions(site, at=None):
    """All that are or were public, for the comparison; `timeline` shows of each item the one that is public at `at`."""
    editions = (
        WeekSchedule.objects.on_site(site).ever_public(at).select_related("body", "item__site")
    )
    return editions.order_by("body__position", "body__name__alphabetical", "number").defer(
        "search_text", "search_vector"
    )


def week(site, monday, at=None):
    """The week of a site in two queries."""
    return week_of(public_editions(site, at).of_week(monday), monday, at=at)


def week_of(editions, monday, *, body=None, leader=None, at=None):
    """The week as its editions tell it: of all bodies or of one, of all leaders or of one."""
    told = [edition for edition in editions if body is None or edition.body_id == body.pk]
    shown = timeline.week(*_with_lines(told, leader), monday, at)
    return shown.of_those_with_entries() if leader else shown


def coming_weeks(site, *, body=None, leader=None, at=None):
    """(editions, lines) of the weeks that a calendar of a body or a leader holds."""
    editions = public_editions(site, at).since(this_monday(at) - WEEK * CALENDAR_WEEKS_BACK)
    return _with_lines(editions.of_body(body) if body else editions, leader)


def _with_lines(editions, leader):
    editions = list(editions)
    lines = (
        ScheduleLine.objects.public()
        .of_schedules([edition.pk for edition in editions])
        .with_records()
    )
    return editions, list(lines.concerning(leader) if leader else lines)


def this_week(site, at=None):
    """The present week for the home page; None where nothing of it is public."""
    shown = week(site, this_monday(at), at)
    return shown if shown.schedules else None
