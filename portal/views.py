import mimetypes
import sys

from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from editorial.sections import sections
from portal import page_notes
from portal.context import CONTRASTS, SIZES

DATABASE_DOWN = (OperationalError, InterfaceError)
YEAR_SECONDS = 31_536_000
LOGO_SECONDS = 3600


@require_safe
def home(request):
    site = request.site
    if site is None:
        return render(request, "503.html", status=503)
    bands = [(section, band) for section in sections() for band in section.home_bands(site)]
    bands.sort(key=lambda pair: pair[1].position)
    response = render(request, "home.html", {"bands": [band for _section, band in bands]})
    return page_notes.put(response, [(section.app_label, band.note) for section, band in bands])


# It keeps only how a page looks to the one who asks, and a form token would make every page a personal one.
@csrf_exempt
@require_POST
def display(request):
    """Remember the text size or the contrast a reader pressed, and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    for name, values in (("co-chu", SIZES), ("tuong-phan", CONTRASTS)):
        if request.POST.get(name) in values:
            response.set_cookie(
                name,
                request.POST[name],
                max_age=YEAR_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
    return response


@require_safe
def logo(request):
    site = request.site
    if not (site and site.logo):
        raise Http404
    content_type = mimetypes.guess_type(site.logo.name)[0] or "application/octet-stream"
    response = FileResponse(site.logo.open(), content_type=content_type)
    response["Cache-Control"] = f"public, max-age={LOGO_SECONDS}"
    return response


def bad_request(request, exception=None):
    """What was sent could not even be read, so nothing is asked of the request."""
    return render(None, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Also reached when a middleware could not ask the database; then it is not our fault and passes."""
    if isinstance(sys.exc_info()[1], DATABASE_DOWN):
        return unavailable(request)
    return render(None, "500.html", status=500)


def unavailable(request):
    return render(None, "503.html", status=503, content_type="text/html; charset=utf-8")
