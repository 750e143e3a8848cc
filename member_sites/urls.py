from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

if TYPE_CHECKING:
    from member_sites.models import Site


@contextmanager
def mounted_at(prefix: str) -> Iterator[None]:
    """Make `reverse()` build paths below `prefix` ("" for the root)."""
    before = get_script_prefix()
    set_script_prefix(f"{prefix}/")
    try:
        yield
    finally:
        set_script_prefix(before)


def from_page_of(here: Site | None, path: str) -> str:
    """`path` lies on the main host; whole for a page of a member site that is read under a host name of its own."""
    own_host = here is not None and not here.is_main and get_script_prefix() == "/"
    return f"{settings.PORTAL_ADDRESS}{path}" if own_host else path


def reverse_on(
    site: Site,
    viewname: str,
    *,
    args: Sequence[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
) -> str:
    """Path of a public page of `site` on the main host."""
    with mounted_at(site.prefix):
        return reverse(viewname, urlconf="portal.urls_public", args=args, kwargs=kwargs)
