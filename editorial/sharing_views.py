"""Sharing at the desk: the buttons of the review screen and the list of what was offered to one's own sites."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.rights import has_role_somewhere
from common.desk import desk_page
from editorial import sharing
from editorial.models import Edition, Share
from editorial.site_fields import chosen_sites
from member_sites.urls import reverse_on

PAGE = 30
DECISIONS = {"take": sharing.take, "end": sharing.end}


def panel(user, edition):
    """What the review screen offers: sites not asked yet, and where the item stands already; None where it may not."""
    if not (edition.shareable and edition.is_settled):
        return None
    shares = list(
        Share.objects.not_ended().of_item(edition.item_id).select_related("site", "item__site")
    )
    taken = {share.site_id for share in shares}
    free = [site for site in sharing.receivers(user, edition.item) if site.pk not in taken]
    public = bool(free) and Edition.objects.published().of_items([edition.item_id]).exists()
    rows = [(share, sharing.may_end(user, share)) for share in shares]
    return {"sites": free if public else [], "shares": rows} if rows or (free and public) else None


@require_POST
def offer(request, pk):
    """Offer the item of an edition one sees to other sites."""
    seen = Edition.objects.visible_to(request.user).select_related("item__site")
    edition = get_object_or_404(seen, pk=pk).leaf()
    try:
        new = sharing.offer(edition, _wanted(request, edition), by=request.user)
    except sharing.NotShared as refusal:
        messages.error(request, str(refusal))
    else:
        names = ", ".join(site.full_name for site in new)
        messages.success(
            request,
            _("Shared: %(sites)s") % {"sites": names} if new else _("It was offered there before."),
        )
    return redirect("admin:edition_review", edition.pk)


def _wanted(request, edition):
    if request.GET.get("tat-ca"):
        return list(sharing.receivers(request.user, edition.item))
    return chosen_sites(request.POST.getlist("sites"))


@require_safe
def offered(request):
    if not has_role_somewhere(request.user, Role.EDITOR):
        raise PermissionDenied
    page = Paginator(sharing.of_interest_to(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"title": _("Shared items"), "page": page, "rows": _with_editions(page.object_list)}
    return desk_page(request, "admin/editorial/offered.html", context)


@require_POST
def decide(request, pk):
    share = get_object_or_404(Share.objects.select_related("item__site", "site"), pk=pk)
    decision = DECISIONS.get(request.POST.get("action"))
    if decision is None:
        raise Http404
    try:
        decision(share, by=request.user)
    except sharing.NotShared as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    back = request.POST.get("edition", "")
    return (
        redirect("admin:edition_review", back) if back.isdigit() else redirect("admin:share_list")
    )


def _with_editions(shares):
    """[(share, its item's public edition or None, its address)], in one more query."""
    public = Edition.objects.published().of_items([share.item_id for share in shares])
    by_item = {
        one.item_id: one
        for one in public.select_related("item__site").defer("search_text", "search_vector")
    }
    found = [(share, by_item.get(share.item_id)) for share in shares]
    return [(share, edition, edition and _address(edition)) for share, edition in found]


def _address(edition):
    kind = apps.get_model(edition.item.kind)
    names = {"item_id": edition.item_id, "slug": edition.slug}
    return reverse_on(edition.item.site, kind.detail_view, kwargs=names)
