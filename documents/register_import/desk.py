"""The import's screens: upload, preview, progress, publication. Everything shown is in the database; a page may be left."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from accounts.rights import has_role, sites_with
from common import progress, worker
from common.desk import desk_page
from common.files import download
from common.spreadsheet_export import XLSX
from documents import tasks
from documents.models.register_import import ImportRun, Stage
from documents.register_import import columns
from documents.register_import.forms import StartForm, UploadForm

PAGE = 100
SAMPLE = 5


@require_http_methods(["GET", "HEAD", "POST"])
def runs(request):
    if not request.user.has_perm("documents.add_importrun"):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        run = form.keep()
        _set_to_work(run)
        return redirect("admin:register_import_run", run.pk)
    page = Paginator(ImportRun.objects.seen_by(request.user), 30).get_page(request.GET.get("page"))
    context = {"title": _("Import of a register"), "form": form, "page": page}
    return desk_page(
        request, "admin/documents/imports.html", context, status=400 if form.errors else 200
    )


@require_safe
def template(request):
    """The empty register, with the tables of the person's first site."""
    site = sites_with(request.user, Role.EDITOR).order_by("pk").first()
    if site is None:
        raise PermissionDenied
    return download(columns.template(site), "so-van-ban-mau.xlsx", XLSX)


@require_safe
def run(request, pk):
    found = _find(request, pk)
    counts, working = found.counts(), progress.of(found)
    rows = (
        found.rows.refused() if found.stage in (Stage.PUBLISHING, Stage.DONE) else found.rows.bad()
    )
    context = {
        "title": _("Import of a register"),
        "run": found,
        "counts": counts,
        "progress": working,
        "start": StartForm(),
        "sample": _sample(found) if found.stage == Stage.CHECKED else [],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "stalled": found.is_busy and working is None,
        "share": _share(working),
        "may_publish": not _why_not(request.user, found),
        "why_not": _why_not(request.user, found),
    }
    return desk_page(request, "admin/documents/import.html", context)


@require_POST
def start(request, pk):
    form = StartForm(request.POST)
    found = _find(request, pk)
    if not form.is_valid():
        messages.error(request, _("Choose what happens to faulty lines."))
    elif found.site.is_archived:
        messages.error(request, _("This site is archived: it can only be read."))
    elif form.cleaned_data["mode"] == "all" and found.counts()["bad"]:
        messages.error(
            request,
            _("Lines are faulty: correct the table and upload it again, or leave them out."),
        )
    else:
        choice = {
            "mode": form.cleaned_data["mode"],
            "fileless": form.cleaned_data["fileless"] or "ready",
            "trouble": "",
        }
        _move(found, Stage.CHECKED, stage=Stage.WRITING, **choice)
    return redirect("admin:register_import_run", pk)


@require_POST
def publish(request, pk):
    """Đăng các văn bản đã nhập: asked once, then done one by one under the chief's name."""
    found = _find(request, pk)
    reason = _why_not(request.user, found)
    if reason:
        messages.error(request, reason)
    else:
        found.rows.refused().update(refusal="")
        began = _move(found, Stage.WRITTEN, stage=Stage.PUBLISHING, publisher=request.user)
        began or _move(found, Stage.DONE, stage=Stage.PUBLISHING, publisher=request.user)
    return redirect("admin:register_import_run", pk)


@require_POST
def resume(request, pk):
    """For the hand; the clock does the same every minute."""
    found = _find(request, pk)
    if found.is_busy:
        _set_to_work(found)
        messages.success(request, _("The work goes on where it stopped."))
    return redirect("admin:register_import_run", pk)


@require_POST
def cancel(request, pk):
    found = _find(request, pk)
    if ImportRun.objects.filter(pk=pk, stage__in=[Stage.CHECKED, Stage.READING]).update(
        stage=Stage.CANCELLED
    ):
        messages.success(request, _("The import is given up; nothing was written."))
    return redirect("admin:register_import_run", found.pk)


def _sample(found):
    """The first and the last sound lines, to be compared with the file before they are entered."""
    sound = found.rows.filter(problems=[])
    ends = sound.order_by("line")[:SAMPLE].union(sound.order_by("-line")[:SAMPLE])
    return [
        (
            row,
            [
                (columns.label(name), row.values[name])
                for name in columns.COLUMNS
                if name in row.values
            ],
        )
        for row in ends.order_by("line")
    ]


def _why_not(user, found):
    """Why this person may not publish what the run entered; "" when they may."""
    if found.stage not in (Stage.WRITTEN, Stage.DONE):
        return _("There is nothing to publish now.")
    if not has_role(user, found.site, Role.CHIEF):
        return _("Your role on this site does not allow this.")
    if user.pk == found.by_id:
        return _("You entered these documents, so somebody else has to publish them.")
    return _("This site is archived: it can only be read.") if found.site.is_archived else ""


def _move(found, from_stage, **values):
    """Two presses at once set one worker to work."""
    moved = ImportRun.objects.filter(pk=found.pk, stage=from_stage).update(**values)
    if moved:
        _set_to_work(found)
    return moved


def _set_to_work(found):
    progress.report(found, 0, 0)
    transaction.on_commit(partial(worker.soon, tasks.work_on_import.name, found.pk))


def _share(working):
    return round(100 * working["done"] / working["total"]) if working and working["total"] else 0


def _find(request, pk):
    return get_object_or_404(ImportRun.objects.seen_by(request.user), pk=pk)
