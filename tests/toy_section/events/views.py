from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.pagination import KeysetPage
from editorial.public import notice_of
from editorial.public_views import reading
from events import public
from events.models import PublicEvent

PAGE_SIZE = 20


@require_safe
def event_list(request):
    page = KeysetPage(
        public.public_events(request.site), cursor=request.GET.get("trang"), size=PAGE_SIZE
    )
    return render(request, "events/list.html", {"page": page})


@reading(PublicEvent)
def detail(request, event, slug=""):
    if slug != event.slug:
        return redirect(event, permanent=True)
    return render(request, "events/detail.html", notice_of(event) | {"event": event})


@reading(PublicEvent)
def print_page(request, event):
    return render(request, "events/print.html", notice_of(event) | {"event": event})
