"""A report's page at the desk: the reader's words beside the item, and one click to the correction."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.rights import has_role
from citizens import readings, retention
from citizens.workflow import Refused
from feedback.error_reports import workflow
from feedback.error_reports.forms import StepForm
from feedback.error_reports.states import Act, ReportState
from feedback.models.error_reports import ErrorReport, ReportContact

# What each button asks for.


@require_safe
def page(request, pk):
    report = _find(request, pk)
    readings.record([report], Act.WORDS_READ, request.user)
    return _page(request, report)


@require_POST
def act(request, pk):
    """One press of a button; a refusal comes back with its sentences and what was typed."""
    report, step = _find(request, pk), request.POST.get("step")
    if step not in workflow.STEPS:
        raise Http404
    form = StepForm(request.POST, report=report)
    if not form.is_valid():
        return _refused(
            request, report, step, form, [text for texts in form.errors.values() for text in texts]
        )
    try:
        result = workflow.perform(step, report, by=request.user, **form.given())
    except Refused as refusal:
        return _refused(request, report, step, form, refusal.reasons)
    if step == "correct":
        return _to_the_correction(request, report, result)
    messages.success(request, _("Done: %(step)s") % {"step": workflow.STEPS[step].label})
    return redirect("admin:report_page", pk)


def _to_the_correction(request, report, edition):
    if report.events.last().act == Act.JOINED:
        sentence = _(
            "This item has an open edition already; the report is tied to it. See that it corrects this too."
        )
        messages.warning(request, sentence)
    else:
        messages.success(
            request,
            _(
                "A correction is open. When it is published, the report ends and the reader hears of it."
            ),
        )
    return redirect("admin:edition_enter", edition.pk)


@require_POST
def contact(request, pk):
    """Read by a deliberate press, and each reading is recorded before anything is shown."""
    report = _find(request, pk)
    if not may_read_contact(request.user, report):
        raise PermissionDenied
    found = get_object_or_404(ReportContact, report=report)
    workflow.log(report, Act.CONTACT_READ, by=request.user)
    return _page(request, report, contact=found)


@require_POST
def erase(request, pk):
    report = _find(request, pk)
    if not may_read_contact(request.user, report):
        raise PermissionDenied
    if report.is_running and not report.item.site.is_archived:
        messages.error(
            request,
            _("The report is still open: end it first, or nobody could be told the result."),
        )
        return redirect("admin:report_page", pk)
    retention.erase(report, by=request.user, note=_("At the request of the reader."))
    messages.success(request, _("The words and the contact of this reader are erased."))
    return redirect("admin:report_page", pk)


def may_read_contact(user, report):
    """The chief of the site that keeps the item."""
    return has_role(user, report.item.site, Role.CHIEF) and user.has_perm(
        "feedback.view_reportcontact"
    )


def _find(request, pk):
    return get_object_or_404(ErrorReport.objects.seen_by(request.user).for_desk(), pk=pk)


def _refused(request, report, step, form, reasons):
    for reason in reasons:
        messages.error(request, str(reason))
    return _page(request, report, form=form, opened=step, status=409)


def _page(request, report, *, contact=None, form=None, opened=None, status=200):
    public = workflow.public_text(report)
    context = (
        admin.site.each_context(request)
        | _told(report, public)
        | {
            "title": str(report),
            "report": report,
            "contact": contact,
            "opened": opened,
            "buttons": _buttons(request.user, report, public, form or StepForm(report=report)),
            "may_read_contact": may_read_contact(request.user, report) and not report.anonymised_at,
        }
    )
    response = render(request, "admin/feedback/error_report.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _told(report, public):
    kept = ReportContact.objects.filter(report=report).first()
    return {
        "public": public and public.leaf(),
        "kind": report.edition.leaf()._meta.verbose_name,
        "log": report.events.select_related("by"),
        "others": ErrorReport.objects.others_on_the_item_of(report),
        "duplicates": report.duplicates.order_by("pk"),
        "has_email": bool(kept and kept.email),
        "has_phone": bool(kept and kept.phone),
        "is_corrected_since": public is not None
        and public.pk != report.edition_id
        and report.state == ReportState.OPEN,
    }


def _buttons(user, report, public, form):
    """[(name, step, fields)]; merging is offered only where there is another report to merge into."""
    return [
        (name, step, [form[field] for field in step.needs])
        for name, step in workflow.offered(user, report, public).items()
        if name != "merge" or form.fields["into"].queryset.exists()
    ]
