from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from documents.register import Register

NEWEST_COUNT = 30


class Newest(Feed):
    """The documents posted last, of the same filters as the register."""

    item_guid_is_permalink = False

    def get_object(self, request):
        return Register.asked(request.site, request.GET)

    def title(self, register):
        return " – ".join(
            [str(_("Directive documents")), *register.title_parts, str(register.site)]
        )

    def description(self, register):
        return _("Documents posted last: %(name)s") % {"name": self.title(register)}

    subtitle = description

    def link(self, register):
        return f"{reverse('documents:list')}{'?' if register.query else ''}{register.query}"

    def items(self, register):
        return register.newest(NEWEST_COUNT)

    def item_title(self, document):
        return document.title

    def item_description(self, document):
        return document.summary

    def item_link(self, document):
        return reverse(
            "documents:detail", kwargs={"item_id": document.item_id, "slug": document.slug}
        )

    # A correction keeps the identity, so that readers' programs replace the item instead of showing it twice.
    def item_guid(self, document):
        return f"urn:portal:item:{document.item_id}"

    def item_pubdate(self, document):
        return document.first_published_at

    def item_updateddate(self, document):
        return document.published_at

    def item_categories(self, document):
        return [document.type.name] if document.type else []


class NewestAtom(Newest):
    feed_type = Atom1Feed
