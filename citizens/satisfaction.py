"""The five words by which citizens say how satisfied they are."""

from django.utils.translation import gettext_lazy as _

RATINGS = [
    (5, _("Very satisfied")),
    (4, _("Satisfied")),
    (3, _("Neither")),
    (2, _("Dissatisfied")),
    (1, _("Very dissatisfied")),
]
