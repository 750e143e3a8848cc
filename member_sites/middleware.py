from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect

from member_sites.models import Site
from member_sites.urls import mounted_at

MOUNTED = re.compile(r"^/don-vi/(?P<slug>[-\w]+)(?P<rest>/.*)$")
UNMOUNTED = ("/healthz", "/static/")


class SiteMiddleware:
    """Finds the site of a request by host or by /don-vi/<slug>/ and mounts the portal's URLs there."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.path_info.startswith(UNMOUNTED):
            request.site = None
            return self.get_response(request)
        mounted = MOUNTED.match(request.path_info)
        host = request.get_host().partition(":")[0]
        request.site = Site.objects.for_request(host, mounted and mounted["slug"])
        if mounted and request.site is None:
            moved = Site.objects.led_to(host, mounted["slug"])
            if moved is not None:
                return led_on(request, moved.prefix, mounted["rest"])
            request.site = Site.objects.for_request(host, None)
            mounted = None
        elif not mounted and has_moved(request.site, host):
            now = Site.objects.led_to(host, None)
            if now is not None:
                return led_on(request, base_of(now, request.scheme), request.path_info)
        if mounted:
            request.path_info = mounted["rest"]
        if request.site is not None and not request.site.is_main:
            request.urlconf = "portal.urls_public"
        with mounted_at(request.site.prefix if mounted else ""):
            return self.get_response(request)


def has_moved(site: Site | None, host: str) -> bool:
    """Whether the host was given up by the site that had it; the host of a site itself never counts as old."""
    return site is not None and site.host_has_moved and site.domain != host


def base_of(site: Site, scheme: str) -> str:
    """Where the pages of a site begin when another host is left for it."""
    return f"{scheme}://{site.domain}" if site.domain else f"{settings.PORTAL_ADDRESS}{site.prefix}"


def led_on(request: Any, base: str, rest: str) -> HttpResponsePermanentRedirect:
    """To the same page at the site's present address, for good. A form is sent on with what it holds."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    safe = request.method in ("GET", "HEAD")
    return HttpResponsePermanentRedirect(f"{base}{quote(rest)}{query}", preserve_request=not safe)
