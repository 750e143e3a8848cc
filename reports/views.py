from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.board import parts
from reports.document import cells, number
from reports.figures import report
from reports.formats import FORMATS, file_name
from reports.rules import RULES
from reports.years import BadYear, checked

YEARS_OFFERED = 10
FIGURE = ("previous", "value", "change")


@require_safe
def year_page(request, model_admin, year):
    """The figures of a year beside those of the year before, with what is still to be written."""
    require_reader(request.user)
    try:
        figures = report(year)
    except BadYear as error:
        messages.error(request, str(error))
        return redirect(year_address())
    context = model_admin.admin_site.each_context(request) | {
        "title": _("Report of the year %(year)s") % {"year": figures["year"]},
        "year": figures["year"],
        "previous_year": figures["year"] - 1,
        "years": years_offered(figures["year"]),
        "rows": [row(name, figures) for name in RULES],
        "question_units": figures["question_units"],
        "issuers": [issuer_row(body) for body in figures["issuers"]],
        "sites": [site_row(site) for site in figures["sites"]],
        "parts": parts(figures["year"], request.user),
        "measured": number(figures["measured"]["value"]),
    }
    return TemplateResponse(request, "admin/reports/year.html", context)


@require_safe
def download(request, year, kind):
    require_reader(request.user)
    try:
        content = FORMATS[kind].render(report(year))
    except (BadYear, KeyError) as error:
        raise Http404 from error
    name = file_name(checked(year), kind)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=FORMATS[kind].content_type, headers=headers)


def require_reader(user):
    """Leaders and chiefs of the main site."""
    if not user.has_perm("reports.view_reporttext"):
        raise PermissionDenied


def years_offered(year):
    this_year = timezone.localdate().year
    return sorted({*range(this_year - YEARS_OFFERED + 1, this_year + 1), year}, reverse=True)


def year_address(year=None):
    return reverse("admin:reports_year", args=[year or timezone.localdate().year])


def row(name, figures):
    previous, value, change = cells(name, figures)
    return {"rule": RULES[name], "previous": previous, "value": value, "change": change}


def issuer_row(body):
    previous, value, change = (
        number(body["documents"][one], signed=one == "change") for one in FIGURE
    )
    return {"name": body["name"], "previous": previous, "value": value, "change": change}


def site_row(site):
    figures = [
        number(site[kind][one], signed=one == "change") for kind in ("tin", "bai") for one in FIGURE
    ]
    return {"name": site["name"], "figures": figures}
