from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Light(TextChoices):
    """From the best to the worst; the last one is no verdict."""

    FULL = "full", pgettext_lazy("component", "Filled")
    STALE = "stale", pgettext_lazy("component", "Out of date")
    PARTLY = "partly", pgettext_lazy("component", "In part")
    MISSING = "missing", pgettext_lazy("component", "Missing")
    UNMEASURED = "unmeasured", _("Not measured")
