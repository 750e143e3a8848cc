"""The desk of the sites' lives: renaming, archiving, and exports that the worker writes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import refusals
from common import files, worker
from common.desk import desk_page
from member_sites import life
from member_sites.models import Site
from site_transfer import permissions, tasks
from site_transfer.forms import ArchiveForm, RenameForm, told
from site_transfer.models import Export, ExportReading, ExportState, Taking, new_passphrase

SHOWN = 10


@require_safe
def board(request):
    sites = permissions.exportable_by(request.user).select_related("successor", "parent")
    if not sites:
        raise PermissionDenied
    context = {
        "title": _("Life of the sites"),
        "sites": sites,
        "may_import": permissions.may_import(request.user),
    }
    return desk_page(request, "admin/site_transfer/board.html", context)


@never_cache
@require_safe
def site(request, pk):
    return _screen(request, _find(request, pk))


@require_POST
def rename(request, pk):
    return _change(request, pk, RenameForm, _rename)


@require_POST
def archive(request, pk):
    return _change(request, pk, ArchiveForm, _archive)


@require_POST
def export(request, pk):
    """Ask the worker for an export; one that is under way already is shown instead of begun again."""
    site = _find(request, pk)
    contacts = "contacts" in request.POST
    if contacts and not permissions.may_take_contacts(request.user, site):
        refusals.note(request.user, "export personal data of citizens", site=site)
        raise PermissionDenied
    try:
        with transaction.atomic():
            asked = _ask(site, request.user, contacts)
    except IntegrityError:
        messages.info(request, _("An export of this site is under way."))
        return redirect("admin:site_transfer_site", pk)
    if not worker.soon(tasks.export.name, asked.pk):
        Export.objects.filter(pk=asked.pk).update(state=ExportState.FAILED)
        messages.error(
            request,
            _("The worker cannot be reached. Try again later or tell the system administrator."),
        )
        return redirect("admin:site_transfer_site", pk)
    messages.success(
        request, _("The export is being written. You may leave this page and come back.")
    )
    return redirect("admin:site_transfer_site", pk)


@require_safe
def download(request, pk):
    asked = get_object_or_404(Export.objects.select_related("site"), pk=pk, state=ExportState.DONE)
    site = _find(request, asked.site_id)
    if asked.with_contacts and not permissions.may_take_contacts(request.user, site):
        refusals.note(request.user, "download personal data of citizens", site=site)
        raise PermissionDenied
    if not asked.path.exists():
        raise Http404
    ExportReading.objects.create(export=asked, act=Taking.DOWNLOADED, by=request.user)
    return files.serve(request, asked.path, "application/zip", filename=asked.name, inline=False)


@never_cache
@require_POST
def passphrase(request, pk):
    """What opens the sealed part, for the one who asked for it; each showing is recorded."""
    asked = get_object_or_404(
        Export.objects.select_related("site"), pk=pk, state=ExportState.DONE, with_contacts=True
    )
    site = _find(request, asked.site_id)
    if asked.asked_by_id != request.user.pk or not permissions.may_take_contacts(
        request.user, site
    ):
        refusals.note(request.user, "see the passphrase of an export", site=site)
        raise PermissionDenied
    ExportReading.objects.create(export=asked, act=Taking.PASSPHRASE, by=request.user)
    return desk_page(
        request,
        "admin/site_transfer/passphrase.html",
        {"title": _("Passphrase"), "asked": asked, "one": site},
    )


def _ask(site, user, contacts):
    words = new_passphrase() if contacts else ""
    return Export.objects.create(site=site, asked_by=user, with_contacts=contacts, passphrase=words)


def _find(request, pk):
    """A site of the person's; another one answers like one that does not exist, and is noted."""
    found = (
        permissions.exportable_by(request.user)
        .select_related("parent", "successor")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        refusals.note(
            request.user, "open the life of a site", site=Site.objects.filter(pk=pk).first()
        )
        raise Http404
    return found


def _change(request, pk, form_class, change):
    site = _find(request, pk)
    if not permissions.may_change(request.user, site):
        refusals.note(request.user, "rename or archive a site", site=site)
        raise PermissionDenied
    form = _form(request, form_class, site, request.POST)
    if not form.is_valid():
        return _screen(request, site, form, status=400)
    try:
        change(site, form.cleaned_data)
    except ValidationError as refusal:
        for sentence in told(refusal):
            messages.error(request, sentence)
        return _screen(request, _find(request, pk), form, status=409)
    messages.success(request, _("Done."))
    return redirect("admin:site_transfer_site", pk)


def _rename(site, values):
    life.rename(site, **values)


def _archive(site, values):
    life.archive(site, successor=values["successor"])


def _form(request, form_class, site, data=None):
    if form_class is ArchiveForm:
        return ArchiveForm(data, site=site, by=request.user)
    return RenameForm(data, instance=Site.objects.get(pk=site.pk))


def _screen(request, site, bound=None, *, status=200):
    forms = {
        name: _form(request, kind, site)
        for name, kind in (("rename", RenameForm), ("archive", ArchiveForm))
    }
    if bound is not None:
        forms["archive" if isinstance(bound, ArchiveForm) else "rename"] = bound
    context = {
        "title": site.full_name,
        "one": site,
        "may_change": permissions.may_change(request.user, site),
        "forms": forms,
        "exports": site.exports.select_related("asked_by", "site").prefetch_related("readings__by")[
            :SHOWN
        ],
        "aliases": site.aliases.all(),
        "may_take_contacts": permissions.may_take_contacts(request.user, site),
    }
    return desk_page(request, "admin/site_transfer/site.html", context, status)
