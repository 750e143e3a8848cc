from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting editing")
    EDITED = "edited", _("Awaiting publication")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    RETRACTED = "retracted", _("Retracted")
    DISCARDED = "discarded", _("Discarded")


OPEN = (State.DRAFT, State.SUBMITTED, State.EDITED)
SETTLED = (State.PUBLISHED, State.SUPERSEDED, State.RETRACTED)


class RetractionKind(models.TextChoices):
    POSTED_BY_MISTAKE = "mistake", _("Posted by mistake")
    WRONG_CONTENT = "wrong", _("Wrong content")
    REPLACED = "replaced", _("Replaced by another text")
    EXPIRED = "expired", _("No longer in force")
    BY_ORDER = "order", _("At the request of a competent authority")
