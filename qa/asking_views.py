"""Where citizens ask, and where they follow what became of it. Nothing here is kept in any cache."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizens import gate
from citizens.deadlines import promised
from citizens.views import private
from qa import intake, public
from qa.deadlines import reckoning
from qa.forms import AddForm, AskForm, CodeForm, RateForm
from qa.models import Question, digest_of
from qa.states import TOLD, Hold

# Whatever is sent, with mistakes too: beyond it nothing is looked at any more, files least of all.
MOST_TRIES = 200
MOST_LOOK_UPS, LOOK_UP_SECONDS = 120, 600
MOST_SIMILAR = 120


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    if request.site.is_archived:
        return render(request, "qa/archived.html", status=410)
    if request.method != "POST":
        return _form(
            request,
            AskForm(site=request.site),
            similar=public.similar(request.site, request.GET.get("tim", "")),
        )
    if not gate.tries(request, "qa-thu", most=MOST_TRIES):
        return _form(
            request,
            AskForm(site=request.site, initial=request.POST.dict()),
            status=gate.TOO_MANY,
            refusal="address",
        )
    form = AskForm(request.POST, request.FILES, site=request.site)
    if not form.is_valid():
        return _form(request, form, status=400)
    entry = gate.enter(request, "qa-hoi", text=form.cleaned_data["text"])
    if entry.refusal:
        return _form(request, form, status=gate.TOO_MANY, refusal=entry.refusal)
    question = _received(request, form, entry.is_proved)
    return redirect(f"{reverse('qa:track', kwargs={'code': question.code})}?moi=1")


@require_POST
@private
def similar(request):
    """A piece of page for the script of the form; sent, not asked for, so that no log keeps a question."""
    if not gate.tries(request, "qa-tuong-tu", most=MOST_SIMILAR):
        raise Http404
    found = public.similar(request.site, request.POST.get("text", "")[:5000])
    return render(request, "qa/_similar.html", {"similar": found})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request):
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "qa/look_up.html", {"form": form}, status=400 if form.is_bound else 200
        )
    question = _found(request, form.cleaned_data["code"])
    if not isinstance(question, Question):
        return question
    return redirect("qa:track", code=question.code)


def tracking(view):
    """Decorates a view of one question found by its code; whoever guesses learns nothing, and not for long."""

    @private
    @wraps(view)
    def wrapped(request, code):
        question = _found(request, code)
        return view(request, question) if isinstance(question, Question) else question

    return wrapped


@require_safe
@tracking
def track(request, question):
    return _tracked(request, question)


@require_POST
@tracking
def add(request, question):
    form = AddForm(request.POST)
    if not form.is_valid():
        return _tracked(request, question, add_form=form, status=400)
    return _done(request, question, intake.add, form.cleaned_data["text"])


@require_POST
@tracking
def withdraw(request, question):
    return _done(request, question, intake.withdraw)


@require_POST
@tracking
def rate(request, question):
    form = RateForm(request.POST)
    if not form.is_valid():
        return _tracked(request, question, rate_form=form, status=400)
    return _done(request, question, intake.rate, form.cleaned_data["rating"])


def _done(request, question, act, *given):
    try:
        act(question, *given)
    except intake.NotPossible:
        return _tracked(request, question, not_possible=True, status=409)
    return redirect("qa:track", code=question.code)


def _found(request, code):
    """The question, or the page that is the same for every wrong code; too many tries look alike as well."""
    if not gate.tries(request, "qa-tra-cuu", most=MOST_LOOK_UPS, seconds=LOOK_UP_SECONDS):
        return render(
            request, "qa/look_up.html", {"form": CodeForm(), "too_many": True}, status=gate.TOO_MANY
        )
    question = Question.objects.on_tracking(request.site, digest_of(code))
    if question is None:
        return render(request, "qa/look_up.html", {"form": CodeForm(), "unknown": True}, status=404)
    return question


def _tracked(request, question, *, status=200, **more):
    answer = question.public_answer()
    context = {
        "question": question,
        "answer": answer,
        "reckoning": reckoning(question),
        "is_new": "moi" in request.GET,
        "events": question.events.told(TOLD),
        "additions": question.additions.all(),
        "private_answer": question.sent_private_answer,
        "add_form": AddForm(),
        "rate_form": RateForm(),
    }
    return render(request, "qa/track.html", context | more, status=status)


def _form(request, form, *, status=200, **more):
    context = {
        "form": form,
        "promised": promised(),
        "words": request.GET.get("tim", ""),
    }
    response = render(request, "qa/ask.html", context | more, status=status)
    if status == gate.TOO_MANY:
        response["Retry-After"] = gate.HOUR
    return response


def _received(request, form, proved):
    cleaned = form.cleaned_data
    holds = form.holds() + ([] if proved else [Hold.NO_PROOF])
    return intake.receive(
        request.site,
        field=cleaned["field"],
        text=cleaned["text"],
        person=form.person(),
        holds=holds,
        residence=form.shown_residence(),
        files=cleaned["uploads"],
    )
