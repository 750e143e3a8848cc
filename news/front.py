"""What the public pages ask of news: the one place that turns a page's wish into a query."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import F, Min, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone
from django.utils.formats import date_format

from common.diff import html_diff, plain_diff
from editorial.files import AttachmentRole
from editorial.models import Edition
from news.models import Article, Category

LEADING_COUNT = 4
PER_CATEGORY_COUNT = 5
# A home page with fewer own items than this looks empty, so the district's are offered beside them.
LITTLE = 6
# The text itself is compared apart, paragraph by paragraph.
COMPARED = (
    "title", "summary", "category", "cover", "cover_alt", "cover_caption", "author_name", "source",
    "event_at", "video_url", "video",
)


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
    rank = Window(RowNumber(), partition_by=top, order_by=[F("published_at").desc(), F("edition_ptr").desc()])
    rows = (
        ranked.exclude(category=None).annotate(rank=rank, top=top).filter(rank__lte=PER_CATEGORY_COUNT)
        .select_related("item__site", "cover", "category__parent")
        .order_by("top", "-published_at", "-pk")
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


def first_public_at(item):
    """The moment an item first became public, as a subquery: a correction does not make it younger."""
    editions = Edition.objects.ever_public().filter(item=item).order_by()
    return Subquery(editions.values("item").annotate(first=Min("published_at")).values("first"))


def for_reading(articles):
    """All that one item's page shows of the edition itself, in one query."""
    return articles.select_related(
        "item__site", "category__parent", "cover", "video", "retraction"
    ).defer("search_text", "search_vector").annotate(first_public_at=first_public_at(OuterRef("item")))


def with_a_page(site, item_id):
    """The edition that answers at an item's address: the public one, or the retracted with its notice."""
    here = Article.objects.on_site(site)
    return for_reading(here.published() | here.retracted()).filter(item=item_id).order_by("-number").first()


def history(site, item_id):
    """The public editions of an item, newest first."""
    rows = Article.objects.on_site(site).ever_public().filter(item=item_id)
    return rows.select_related("item__site", "category", "cover", "video", "retraction").order_by("-number")


def attachments_of(article):
    return article.attachments.filter(role=AttachmentRole.ATTACHMENT).select_related("file")


def changes(old, new):
    """[(name of the field, what differs as safe HTML)] of the fields a reader sees."""
    pairs = [(_label(name), _words(old, name), _words(new, name)) for name in COMPARED]
    found = [(label, plain_diff(before, after)) for label, before, after in pairs if before != after]
    if old.body != new.body:
        found.append((_label("body"), html_diff(old.body, new.body)))
    return found


def _label(name):
    return Article._meta.get_field(name).verbose_name


def _words(edition, name):
    value = getattr(edition, name)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "H:i, d/m/Y")
    return str(value or "")


def related(article, count=4):
    near = public_articles(article.item.site).filter(category=article.category_id)
    return near.exclude(item=article.item_id).newest_first()[:count]


def successor_address(retraction):
    """Address of what replaces a retracted item, if that is public now."""
    if not retraction.replacement_id:
        return None
    public = Edition.objects.published().filter(item=retraction.replacement_id)
    edition = public.select_related("item__site").first()
    return edition.leaf().get_absolute_url() if edition else None


def years(site):
    """Years for which a site has an archive, newest first."""
    first = Article.objects.on_site(site).published().aggregate(first=Min("published_at"))["first"]
    this_year = timezone.localdate().year
    return range(this_year, (timezone.localtime(first).year if first else this_year) - 1, -1)


@dataclass(frozen=True)
class Period:
    """A year, or a month of it, that a reader picked from the archive; both None: everything."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def picked(cls, query):
        year, month = _number(query.get("nam"), 1990, 2100), _number(query.get("thang"), 1, 12)
        return cls(year, month if year else None)

    def of(self, articles):
        """As a range, because the index on the moment of publication answers that."""
        if not self.year:
            return articles
        return articles.filter(published_at__gte=self._begins(), published_at__lt=self._ends())

    def _begins(self):
        return _midnight(date(self.year, self.month or 1, 1))

    def _ends(self):
        if not self.month or self.month == 12:
            return _midnight(date(self.year + 1, 1, 1))
        return _midnight(date(self.year, self.month + 1, 1))


def _midnight(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _number(text, least, most):
    number = int(text) if (text or "").isdecimal() else 0
    return number if least <= number <= most else None
