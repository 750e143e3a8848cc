import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.desk import desk_page
from common.files import download
from common.pagination import kept_query
from common.spreadsheet_export import XLSX, xlsx
from components import reminders
from components.board import board
from components.forms import MomentForm, ReminderForm
from components.measurement import component_states
from components.models import Reminder
from components.places import checklist
from components.readers import may_remind, seen_by
from components.sheet import sheets

log = logging.getLogger(__name__)


@require_safe
def show(request):
    """Bảng các trang thành viên."""
    form, shown = _asked(request)
    order = request.GET.get("xep", "ten")
    return desk_page(
        request,
        "admin/components/board.html",
        {
            "title": _("Member sites: who has what"),
            "form": form,
            "board": shown,
            "rows": shown.sorted_by(order),
            "order": order,
            "is_past": form.moment() is not None,
            "kept": _kept(request),
            "is_fullwidth": "1",
            "reminds": any(may_remind(request.user, row.site) for row in shown.rows),
        },
    )


@require_safe
def export(request):
    form, shown = _asked(request)
    name = f"trang-thanh-vien-{timezone.localtime(shown.at):%Y-%m-%d}.xlsx"
    return download(xlsx(sheets(shown)), name, XLSX)


@require_safe
def one_site(request, pk):
    """The checklist of a site, with the letters that the district sent."""
    site = _site(request, pk)
    return desk_page(
        request,
        "admin/components/site.html",
        {
            "title": site.full_name,
            "site_shown": site,
            "lines": checklist(component_states([site])[site]),
            "reminders": Reminder.objects.of(site),
            "may_remind": may_remind(request.user, site),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request, pk):
    site = _site(request, pk)
    if not may_remind(request.user, site):
        _refuse(request, pk)
        raise PermissionDenied
    form = ReminderForm(
        request.POST or None, initial=reminders.letter(site, component_states([site])[site])
    )
    if form.is_valid() and _sent(request, form, site):
        return redirect("admin:component_board")
    return desk_page(
        request,
        "admin/components/remind.html",
        {
            "title": _("Remind: %(site)s") % {"site": site.full_name},
            "site_shown": site,
            "form": form,
            "people": reminders.people_of(site),
            "today": reminders.reminded_today(site),
        },
        status=409 if form.is_bound else 200,
    )


def _sent(request, form, site):
    try:
        reminders.remind(site, by=request.user, **form.cleaned_data)
    except reminders.NotSent as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("The letter to %(site)s is on its way.") % {"site": site.full_name})
    return True


def _asked(request):
    """The form of the moment and the board that this person sees."""
    form = MomentForm(request.GET)
    sites = seen_by(request.user, form.moment())
    if not sites:
        raise PermissionDenied
    return form, board(sites, form.moment())


def _kept(request):
    """The choice of the moment, which links to another order keep."""
    return kept_query(request, without="xep")


def _site(request, pk):
    """A site that the person sees; another one is refused like one that does not exist."""
    found = [site for site in seen_by(request.user) if site.pk == pk]
    if not found:
        _refuse(request, pk)
        raise Http404
    return found[0]


def _refuse(request, pk):
    log.warning(
        "Refused: %s %s, site %s, user %s", request.method, request.path, pk, request.user.pk
    )
