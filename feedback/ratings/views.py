"""What readers think of this site, and how it was rated year by year."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from citizens import gate
from feedback.ratings import figures, intake
from feedback.ratings.forms import PortalRatingForm
from visits.visitor import Visitor


@sensitive_post_parameters()
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request):
    if request.method != "POST" or request.site.is_archived:
        return _page(request, PortalRatingForm())
    form = PortalRatingForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    refusal = _too_many(request)
    if refusal:
        return _page(request, form, status=gate.TOO_MANY, refusal=refusal)
    intake.receive(request.site, **form.told())
    return redirect("feedback:rated")


@require_safe
def rated(request):
    return render(request, "feedback/ratings/sent.html")


def _page(request, form, *, status=200, **more):
    context = {
        "form": form,
        "years": figures.by_year(request.site),
        "days": intake.ONCE_IN_DAYS,
    }
    return render(request, "feedback/ratings/rate.html", context | more, status=status)


def _too_many(request):
    """Which limit is reached, if any: "address" or "again"."""
    if gate.enter(request, "danh-gia").refusal:
        return "address"
    return "again" if intake.is_again(request.site, Visitor.of(request)) else ""
