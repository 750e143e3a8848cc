from functools import wraps
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from common.paging import KeysetPage
from news import front

PAGE_SIZE = 20


@require_safe
def article_list(request, slug=None):
    category = get_object_or_404(front.categories_on(request.site), slug=slug) if slug else None
    articles = front.public_articles(request.site)
    period = front.Period.picked(request.GET)
    articles = period.of(articles.in_category(category) if category else articles)
    page = KeysetPage(articles, cursor=request.GET.get("trang"), size=PAGE_SIZE)
    context = {"category": category, "page": page, "period": period, "years": front.years(request.site)}
    return render(request, "news/list.html", context | {"kept_query": _query_of(period)})


def _query_of(period):
    picked = {"nam": period.year, "thang": period.month}
    return urlencode({name: value for name, value in picked.items() if value})


def of_public_article(view):
    """Gives the view the edition that answers for the item; one that was taken down shows its notice."""

    @require_safe
    @wraps(view)
    def wrapped(request, item_id, **kwargs):
        article = front.with_a_page(request.site, item_id)
        if article is None:
            raise Http404
        if article.retracted_at and not article.retraction.stays_readable:
            return notice(request, article)
        return view(request, article, **kwargs)

    return wrapped


def notice(request, article):
    return render(request, "news/retracted.html", _notice_of(article), status=410)


def _notice_of(article):
    retraction = article.retraction if article.retracted_at else None
    replacement = front.successor_address(retraction) if retraction else None
    return {"article": article, "retraction": retraction, "replacement": replacement}


@of_public_article
def detail(request, article, slug=""):
    if slug != article.slug:
        return redirect("news:detail", item_id=article.item_id, slug=article.slug, permanent=True)
    context = _notice_of(article) | {"related": front.related(article)}
    return render(request, "news/detail.html", context | {"attachments": front.attachments_of(article)})


@of_public_article
def print_page(request, article):
    context = _notice_of(article) | {"attachments": front.attachments_of(article)}
    return render(request, "news/print.html", context)


@of_public_article
def history(request, article):
    editions = front.history(request.site, article.item_id)
    return render(request, "news/history.html", {"article": article, "editions": editions})


@of_public_article
def compare(request, article):
    editions = {str(edition.number): edition for edition in front.history(request.site, article.item_id)}
    numbers = sorted(editions, key=int)
    old = editions.get(request.GET.get("tu", numbers[max(0, len(numbers) - 2)]))
    new = editions.get(request.GET.get("den", numbers[-1]))
    if old is None or new is None:
        raise Http404
    old, new = sorted((old, new), key=lambda edition: edition.number)
    context = {"article": article, "editions": editions.values(), "old": old, "new": new}
    return render(request, "news/compare.html", context | {"changes": front.changes(old, new)})
