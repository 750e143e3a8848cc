from django.db import models
from django.utils.translation import gettext_lazy as _

from common import richtext
from common.fields import NFCCharField
from editorial.models import Edition
from events.querysets import PublicEventQuerySet


class PublicEvent(Edition):
    """Sự kiện: a fair, a festival or a meeting that citizens are invited to."""

    rights = Edition.rights
    detail_view = "events:detail"
    section_title = _("Events")
    content_fields = (*Edition.content_fields, "place", "starts_at", "body")
    read_fields = ("title", "summary", "place", "starts_at", "body")

    place = NFCCharField(_("place of the event"), max_length=250, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    body = richtext.RichTextField(_("text"), blank=True)

    objects = PublicEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def searchable_texts(self):
        return [self.place, richtext.text(self.body)]

    def missing(self):
        wanted = {
            "place": (self.place, _("Say where the event takes place.")),
            "starts_at": (self.starts_at, _("Say when the event begins.")),
        }
        sentences = {name: sentence for name, (value, sentence) in wanted.items() if not value}
        return super().missing() | sentences
