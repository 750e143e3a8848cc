"""Where readers say that something is wrong in an item. Nothing here is kept in any cache."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from citizens import gate
from citizens.deadlines import promised
from citizens.views import private
from editorial.models import Edition
from feedback.error_reports import workflow
from feedback.error_reports.forms import ReportForm


def about(view):
    """Decorates a view of one item: it is given the edition that is public on this site, its own or a shared one."""

    @private
    @wraps(view)
    def wrapped(request, item_id):
        public = (
            Edition.objects.on_site(request.site).published().select_related("item__site__parent")
        )
        edition = public.filter(item=item_id).first()
        if edition is None:
            raise Http404
        edition = edition.leaf()
        if edition.item.site.is_archived:
            return render(
                request, "feedback/error_reports/archived.html", {"edition": edition}, status=410
            )
        return view(request, edition)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@about
def report(request, edition):
    if request.method != "POST":
        return _form(request, edition, ReportForm())
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form(request, edition, form, status=400)
    told = f"{edition.item_id} {form.cleaned_data['text']}"
    entry = gate.enter(request, "bao-loi", text=told)
    if entry.refusal:
        return _form(request, edition, form, status=gate.TOO_MANY, refusal=entry.refusal)
    workflow.receive(edition, seen_on=request.site, is_proved=entry.is_proved, **form.told())
    return redirect("feedback:reported", item_id=edition.item_id)


@require_safe
@about
def reported(request, edition):
    return render(
        request,
        "feedback/error_reports/sent.html",
        {"edition": edition, "due_on": promised()["due_on"]},
    )


def _form(request, edition, form, *, status=200, **more):
    context = {"edition": edition, "form": form}
    return render(request, "feedback/error_reports/report.html", context | more, status=status)
