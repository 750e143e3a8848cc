"""The ratings of a year at the desk: figures of the person's sites, and what visitors wrote."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citizens.oversight import sites_of
from feedback.models.ratings import CRITERIA, PortalRating
from feedback.ratings import figures
from member_sites.models import Site

YEARS_OFFERED = 6
PAGE = 30


@require_safe
def page(request):
    """Figures for editors and chiefs of their sites and for leaders of the district of all; remarks for the desk alone."""
    sites = sites_of(request.user)
    if sites is None:
        raise PermissionDenied
    years = _years()
    year = _chosen(request.GET.get("nam"), years)
    sites = list(sites.order_by(F("parent").asc(nulls_first=True), "code", "name__alphabetical"))
    site = _chosen(request.GET.get("trang"), sites, None)
    shown = [site] if site else sites
    context = admin.site.each_context(request) | {
        "title": _("Rating of the portal"),
        "year": year,
        "years": years,
        "site_chosen": site,
        "sites": sites,
        "criteria": CRITERIA.values(),
        "rows": figures.by_site(year, shown),
        "all": figures.rated_in([year], sites=shown)[year],
        "remarks": _remarks(request, year, shown),
        "may_read_remarks": request.user.has_perm("feedback.view_portalrating"),
    }
    response = render(request, "admin/feedback/ratings.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _years():
    this_year = timezone.localdate().year
    return range(this_year, this_year - YEARS_OFFERED, -1)


def _chosen(asked, offered, default=...):
    """The one of `offered` that the address names; the first, or `default`, for anything else."""
    known = {str(one.pk if isinstance(one, Site) else one): one for one in offered}
    return known.get(asked, offered[0] if default is ... else default)


def _remarks(request, year, sites):
    seen = PortalRating.objects.seen_by(request.user).of_sites(sites).of_year(year).with_remark()
    return Paginator(seen.select_related("site"), PAGE).get_page(request.GET.get("page"))
