"""The moderator's page of one comment: the original untouched, beside it what readers will see."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.rights import has_role
from citizens import readings, retention
from consultations import intake
from consultations.forms import DecisionForm
from consultations.models import Comment, CommentAct, CommentPerson, CommentState


@require_safe
def page(request, pk):
    comment = _find(request, pk)
    readings.record([comment], CommentAct.READ_ORIGINAL, request.user)
    shown = comment.public_text if comment.state == CommentState.APPROVED else comment.text
    return _page(
        request, comment, DecisionForm(initial={"public_text": shown, "reason": comment.reason})
    )


@require_POST
def decide(request, pk):
    comment = _find(request, pk)
    form = DecisionForm(request.POST)
    if comment.item.site.is_archived:
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, comment, form, status=400)
    intake.decide(comment, by=request.user, **form.cleaned_data)
    messages.success(request, _("The decision is kept."))
    following = Comment.objects.moderated_by(request.user).waiting().exclude(pk=pk).first()
    return (
        redirect("admin:comment_page", following.pk)
        if following
        else redirect("admin:consultations_comment_changelist")
    )


@require_POST
def person(request, pk):
    """Contacts are read by a deliberate press, and each reading is recorded before anything is shown."""
    comment = _find(request, pk)
    _require_chief(request, comment)
    found = get_object_or_404(CommentPerson, comment=comment)
    intake.note_reading(comment, CommentAct.READ_PERSON, by=request.user)
    shown = comment.public_text if comment.state == CommentState.APPROVED else comment.text
    return _page(
        request,
        comment,
        DecisionForm(initial={"public_text": shown, "reason": comment.reason}),
        person=found,
    )


@require_POST
def erase(request, pk):
    comment = _find(request, pk)
    _require_chief(request, comment)
    retention.erase(comment, by=request.user, note=_("At the writer's request."))
    messages.success(request, _("The personal data of this comment are erased."))
    return redirect("admin:comment_page", pk)


@require_safe
def file(request, pk, file_pk):
    comment = _find(request, pk)
    found = get_object_or_404(comment.files, pk=file_pk)
    intake.note_reading(comment, CommentAct.READ_FILE, by=request.user)
    return readings.open_file(request, found)


def _find(request, pk):
    seen = Comment.objects.moderated_by(request.user).select_related("item__site", "decided_by")
    return get_object_or_404(seen, pk=pk)


def _require_chief(request, comment):
    if not has_role(request.user, comment.item.site, Role.CHIEF) or not request.user.has_perm(
        "consultations.view_commentperson"
    ):
        raise PermissionDenied


def _page(request, comment, form, *, person=None, status=200):
    context = admin.site.each_context(request) | {
        "title": _("Comment on a draft"),
        "comment": comment,
        "form": form,
        "person": person,
        "consultation": comment.item.editions.order_by("-number").first(),
        "files": comment.files.all(),
        "log": comment.events.select_related("by"),
        "may_read_person": has_role(request.user, comment.item.site, Role.CHIEF)
        and not comment.anonymised_at,
    }
    response = render(request, "admin/consultations/comment.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
