from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from visits import counter
from visits.visitor import Visitor

NOT_PAGES = ("/quan-tri", "/tep/", "/static/", "/healthz", "/hien-thi/", "/bieu-trung/")
FEEDS = ("/rss/", "/atom/", ".xml", ".txt", ".ics")


class VisitMiddleware:
    """Counts pages that people and robots read: public, HTML, answered. Stands outside the page cache."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "site", None) and is_page(request) and is_answered(response):
            counter.count(request.site.pk, Visitor.of(request))
        return response


def is_page(request: HttpRequest) -> bool:
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    return not request.path_info.startswith(NOT_PAGES) and not request.path_info.endswith(FEEDS)


def is_answered(response: HttpResponse) -> bool:
    """A page that the browser still had (304) was read as much as one that was sent."""
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 304 or (response.status_code == 200 and html)
