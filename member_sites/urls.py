from contextlib import contextmanager

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix


@contextmanager
def mounted_at(prefix):
    """Make `reverse()` build paths below `prefix` ("" for the root)."""
    before = get_script_prefix()
    set_script_prefix(f"{prefix}/")
    try:
        yield
    finally:
        set_script_prefix(before)


def from_page_of(here, path):
    """`path` lies on the main host; whole for a page of a member site that is read under a host name of its own."""
    own_host = here is not None and not here.is_main and get_script_prefix() == "/"
    return f"{settings.PORTAL_ADDRESS}{path}" if own_host else path


def reverse_on(site, viewname, *, args=None, kwargs=None):
    """Path of a public page of `site` on the main host."""
    with mounted_at(site.prefix):
        return reverse(viewname, urlconf="portal.urls_public", args=args, kwargs=kwargs)
