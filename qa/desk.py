"""A question's page at the desk: the original beside what readers will see, its deadline, its log, its buttons."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from accounts.rights import has_role, has_role_somewhere
from citizens import readings, retention
from common.rate_limits import within
from qa import originals, overview, workflow
from qa.deadlines import reckoning
from qa.desk_forms import OriginalForm, StepForm
from qa.models import Contact, Question
from qa.states import Act

MOST_SEARCHES, HOUR = 30, 3600
# What each button asks for, in this order.
ASKED = {
    "moderate": ("subject", "field", "public_text"),
    "redact": ("subject", "field", "public_text"),
    "assign": ("unit", "officer", "note"),
    "transfer": ("unit", "officer", "note"),
    "return": ("note",),
    "extend": ("days", "note"),
    "wait": ("note",),
    "resume": ("note",),
    "write": (),
    "answer_privately": ("text", "note"),
    "send_privately": (),
    "return_privately": ("remark",),
    "forward": ("authority", "note"),
    "reject": ("note",),
}


@require_safe
def page(request, pk):
    return _page(request, _find(request, pk))


@require_POST
def act(request, pk):
    """One press of a button; a refusal comes back with its sentences and what was typed."""
    question, name = _find(request, pk), request.POST.get("step")
    if name not in workflow.STEPS:
        raise Http404
    form = StepForm(request.POST, question=question)
    if not form.is_valid():
        sentences = [
            f"{form.fields[field].label}: {text}"
            for field, texts in form.errors.items()
            for text in texts
        ]
        return _refused(request, question, name, form, sentences)
    try:
        result = workflow.perform(name, question, by=request.user, **form.given())
    except workflow.Refused as refusal:
        return _refused(request, _find(request, pk), name, form, refusal.reasons)
    if name == "write":
        return redirect("admin:edition_enter", result.pk)
    messages.success(request, _("Done: %(step)s") % {"step": workflow.STEPS[name].label})
    still_seen = Question.objects.seen_by(request.user).filter(pk=pk).exists()
    return (
        redirect("admin:question_page", pk)
        if still_seen
        else redirect("admin:qa_question_changelist")
    )


@require_POST
def contact(request, pk):
    """Read by a deliberate press, and each reading is recorded before anything is shown."""
    question = _find(request, pk)
    _require_reader(request, question)
    found = get_object_or_404(Contact, question=question)
    workflow.log(question, Act.CONTACT_READ, by=request.user)
    return _page(request, question, contact=found)


@require_POST
def erase(request, pk):
    question = _find(request, pk)
    if not has_role(request.user, question.site, Role.CHIEF):
        raise PermissionDenied
    if question.is_running and not question.site.is_archived:
        messages.error(
            request, _("The question is still open: end it first, or nobody could be answered.")
        )
        return redirect("admin:question_page", pk)
    retention.erase(question, by=request.user, note=_("At the request of the one who asked."))
    messages.success(request, _("The personal data of this question are erased."))
    return redirect("admin:question_page", pk)


@require_safe
def file(request, pk, file_pk):
    question = _find(request, pk)
    found = get_object_or_404(question.files, pk=file_pk)
    workflow.log(question, Act.FILE_READ, by=request.user)
    return readings.open_file(request, found)


@require_safe
def board(request):
    """Tổng quan: what is open and late on the person's sites, by unit; for editors, chiefs and leaders."""
    context = overview.of(request.user)
    if context is None:
        raise PermissionDenied
    return render(
        request,
        "admin/qa/board.html",
        admin.site.each_context(request) | {"title": _("Questions: overview")} | context,
    )


def _private_words(question):
    """Whoever writes a private answer anew begins with what is there."""
    written = question.unsent_private_answer
    return {"text": written.text, "note": written.reason} if written else {}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_originals(request):
    """Tìm trong bản gốc: by POST, since the words may be a name and addresses of pages are written down everywhere."""
    if not has_role_somewhere(request.user, Role.EDITOR):
        raise PermissionDenied
    form = OriginalForm(request.POST or None)
    context = {"title": _("Search in the originals"), "form": form, "most": originals.OPENED}
    if not form.is_valid():
        return _sealed(
            request, "admin/qa/originals.html", context, status=400 if form.is_bound else 200
        )
    if not within("qa-ban-goc", str(request.user.pk), most=MOST_SEARCHES, seconds=HOUR):
        return _sealed(request, "admin/qa/originals.html", context | {"too_many": True}, status=429)
    found, opened = originals.find(request.user, form.cleaned_data["words"])
    return _sealed(
        request,
        "admin/qa/originals.html",
        context | {"found": found, "opened": opened, "searched": True},
    )


def _find(request, pk):
    seen = Question.objects.seen_by(request.user).with_newest_change()
    return get_object_or_404(
        seen.select_related("site__parent", "field", "unit__site", "officer", "item"), pk=pk
    )


def may_read_contact(user, question):
    """The chief of the site, and the officer who has it by name."""
    return has_role(user, question.site, Role.CHIEF) or (
        question.officer_id == user.pk and workflow.may_answer(user, question)
    )


def _require_reader(request, question):
    if not may_read_contact(request.user, question) or not request.user.has_perm("qa.view_contact"):
        raise PermissionDenied


def _refused(request, question, name, form, reasons):
    for reason in reasons:
        messages.error(request, str(reason))
    return _page(request, question, form=form, opened=name, status=409)


def _sealed(request, template, context, status=200):
    """A page of the desk that nothing on the way keeps."""
    response = render(request, template, admin.site.each_context(request) | context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request, question, *, contact=None, form=None, opened=None, status=200):
    readings.record([question], Act.ORIGINAL_READ, request.user)
    shown = question.public_text or question.text
    known = {
        "subject": question.subject,
        "public_text": shown,
        "field": question.field_id,
        "unit": question.unit_id,
    }
    plain, privately = (
        StepForm(question=question, initial=known | more) for more in ({}, _private_words(question))
    )
    forms = (
        {name: plain for name in ASKED}
        | {"answer_privately": privately}
        | ({opened: form} if form else {})
    )
    offered = workflow.offered(request.user, question)
    buttons = [
        (name, step, [forms[name][field] for field in ASKED[name]])
        for name, step in offered.items()
    ]
    context = {
        "title": str(question),
        "question": question,
        "buttons": buttons,
        "opened": opened,
        "contact": contact,
        "typed": [form[field] for field in ASKED[opened]] if form and opened not in offered else [],
        "reckoning": reckoning(question),
        "files": question.files.all(),
        "additions": question.additions.all(),
        "log": question.events.work(),
        "reads": question.events.reads(),
        "answer": question.latest_answer,
        "private_answer": question.sent_private_answer,
        "unsent_private_answer": question.unsent_private_answer,
        "may_read_contact": may_read_contact(request.user, question) and not question.anonymised_at,
        "may_erase": has_role(request.user, question.site, Role.CHIEF)
        and not (question.is_running or question.anonymised_at),
    }
    return _sealed(request, "admin/qa/question.html", context, status)
