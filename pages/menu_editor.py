"""The screen on which editors of a site arrange its menu: with the mouse, with the keyboard, and without any script."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.rights import has_role, sites_with
from pages import arranging, public, targets
from pages.forms import MenuEntryForm
from pages.models.menu import MenuEntry

log = logging.getLogger(__name__)


def editor(request):
    site = _site(request)
    if request.method == "POST":
        return _change(request, site)
    return _screen(request, site)


def _site(request):
    """The site asked for; somebody who may not edit its menu is refused, and it is noted."""
    own = sites_with(request.user, Role.EDITOR)
    asked = request.GET.get("trang") or request.POST.get("site")
    if not asked:
        site = own.filter(archived_at=None).first()
        return site if site else _refuse(request, "any site")
    site = own.filter(pk=asked).first() if asked.isdecimal() else None
    return (
        site
        if site and has_role(request.user, site, Role.EDITOR)
        else _refuse(request, f"site {asked}")
    )


def _change(request, site):
    if site.is_archived:
        raise PermissionDenied
    sent_to = request.POST.get("site", str(site.pk))
    if sent_to != str(site.pk):
        _refuse(request, f"site {sent_to}")
    if "order" in request.POST:
        return _rearrange(request, site)
    if "entry" in request.POST:
        return _change_entry(request, site, _entry(request, site))
    return _write(request, site, MenuEntry(site=site, position=arranging.next_position(site)))


def _entry(request, site):
    pk = request.POST["entry"]
    found = MenuEntry.objects.filter(pk=pk, site=site).first() if pk.isdecimal() else None
    return found or _refuse(request, f"entry {pk}")


def _change_entry(request, site, entry):
    step = request.POST.get("step")
    if step in arranging.STEPS:
        arranging.move(site, entry.pk, step)
        return _back(site, f"#buoc-{entry.pk}-{step}")
    if step == "remove":
        arranging.remove(entry)
        messages.success(request, _("“%(word)s” is no longer in the menu.") % {"word": entry.label})
        return _back(site)
    return _write(request, site, entry)


def _write(request, site, entry):
    form = MenuEntryForm(request.POST, instance=entry, site=site, choices=targets.choices(site))
    if not form.is_valid():
        return _screen(request, site, wrong=form, status=400)
    saved = form.save()
    messages.success(request, _("The menu is saved; readers see it at once."))
    return _back(site, f"#muc-{saved.pk}")


def _rearrange(request, site):
    try:
        arranging.rearrange(site, _order(request.POST["order"]))
    except arranging.ForeignEntry:
        _refuse(request, f"order {request.POST['order'][:200]}")
    except (arranging.Outdated, ValueError):
        messages.error(
            request, _("The menu was changed in the meantime; look at it and arrange it again.")
        )
        return _back(site)
    messages.success(request, _("The order is saved."))
    return _back(site)


def _order(text):
    """ "12:0,15:1" as [(12, 0), (15, 1)]."""
    pairs = [pair.partition(":") for pair in text.split(",") if pair]
    return [(int(pk), int(level == "1")) for pk, _colon, level in pairs]


def _refuse(request, what):
    log.warning(
        "%s (user %s) was refused the menu: %s", request.user.get_username(), request.user.pk, what
    )
    raise PermissionDenied


def _back(site, place=""):
    return redirect(f"{reverse('admin:pages_menuentry_changelist')}?trang={site.pk}{place}")


def _screen(request, site, *, wrong=None, status=200):
    choices = targets.choices(site)
    rows = list(public.menu_rows(site).select_related("page"))
    forms = {
        row.pk: MenuEntryForm(instance=row, site=site, choices=choices, auto_id=f"muc-{row.pk}-%s")
        for row in rows
    }
    if wrong and wrong.instance.pk:
        forms[wrong.instance.pk] = wrong
    tops = arranging.arranged(site, rows)
    places = dict(pair for _group, pairs in choices for pair in pairs)
    context = admin.site.each_context(request) | {
        "title": _("Menu of %(site)s") % {"site": site.full_name},
        "menu_site": site,
        "forms": forms,
        "lines": _lines(tops, forms, places),
        "many": len(tops) > arranging.RECOMMENDED_MOST,
        "recommended": arranging.RECOMMENDED_MOST,
        "top_count": len(tops),
        "sites": sites_with(request.user, Role.EDITOR).filter(archived_at=None),
        "new": wrong
        if wrong and not wrong.instance.pk
        else MenuEntryForm(site=site, choices=choices, instance=MenuEntry()),
        "opened": wrong and wrong.instance.pk,
    }
    return TemplateResponse(request, "admin/pages/menu.html", context, status=status)


def _lines(tops, forms, places):
    """What the screen shows of each entry, from top to bottom, with the steps that lead somewhere."""
    lines = []
    for number, (top, below) in enumerate(tops):
        steps = _steps(number, len(tops)) | {"in": number > 0, "out": False}
        lines.append(_line(top, 0, steps, forms, places))
        for place, child in enumerate(below):
            steps = _steps(place, len(below)) | {"in": False, "out": True}
            lines.append(_line(child, 1, steps, forms, places))
    return lines


def _steps(place, count):
    return {"up": place > 0, "down": place < count - 1}


def _line(row, level, steps, forms, places):
    chosen = targets.chosen(row)
    hidden = bool(row.page_id and row.address is None)
    where = row.url or places.get(chosen) or row.path
    return {
        "row": row,
        "level": level,
        "steps": steps,
        "form": forms[row.pk],
        "where": where,
        "hidden": hidden,
    }
