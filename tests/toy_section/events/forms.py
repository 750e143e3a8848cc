from django.utils.translation import gettext_lazy as _

from editorial.forms import DraftForm, moment_field


class PublicEventForm(DraftForm):
    starts_at = moment_field(label=_("begins"))
