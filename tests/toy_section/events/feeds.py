from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext as _

from events import public

NEWEST_COUNT = 30


class Newest(Feed):
    """The events of a site that were announced last."""

    def get_object(self, request):
        return request.site

    def title(self, site):
        return f"{_('Events')} – {site.full_name}"

    description = title

    def link(self):
        return reverse("events:list")

    def items(self, site):
        return public.public_events(site).newest_first()[:NEWEST_COUNT]

    def item_description(self, event):
        return event.summary

    def item_pubdate(self, event):
        return event.first_published_at
