from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting editing")
    EDITED = "edited", _("Awaiting publication")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    RETRACTED = "retracted", _("Retracted")
    DISCARDED = "discarded", _("Discarded")


OPEN = (EditionState.DRAFT, EditionState.SUBMITTED, EditionState.EDITED)
SETTLED = (EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.RETRACTED)


class RetractionKind(models.TextChoices):
    POSTED_BY_MISTAKE = "mistake", _("Posted by mistake")
    WRONG_CONTENT = "wrong", _("Wrong content")
    REPLACED = "replaced", _("Replaced by another text")
    EXPIRED = "expired", _("No longer in force")
    BY_ORDER = "order", _("At the request of a competent authority")
