from contextlib import contextmanager

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


def reverse_on(site, viewname, *, args=None, kwargs=None):
    """Path of a public page of `site` on the main host."""
    with mounted_at(site.prefix):
        return reverse(viewname, urlconf="portal.urls_public", args=args, kwargs=kwargs)
