from portal.views import DATABASE_DOWN, unavailable

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
