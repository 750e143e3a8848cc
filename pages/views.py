from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from editorial.public import attachments_of, notice_of
from editorial.public_views import reading
from pages import charts, public, targets
from pages.models import Language, Layout, Page


@require_safe
def detail(request, address):
    item_id = public.item_at(request.site, address)
    if item_id is None:
        raise Http404
    return _read(request, item_id=item_id, address=address)


@reading(Page)
def _read(request, page, address):
    if page.address != address:
        return redirect("pages:detail", address=page.address, permanent=True)
    return render(request, "pages/detail.html", shown(page) | _around(page, request.site))


@reading(Page)
def print_page(request, page):
    return render(request, "pages/print.html", shown(page))


def shown(page):
    """What the page itself shows; the preview at the desk asks for the same."""
    rows = page.rows_for_readers(page.shown_rows) if page.shown_rows and page.pk else []
    rows = rows.select_related("file") if page.layout == Layout.LEADERS and page.pk else rows
    context = notice_of(page) | {"page": page, "attachments": attachments_of(page), "rows": rows}
    return context | ({"chart": charts.tree(rows)} if page.layout == Layout.ORGANISATION else {})


def _around(page, site):
    tree = public.Tree(site)
    context = {"above": tree.trail(page), "below": tree.below(page), "beside": tree.beside(page)}
    return context | {"other_language": tree.other_language(page)}


@require_safe
def site_map(request):
    menu = public.menu(request.site)
    context = {"branches": public.Tree(request.site).branches(), "menu": menu}
    others = [] if menu else targets.sections(request.site)
    sections = [
        (title, reverse(view)) for title, view in others if view != request.resolver_match.view_name
    ]
    return render(request, "pages/site_map.html", context | {"sections": sections})


@require_safe
def english(request):
    """The English door of a site: its pages in English and how to reach it."""
    tree = public.Tree(request.site)
    return render(
        request,
        "pages/english.html",
        {"branches": tree.branches(Language.ENGLISH), "english": tree.english()},
    )
