"""Boards of the desk that keep an eye on something: the store of files, the exceptions from four eyes."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.desk import desk_page
from common.pagination import KeysetPage, kept_query
from editorial import urgent_acts as excepted
from editorial.forms import ExceptionsForm
from editorial.models.files import StoredFile

PAGE = 30


@require_safe
def files(request):
    """Kho tệp: stored files that no longer match, with the editions that carry them."""
    _require(request, "editorial.view_storedfile")
    wrong = StoredFile.objects.not_matching().with_carriers().order_by("-checked_at", "pk")
    return desk_page(
        request,
        "admin/editorial/files.html",
        {
            "title": _("File store"),
            "page": Paginator(wrong, PAGE).get_page(request.GET.get("page")),
            "figures": StoredFile.objects.checked(),
        },
    )


@require_safe
def exceptions(request):
    """Các trường hợp ngoại lệ: urgent publications and retractions, with the second signature or without."""
    _require(request, "editorial.view_edition")
    seen = excepted.visible_to(request.user)
    form = ExceptionsForm(request.GET, by=request.user, years=excepted.years(seen))
    events = excepted.narrowed(seen, **form.narrowing())
    page = KeysetPage(excepted.with_people(events), ("-at", "-pk"), request.GET.get("tu"), PAGE)
    return desk_page(
        request,
        "admin/editorial/exceptions.html",
        {
            "title": _("Exceptions"),
            "form": form,
            "page": page,
            "rows": map(excepted.used, page),
            "filters": kept_query(request, without="tu"),
            "count": events.count(),
            "unsigned": excepted.unsigned(events).count(),
            "year": form.narrowing().get("year"),
        },
    )


def _require(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied
