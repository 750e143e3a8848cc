"""The review queue and the review screen."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.rights import has_role
from common.desk import desk_page
from common.pagination import kept_query
from editorial import links, workflow
from editorial import queue as waiting
from editorial import review as reviewing
from editorial.content_admin import ContentAdmin
from editorial.forms import QueueForm, TransitionForm
from editorial.link_requests import check_soon
from editorial.models import Edition
from editorial.permissions import claimant, may_edit
from editorial.sharing_views import panel
from editorial.states import RetractionKind
from editorial.transitions import TABLE
from member_sites.urls import mounted_at

PAGE = 30


@require_safe
def queue(request):
    if not request.user.has_perm("editorial.view_edition"):
        raise PermissionDenied
    form = QueueForm(request.GET, by=request.user)
    rows = waiting.narrowed(waiting.for_user(request.user), **form.narrowing())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return desk_page(
        request,
        "admin/editorial/queue.html",
        {
            "title": _("Review queue"),
            "form": form,
            "page": page,
            "filters": kept_query(request, without="page"),
            "entries": waiting.entries(page.object_list, request.user),
        },
    )


@require_safe
def enter(request, pk):
    """Where work on an edition goes on: the form of a draft one may write, else the review screen."""
    edition = _find(request, pk)
    if may_edit(request.user, edition):
        return redirect(_section(edition).change_url(edition))
    return redirect("admin:edition_review", pk)


@require_safe
def review(request, pk):
    return _screen(request, _find(request, pk))


@require_POST
def move(request, pk):
    """One press of a button: the law answers; a refusal comes back with its sentences and what was typed."""
    edition, transition = _find(request, pk), TABLE.get(request.POST.get("action"))
    if not transition:
        raise Http404
    form = TransitionForm(
        request.POST, replacements=Edition.objects.published().of_site(edition.item.site)
    )
    if not form.is_valid():
        reasons = [text for texts in form.errors.values() for text in texts]
        return _refused(request, edition, transition, reasons)
    try:
        result = workflow.perform(
            transition.name, edition, by=request.user, **form.arguments(transition)
        )
    except workflow.Refused as refusal:
        return _refused(request, edition, transition, refusal.reasons)
    messages.success(request, f"{transition.done}: {result.title}")
    return _onwards(transition, result)


@require_POST
def claim(request, pk):
    edition = _find(request, pk)
    holder = claimant(edition)
    if not has_role(request.user, edition.item.site, Role.EDITOR):
        raise PermissionDenied
    if holder and holder != request.user:
        messages.warning(
            request, _("%(name)s is looking at this now.") % {"name": holder.display_name}
        )
    elif holder:
        workflow.release(edition, by=request.user)
    else:
        workflow.claim(edition, by=request.user)
    return redirect("admin:edition_review", pk)


@require_POST
def check_links(request, pk):
    edition = _find(request, pk)
    if check_soon(edition):
        messages.success(
            request, _("The links are being checked. Open this page again in a minute.")
        )
    else:
        messages.warning(request, _("The links cannot be checked just now. Try again later."))
    return redirect("admin:edition_review", pk)


@require_safe
@xframe_options_sameorigin
def preview(request, pk):
    """The page as the public will see it."""
    edition = _find(request, pk)
    section = _section(edition)
    request.site = edition.item.site
    with mounted_at(edition.item.site.prefix):
        response = render(
            request, section.preview_template, section.preview_context(edition, request)
        )
    response["Cache-Control"] = "private, no-store"
    return response


def _find(request, pk):
    seen = Edition.objects.visible_to(request.user).select_related("item__site")
    return get_object_or_404(seen, pk=pk).leaf()


def _section(edition):
    section = admin.site._registry.get(type(edition))
    if not isinstance(section, ContentAdmin):
        raise Http404
    return section


def _screen(request, edition, *, status=200, typed=None, opened=None):
    before, holder = reviewing.public_before(edition), claimant(edition)
    return desk_page(
        request,
        "admin/editorial/review.html",
        {
            "title": edition.title,
            "edition": edition,
            "before": before,
            "holder": holder,
            "changes": reviewing.changes(edition, before),
            "buttons": reviewing.buttons(request.user, edition),
            "missing": edition.missing().items() if edition.is_open else [],
            "advice": edition.advice(),
            "links": links.report(edition),
            "log": reviewing.log(edition),
            "retraction": edition.retraction_if_any,
            "may_edit": may_edit(request.user, edition),
            "typed": typed or {},
            "opened": opened,
            "may_claim": edition.is_open and has_role(request.user, edition.item.site, Role.EDITOR),
            "retraction_kinds": RetractionKind.choices,
            "section": _section(edition),
            "sharing": panel(request.user, edition),
            "edit_url": _section(edition).change_url(edition),
            "is_fullwidth": "1",
        }
        | waiting.neighbours(request.user, edition),
        status=status,
    )


def _refused(request, edition, transition, reasons):
    for reason in reasons:
        messages.error(request, str(reason))
    return _screen(request, edition, status=409, typed=request.POST, opened=transition.name)


def _onwards(transition, result):
    if transition.leads_to == "form":
        return redirect(_section(result).change_url(result))
    if transition.leads_to == "review":
        return redirect("admin:edition_review", result.pk)
    return redirect("admin:review_queue")
