from itertools import chain

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import files
from editorial.figures import number
from reports.board import parts
from reports.document import cells
from reports.figures import by_site, declared, report, tables
from reports.formats import FORMATS, file_name
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
        "rows": [row(name, figures) for name in declared()],
        "tables": [table(one, figures) for one in tables()],
        "site_figures": [str(figure.label) for figure in by_site()],
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
    return files.download(content, file_name(checked(year), kind), FORMATS[kind].content_type)


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
    return {"figure": declared()[name], "previous": previous, "value": value, "change": change}


def table(shown, figures):
    """A table of a section: what is compared stands as value, year before and change."""
    year = figures["year"]
    first, *columns = shown.columns
    head = [(year, year - 1, _("Change")) if one.is_compared else (one.label,) for one in columns]
    return {
        "title": shown.title,
        "head": [first.label, *chain.from_iterable(head)],
        "rows": [
            {
                "name": row[first.key],
                "cells": [cell for one in columns for cell in _cells(row[one.key])],
            }
            for row in figures[shown.key]
        ],
    }


def _cells(value):
    if not isinstance(value, dict):
        return [{"text": number(value)}]
    told = {one: number(value[one], signed=one == "change") for one in FIGURE}
    return [
        {"text": told["value"], "is_strong": True},
        {"text": told["previous"]},
        {"text": told["change"]},
    ]


def site_row(site):
    figures = [
        number(site[figure.name][one], signed=one == "change")
        for figure in by_site()
        for one in FIGURE
    ]
    return {"name": site["name"], "figures": figures}
