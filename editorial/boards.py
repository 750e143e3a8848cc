"""Boards of the desk that keep an eye on something: the store of files."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.files import StoredFile

PAGE = 30


@require_safe
def files(request):
    """Kho tệp: stored files that no longer match, with the editions that carry them."""
    _require(request, "editorial.view_storedfile")
    wrong = StoredFile.objects.not_matching().with_carriers().order_by("-checked_at", "pk")
    return _render(request, "admin/editorial/files.html", {
        "title": _("File store"), "page": Paginator(wrong, PAGE).get_page(request.GET.get("page")),
        "figures": StoredFile.objects.checked(),
    })


def _require(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _render(request, template, context):
    return render(request, template, admin.site.each_context(request) | context)
