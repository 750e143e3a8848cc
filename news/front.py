"""What the public pages ask of news: the one place that turns a page's wish into a query."""

from itertools import groupby

from django.db.models import F, Min, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from news.models import Article, Category

LEADING_COUNT = 4
PER_CATEGORY_COUNT = 5
# A home page with fewer own items than this looks empty, so the district's are offered beside them.
LITTLE = 6


def categories_on(site):
    return Category.objects.select_related("parent").filter(Q(site=None) | Q(site=site))


def top_categories(site):
    return categories_on(site).filter(parent=None)


def public_articles(site):
    return Article.objects.on_site(site).published().for_cards()


def leading(site):
    """The newest items, one marked as featured first: one large, the others beside it."""
    newest = list(public_articles(site).newest_first()[: LEADING_COUNT * 3])
    return sorted(newest, key=lambda article: not article.featured)[:LEADING_COUNT]


def newest_by_category(site, without=()):
    """[(top category, its newest articles)] in the order of the tree, without what the page shows already."""
    ranked = public_articles(site).exclude(pk__in=[article.pk for article in without])
    top = Coalesce(F("category__parent"), F("category"))
    rank = Window(RowNumber(), partition_by=top, order_by=[F("first_published_at").desc(), F("edition_ptr").desc()])
    rows = (
        ranked.exclude(category=None).annotate(rank=rank, top=top).filter(rank__lte=PER_CATEGORY_COUNT)
        .select_related("item__site", "cover", "category__parent")
        .order_by("top", "-first_published_at", "-pk")
    )
    groups = [list(articles) for _, articles in groupby(rows, lambda row: row.top)]
    named = [(group[0].category.parent or group[0].category, group) for group in groups]
    return sorted(named, key=lambda group: (group[0].position, group[0].name))


def from_members(main_site, count=6):
    articles = Article.objects.published().filter(item__site__parent=main_site)
    return articles.for_cards().newest_first()[:count]


def offered_by_district(site, own_count):
    """The main site's newest, for a member site that has little of its own."""
    if site.is_main or own_count >= LITTLE:
        return []
    return list(public_articles(site.parent).newest_first()[:LITTLE])


def related(article, count=4):
    near = public_articles(article.item.site).filter(category=article.category_id)
    return near.exclude(item=article.item_id).newest_first()[:count]


def years(site):
    """Years for which a site has an archive, newest first."""
    first = Article.objects.on_site(site).published().aggregate(first=Min("first_published_at"))["first"]
    this_year = timezone.localdate().year
    return range(this_year, (timezone.localtime(first).year if first else this_year) - 1, -1)
