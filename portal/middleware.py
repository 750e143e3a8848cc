from portal.views import DATABASE_DOWN, bad_request, unavailable

RETRY_SECONDS = "10"

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# The admin skin and the text editor bring their own inline styles and scripts.
DESK_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; object-src 'none'; "
    "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Read before a member site's prefix is taken off: the desk exists on the main site only.
        policy = DESK_POLICY if request.path.startswith("/quan-tri/") else PUBLIC_POLICY
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response


class NoNulMiddleware:
    """A sign that no keyboard has and no table takes is refused at the door, in words."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path or _has_nul(request.GET):
            return bad_request(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Asked after the check of the form's token, which reads the form anyway."""
        return bad_request(request) if _has_nul(request.POST) else None


def _has_nul(query):
    return any("\0" in text for name, texts in query.lists() for text in (name, *texts))


class DatabaseDownMiddleware:
    """A database that does not answer makes a page that says so and asks to come back, not an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 503:
            response.headers.setdefault("Retry-After", RETRY_SECONDS)
        return response

    def process_exception(self, request, exception):
        return unavailable(request) if isinstance(exception, DATABASE_DOWN) else None
