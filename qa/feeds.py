from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext as _

from qa import public

NEWEST_COUNT = 30


class Newest(Feed):
    """The newest answers of a site; who asked stands in it as readers see it on the page."""

    item_guid_is_permalink = False

    def get_object(self, request):
        return request.site

    def title(self, site):
        return _("Questions and answers – %(name)s") % {"name": site}

    description = title

    def link(self, site):
        return reverse("qa:list")

    def items(self, site):
        return public.newest(site, NEWEST_COUNT)

    def item_title(self, answer):
        return answer.title

    def item_description(self, answer):
        return answer.question_text

    def item_link(self, answer):
        return reverse("qa:detail", kwargs={"item_id": answer.item_id, "slug": answer.slug})

    def item_guid(self, answer):
        return f"urn:portal:item:{answer.item_id}"

    def item_pubdate(self, answer):
        return answer.first_published_at

    def item_updateddate(self, answer):
        return answer.published_at

    def item_categories(self, answer):
        return [answer.field.name]
