from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banners import counter, public
from banners.models import Banner
from common.pagination import KeysetPage
from editorial.public import notice_of
from editorial.public_views import reading
from visits.visitor import Visitor

PAGE_SIZE = 12


@require_safe
def banner_list(request):
    page = KeysetPage(
        public.public_banners(request.site), cursor=request.GET.get("trang"), size=PAGE_SIZE
    )
    return render(request, "banners/list.html", {"page": page})


@reading(Banner)
def detail(request, banner, slug=""):
    if slug != banner.slug:
        return redirect("banners:detail", item_id=banner.item_id, slug=banner.slug, permanent=True)
    return render(request, "banners/detail.html", notice_of(banner) | {"banner": banner})


@reading(Banner)
def print_page(request, banner):
    return render(request, "banners/print.html", notice_of(banner) | {"banner": banner})


@never_cache
@require_safe
def follow(request, item_id):
    """A press on a banner: counted, then on to where it leads."""
    banner = public.pressed(request.site, item_id)
    if banner is None:
        raise Http404
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        counter.count_click(item_id, Visitor.of(request))
    return HttpResponseRedirect(banner.link)
