"""Bringing a site in at the desk: upload, what it holds and what is wrong with it, progress. A page may be left."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import refusals
from common import progress, worker
from common.desk import desk_page
from site_transfer import import_runs, permissions, tasks
from site_transfer.forms import BeginForm, BringForm
from site_transfer.models import SiteImport, Stage
from site_transfer.placement import is_taken


@require_http_methods(["GET", "HEAD", "POST"])
def board(request):
    _check(request)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = form.keep(request.user)
        _set_to_work(found)
        return redirect("admin:site_import", found.pk)
    page = Paginator(SiteImport.objects.for_list(), 30).get_page(request.GET.get("page"))
    context = {"title": _("Bring in a site"), "form": form, "page": page}
    return desk_page(
        request, "admin/site_transfer/imports.html", context, 400 if form.errors else 200
    )


@never_cache
@require_safe
def one(request, pk):
    return _screen(request, _find(request, pk))


@require_POST
def begin(request, pk):
    """Enter the checked archive under the name and address that were chosen."""
    found = _find(request, pk)
    form = BeginForm(request.POST, instance=SiteImport.objects.get(pk=pk))
    if found.stage == Stage.CHECKED and not form.is_valid():
        return _screen(request, found, form, 400)
    if found.stage == Stage.CHECKED:
        chosen = form.cleaned_data
        # Two presses at once set one worker to work.
        moved = SiteImport.objects.filter(pk=pk, stage=Stage.CHECKED).update(
            stage=Stage.WRITING, trouble="", **chosen
        )
        moved and _set_to_work(found)
    return redirect("admin:site_import", pk)


@require_POST
def cancel(request, pk):
    found = _find(request, pk)
    if import_runs.give_up(found.pk):
        messages.success(request, _("The import is given up; nothing was written."))
    return redirect("admin:site_import", found.pk)


def _find(request, pk):
    _check(request)
    return get_object_or_404(SiteImport.objects.for_list(), pk=pk)


def _check(request):
    if not permissions.may_import(request.user):
        refusals.note(request.user, "bring in a site")
        raise PermissionDenied


def _set_to_work(found):
    progress.report(found, 0, 0)
    transaction.on_commit(partial(worker.soon, tasks.work_on_import.name, found.pk))


def _screen(request, found, form=None, status=200):
    working = progress.of(found)
    share = 100 * working["done"] // working["total"] if working and working["total"] else 0
    context = {
        "title": _("Bring in a site"),
        "found": found,
        "told": found.summary,
        "progress": working,
        "share": share,
        "form": form or BeginForm(instance=found),
        "is_taken": found.stage == Stage.CHECKED and is_taken(found.slug),
    }
    return desk_page(request, "admin/site_transfer/import.html", context, status)
