from types import SimpleNamespace

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from news import public

NEWEST_COUNT = 30


class Newest(Feed):
    """The newest items of a site, or of one of its categories."""

    def get_object(self, request, slug=None):
        category = (
            get_object_or_404(public.categories_on(request.site), slug=slug) if slug else None
        )
        return SimpleNamespace(site=request.site, category=category)

    def title(self, wanted):
        return f"{wanted.category} – {wanted.site}" if wanted.category else str(wanted.site)

    def description(self, wanted):
        return _("News of %(name)s") % {"name": self.title(wanted)}

    subtitle = description

    def link(self, wanted):
        slug = wanted.category and wanted.category.slug
        return reverse("news:category", kwargs={"slug": slug}) if slug else reverse("news:list")

    def items(self, wanted):
        articles = public.public_articles(wanted.site)
        if wanted.category:
            articles = articles.in_category(wanted.category)
        newest = list(articles.newest_first()[:NEWEST_COUNT])
        for article in newest:
            article.read_on = wanted.site
        return newest

    def item_title(self, article):
        return article.title

    def item_description(self, article):
        return article.summary

    def item_link(self, article):
        """A shared item is linked where it is kept."""
        return article.path_from(article.read_on)

    # A correction keeps the identity, so that readers' programs replace the item instead of showing it twice.
    def item_guid(self, article):
        return f"urn:portal:item:{article.item_id}"

    item_guid_is_permalink = False

    def item_pubdate(self, article):
        return article.first_published_at

    def item_updateddate(self, article):
        return article.published_at

    def item_author_name(self, article):
        return article.author_name

    def item_categories(self, article):
        return [article.category.name] if article.category else []


class NewestAtom(Newest):
    feed_type = Atom1Feed
