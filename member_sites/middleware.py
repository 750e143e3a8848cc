import re

from member_sites.models import Site
from member_sites.urls import mounted_at

MOUNTED = re.compile(r"^/don-vi/(?P<slug>[-\w]+)(?P<rest>/.*)$")
UNMOUNTED = ("/healthz", "/static/")


class SiteMiddleware:
    """Finds the site of a request by host or by /don-vi/<slug>/ and mounts the portal's URLs there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(UNMOUNTED):
            request.site = None
            return self.get_response(request)
        mounted = MOUNTED.match(request.path_info)
        host = request.get_host().partition(":")[0]
        request.site = Site.objects.for_request(host, mounted and mounted["slug"])
        if mounted and request.site is None:
            request.site = Site.objects.for_request(host, None)
            mounted = None
        if mounted:
            request.path_info = mounted["rest"]
        if request.site is not None and not request.site.is_main:
            request.urlconf = "portal.urls_public"
        with mounted_at(request.site.prefix if mounted else ""):
            return self.get_response(request)
