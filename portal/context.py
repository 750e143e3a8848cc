"""What every public page shows around its content; asked for only when a template shows it."""

from functools import cache
from typing import NamedTuple

from member_sites.models import Site
from portal.menu import menu
from visits import figures

SIZES = ("nho", "vua", "lon")
CONTRASTS = ("thuong", "cao")


class Display(NamedTuple):
    """How this reader wants pages to look."""

    size: str
    contrast: str

    @classmethod
    def of(cls, request):
        size, contrast = request.COOKIES.get("co-chu"), request.COOKIES.get("tuong-phan")
        return cls(
            size if size in SIZES else "vua", contrast if contrast in CONTRASTS else "thuong"
        )


def site(request):
    here = getattr(request, "site", None)
    context = {"site": here, "display": Display.of(request)}
    if here is None:
        return context
    return context | {
        "main_site": here if here.is_main else here.parent,
        "menu": cache(lambda: menu(here)),
        "members": cache(
            lambda: list(Site.objects.members().in_force().order_by("kind", "name__alphabetical"))
        ),
        "visit_figures": cache(lambda: figures.shown(here)),
    }
