from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.pagination import KeysetPage, kept_query
from editorial.public import attachments_of, notice_of
from editorial.public_views import reading
from qa import public
from qa.figures import received_in
from qa.forms import ListForm, YearForm
from qa.models import Answer
from qa.structured import qa_page

PAGE_SIZE = 20


@require_safe
def answer_list(request):
    form = ListForm(request.GET, site=request.site, years=public.years(request.site))
    wanted = form.narrowing()
    page = KeysetPage(
        public.listed(request.site, **wanted), cursor=request.GET.get("trang"), size=PAGE_SIZE
    )
    context = {
        "form": form,
        "page": page,
        "narrowed": bool(wanted),
        "kept_query": kept_query(request, without="trang"),
    }
    return render(request, "qa/list.html", context | {"figures": public.state_of(request.site)})


@require_safe
def frequent(request):
    return render(request, "qa/frequent.html", {"groups": public.frequent_by_field(request.site)})


@require_safe
def figures(request):
    """Kết quả trả lời: of the questions received on this site in a year, as a whole and by unit."""
    years = public.years_asked(request.site)
    form = YearForm(request.GET, years=years)
    year = form.chosen()
    total, units = received_in([year], sites=[request.site])[year]
    return render(
        request, "qa/figures.html", {"form": form, "year": year, "total": total, "units": units}
    )


@reading(Answer)
def detail(request, answer, slug=""):
    if slug != answer.slug:
        return redirect("qa:detail", item_id=answer.item_id, slug=answer.slug, permanent=True)
    address = request.build_absolute_uri(request.path)
    context = _shown(answer) | {
        "related": public.related(answer),
        "structured": qa_page(answer, address),
    }
    return render(request, "qa/detail.html", context)


@reading(Answer)
def print_page(request, answer):
    return render(request, "qa/print.html", _shown(answer))


def _shown(answer):
    """What the page and its print share."""
    shown = {
        "answer": answer,
        "question": answer.item.question,
        "attachments": attachments_of(answer),
    }
    return notice_of(answer) | shown
