from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from editorial.public import attachments_of, notice_of
from editorial.public_views import reading
from schedules import notice, public, timeline, weeks
from schedules.models import Body, Leader, WeekSchedule

PDF_SECONDS = 300
# Weeks beyond these years are asked for by robots only.
FIRST_MONDAY, LAST_MONDAY = date(2000, 1, 3), date(2099, 12, 21)


@dataclass(frozen=True)
class Wish:
    """Which week, and of whom, a reader picked."""

    monday: date
    editions: list
    bodies: list
    leaders: list
    body: Body | None
    leader: Leader | None

    @classmethod
    def of(cls, request):
        query, site = request.GET, request.site
        asked = weeks.named(query.get("tuan"))
        monday = asked if asked and FIRST_MONDAY <= asked <= LAST_MONDAY else weeks.this_monday()
        editions, leaders = (
            list(public.public_editions(site).of_week(monday)),
            list(public.leaders_on(site, monday)),
        )
        bodies = public.bodies_among(editions, leaders)
        body = _picked(query.get("co-quan"), bodies, Body.objects.on_site(site))
        leader = _picked(query.get("lanh-dao"), leaders, Leader.objects.on_site(site))
        # Who was picked stays so in a week in which they have nothing, or have left.
        bodies = public.in_order({*bodies, body}) if body else bodies
        leaders = [*leaders, leader] if leader and leader not in leaders else leaders
        return cls(monday, editions, bodies, leaders, body, leader)

    def address(self, monday=None, **other):
        """The query of this page, for another week or of somebody else."""
        named = {
            "co-quan": self.body and self.body.slug,
            "lanh-dao": self.leader and self.leader.slug,
        } | other
        picked = {"tuan": weeks.name_of(monday or self.monday)} | {
            name: value for name, value in named.items() if value
        }
        return f"?{urlencode(picked)}"

    @property
    def week_name(self):
        return weeks.name_of(self.monday)

    @property
    def number(self):
        return weeks.number_of(self.monday)

    @property
    def previous(self):
        return self.address(self.monday - weeks.WEEK) if self.monday > FIRST_MONDAY else None

    @property
    def next(self):
        return self.address(self.monday + weeks.WEEK) if self.monday < LAST_MONDAY else None

    @property
    def present(self):
        return self.address(weeks.this_monday())


def _picked(slug, offered, everybody):
    """The row of this address, looked for among those of the week first: one that left may be asked for too."""
    if not slug:
        return None
    return next((one for one in offered if one.slug == slug), None) or get_object_or_404(
        everybody, slug=slug
    )


@require_safe
def week_page(request):
    wish = Wish.of(request)
    week = public.week_of(wish.editions, wish.monday, body=wish.body, leader=wish.leader)
    return render(request, "schedules/week.html", {"wish": wish, "week": week})


@reading(WeekSchedule)
def detail(request, schedule, slug=""):
    if slug != schedule.slug:
        return redirect(
            "schedules:detail", item_id=schedule.item_id, slug=schedule.slug, permanent=True
        )
    context = {
        "schedule": schedule,
        "week": timeline.of_schedule(schedule),
        "attachments": attachments_of(schedule),
    }
    return render(request, "schedules/detail.html", notice_of(schedule) | context)


@reading(WeekSchedule)
def print_page(request, schedule):
    context = {"schedule": schedule, "notice": notice.notice(schedule)}
    return render(request, "schedules/print.html", notice_of(schedule) | context)


@reading(WeekSchedule)
def pdf_file(request, schedule):
    content = cache.get_or_set(
        f"schedules:pdf:{schedule.pk}", lambda: notice.pdf(schedule), PDF_SECONDS
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{schedule.slug}.pdf"'
    return response
