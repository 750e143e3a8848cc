from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from citizens import gate
from citizens.views import private
from common.pagination import KeysetPage
from consultations import intake
from consultations.forms import CommentForm
from consultations.models import Comment, Consultation
from editorial.public import attachments_of, notice_of
from editorial.public_views import reading

PAGE_SIZE = 20


@require_safe
def consultation_list(request):
    public = Consultation.objects.on_site(request.site).published().for_lists()
    today = timezone.localdate()
    closed = KeysetPage(public.closed_on(today), cursor=request.GET.get("trang"), size=PAGE_SIZE)
    current = public.not_over_on(today).order_by("closes_on", "pk")
    return render(request, "consultations/list.html", {"current": current, "page": closed})


@reading(Consultation)
def detail(request, consultation, slug=""):
    if slug != consultation.slug:
        return redirect(
            "consultations:detail",
            item_id=consultation.item_id,
            slug=consultation.slug,
            permanent=True,
        )
    form = CommentForm() if _takes_comments(consultation) else None
    return render(request, "consultations/detail.html", page_of(consultation, form))


@reading(Consultation)
def print_page(request, consultation):
    return render(request, "consultations/print.html", page_of(consultation, None))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def send(request, item_id):
    consultation = _public(request, item_id)
    if request.method != "POST" or not _takes_comments(consultation):
        return redirect("consultations:detail", item_id=item_id, slug=consultation.slug)
    form = CommentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, consultation, form, status=400)
    text = form.cleaned_data["text"]
    entry = gate.enter(request, "gop-y", text=f"{item_id} {text}")
    if entry.refusal:
        return _again(request, consultation, form, status=gate.TOO_MANY, refusal=entry.refusal)
    intake.receive(
        consultation.item,
        text=text,
        person=form.person(),
        files=form.cleaned_data["uploads"],
        is_proved=entry.is_proved,
    )
    return redirect("consultations:sent", item_id=item_id)


@require_safe
def sent(request, item_id):
    return render(request, "consultations/sent.html", {"consultation": _public(request, item_id)})


def page_of(consultation, form, **more):
    return (
        notice_of(consultation)
        | {
            "consultation": consultation,
            "form": form,
            "attachments": attachments_of(consultation),
            "comments": Comment.objects.public(consultation.item_id),
            "is_over": consultation.is_over(),
            "today": timezone.localdate(),
        }
        | more
    )


def _again(request, consultation, form, *, status, **more):
    return render(
        request,
        "consultations/detail.html",
        page_of(consultation, form, **more),
        status=status,
    )


def _public(request, item_id):
    public = Consultation.objects.on_site(request.site).published().for_reading()
    return get_object_or_404(public, item=item_id)


def _takes_comments(consultation):
    return consultation.retracted_at is None and consultation.takes_comments()
