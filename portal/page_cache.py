"""Public pages for people who are not logged in come from the cache until something is published.

One generation names all cached pages of the portal: a district publishes a handful of pieces a day, and its
sites show each other's, so starting afresh costs a few renderings and cannot miss a page.
"""

import hashlib
import secrets
import zlib
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from editorial.models import Edition
from editorial.signals import moved
from portal import page_notes
from portal.context import Display
from visits.middleware import NOT_PAGES

DESK = "/quan-tri"
PAGE_TYPES = ("text/html", "application/rss+xml", "application/atom+xml", "text/calendar")
LONGEST_SECONDS = 300
# Addresses with invented parameters must not fill the memory.
MOST_PAGES = 2000
GENERATION = "pages:generation"


class KeptPage(NamedTuple):
    """A page as it is kept."""

    body: bytes
    headers: dict

    @classmethod
    def of(cls, response):
        return cls(zlib.compress(response.content, 1), dict(response.headers))

    def response(self):
        return HttpResponse(zlib.decompress(self.body), headers=self.headers)


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(NOT_PAGES) or is_personal(request):
            return self.personal(request)
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return self.shared(request)

    def personal(self, request):
        response = self.get_response(request)
        if is_personal(request) and is_html(response):
            response.headers["Cache-Control"] = "private, no-store"
        # Names of sites and categories have no edition: what the desk saved shows at once too.
        if (
            request.method == "POST"
            and request.path_info.startswith(DESK)
            and response.status_code == 302
        ):
            purge()
        return response

    def shared(self, request):
        key = key_of(request)
        kept = cache.get(key)
        response = kept.response() if kept else self.fresh(request, key)
        answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
        # A page that the browser still had is read as much as one that is sent.
        if page_notes.HEADER in response.headers:
            answer.headers[page_notes.HEADER] = response.headers[page_notes.HEADER]
        return answer

    def fresh(self, request, key):
        at = timezone.now()
        response = self.get_response(request)
        if is_shareable(response):
            mark(response)
            keep(request, response, key, at)
        return response


def purge():
    """Forget every page at once, by starting a new generation."""
    cache.set(GENERATION, secrets.token_hex(8), None)


@receiver(moved)
def purge_after_move(**kwargs):
    purge()


def generation():
    return cache.get(GENERATION) or cache.get_or_set(GENERATION, lambda: secrets.token_hex(8), None)


def is_personal(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def is_html(response):
    return response.headers.get("Content-Type", "").startswith("text/html")


def is_shareable(response):
    """A whole page that says nothing about who asked: no cookie set, no form token inside, not said to be private."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and response.headers.get("Content-Type", "").startswith(PAGE_TYPES)
        and b"csrfmiddlewaretoken" not in response.content
    )


def key_of(request):
    """Pages differ by address and by the display (text size, contrast) that this reader chose."""
    address = (request.scheme, request.get_host(), request.get_full_path())
    parts = (generation(), *address, *Display.of(request))
    return f"page:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def mark(response):
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Cookie"])


def keep(request, response, key, at):
    """Until something on any site appears or expires by itself; `at` lies before the page was made."""
    change_at = next_change_at(at)
    until_change = (change_at - timezone.now()).total_seconds() if change_at else LONGEST_SECONDS
    seconds = int(min(LONGEST_SECONDS, until_change))
    if request.method == "GET" and seconds > 0 and has_room(at):
        cache.set(key, KeptPage.of(response), seconds)


def next_change_at(at):
    """When time alone changes a page next, or None; asked of the database once for all pages of a generation."""
    key = f"pages:change:{generation()}"
    known = cache.get(key)
    if known is None or (known[0] and known[0] <= at):
        known = (Edition.objects.next_change_at(at),)
        cache.set(key, known, LONGEST_SECONDS)
    return known[0]


def has_room(at):
    window = f"pages:kept:{int(at.timestamp()) // LONGEST_SECONDS}"
    cache.add(window, 0, LONGEST_SECONDS)
    try:
        return (cache.incr(window) or 0) <= MOST_PAGES
    except ValueError:
        # The window has just ended.
        return True
