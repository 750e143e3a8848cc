"""What the public pages ask of news: the one place that turns a page's wish into a query."""

from itertools import groupby

from django.db.models import Case, F, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from common.collation import sort_key
from news.models import Article, Category

LEADING_COUNT = 4
# The leading ones are chosen among so many of the newest.
LEADING_AMONG = 12
PER_CATEGORY_COUNT = 5
# A commune's home page with fewer own items than this looks empty, so the district's are offered beside them.
LITTLE = 6
BESIDE, BESIDE_COUNT = 0, 6


def categories_on(site):
    return Category.objects.select_related("parent").filter(Q(site=None) | Q(site=site))


def subjects(site):
    """Top categories of a site, each with the moment of the site's first item: the list's way in, in one query."""
    first = (
        Article.objects.on_site(site)
        .published()
        .order_by("first_published_at")
        .values("first_published_at")[:1]
    )
    return list(categories_on(site).filter(parent=None).annotate(first_at=Subquery(first)))


def public_articles(site):
    return Article.objects.on_site(site).published().for_cards()


def front_page(site):
    """What the home page shows of news, in one query: (leading items, one marked as featured first; [(top category, its
    newest articles beside those)]; the newest of the sites beside this one).
    """
    rows = list(_newest_of_each_shelf(site))
    here = [row for row in rows if row.shelf != BESIDE]
    newest = sorted(
        here, key=lambda article: (article.first_published_at, article.pk), reverse=True
    )[:LEADING_AMONG]
    leading = sorted(newest, key=lambda article: not article.featured)[:LEADING_COUNT]
    groups = _grouped(
        [row for row in here if row not in leading and _stands_on(site, row.category)]
    )
    return leading, groups, [row for row in rows if row.shelf == BESIDE][:BESIDE_COUNT]


def _newest_of_each_shelf(site):
    """Each top category is a shelf, and so are together the member sites of the main site, or the district of a commune."""
    shown = Q(item__site=site) | Q(item__in=Article.objects.shared_with(site).values("item"))
    beside = Q(item__site__parent=site) if site.is_main else Q(item__site=site.parent_id)
    shelf = Case(
        When(shown, then=Coalesce(F("category__parent"), F("category"))), default=Value(BESIDE)
    )
    rank = Window(
        RowNumber(),
        partition_by=shelf,
        order_by=[F("first_published_at").desc(), F("edition_ptr").desc()],
    )
    rows = (Article.objects.on_site(site) | Article.objects.filter(beside)).published().for_cards()
    ranked = rows.annotate(rank=rank, shelf=shelf).filter(rank__lte=LEADING_AMONG)
    return ranked.select_related("item__site", "cover", "category__parent").order_by(
        "shelf", "-first_published_at", "-pk"
    )


def _stands_on(site, category):
    """A shared item may stand in a category that this site does not have."""
    return category is not None and category.site_id in (None, site.pk)


def _grouped(articles):
    groups = [
        list(group)[:PER_CATEGORY_COUNT] for _top, group in groupby(articles, lambda row: row.shelf)
    ]
    named = [(group[0].category.parent or group[0].category, group) for group in groups]
    return sorted(named, key=lambda group: (group[0].position, sort_key(group[0].name)))


def related(article, count=4):
    near = public_articles(article.item.site).filter(category=article.category_id)
    return near.exclude(item=article.item_id).newest_first()[:count]


def years(subjects):
    """Years for which a site has an archive, newest first."""
    first = subjects[0].first_at if subjects else None
    this_year = timezone.localdate().year
    return range(this_year, (timezone.localtime(first).year if first else this_year) - 1, -1)
