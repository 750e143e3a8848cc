from functools import wraps

from django.views.decorators.debug import sensitive_post_parameters


def private(view):
    """Neither a browser, nor anything on the way, nor a report of an error keeps what stands in these pages."""

    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
