from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from common.pagination import KeysetPage
from common.periods import Period
from editorial.public import attachments_of, notice_of
from editorial.public_views import reading
from news import public
from news.models import Article

PAGE_SIZE = 20


@require_safe
def article_list(request, slug=None):
    category = get_object_or_404(public.categories_on(request.site), slug=slug) if slug else None
    articles = public.public_articles(request.site)
    period = Period.picked(request.GET)
    articles = period.of(articles.in_category(category) if category else articles)
    page = KeysetPage(articles, cursor=request.GET.get("trang"), size=PAGE_SIZE)
    context = {
        "category": category,
        "page": page,
        "period": period,
        "subjects": public.subjects(request.site),
    }
    context["years"] = public.years(context["subjects"])
    return render(request, "news/list.html", context | {"kept_query": period.query})


@reading(Article)
def detail(request, article, slug=""):
    if slug != article.slug:
        return redirect("news:detail", item_id=article.item_id, slug=article.slug, permanent=True)
    context = notice_of(article) | {"article": article, "related": public.related(article)}
    return render(request, "news/detail.html", context | {"attachments": attachments_of(article)})


@reading(Article)
def print_page(request, article):
    context = notice_of(article) | {"article": article, "attachments": attachments_of(article)}
    return render(request, "news/print.html", context)
