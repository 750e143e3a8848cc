from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import sites_with
from banners.models import reachable_from
from editorial.forms import DraftForm
from editorial.site_fields import SitesField


class BannerForm(DraftForm):
    sites = SitesField(
        label=_("Sites that show it"),
        queryset=None,
        required=False,
        help_text=_(
            "A banner of the main site can be shown on every site; a member site's on that site only."
        ),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["sites"].by = self.by
        self.fields["sites"].queryset = self._offered()

    def _offered(self):
        """An existing banner reaches from its own site; a new one from the sites that the person writes on."""
        if self.instance.pk:
            return reachable_from(self.instance.item.site)
        return sites_with(self.by, Role.CONTRIBUTOR).filter(archived_at=None) | self._below_main()

    def _below_main(self):
        main = sites_with(self.by, Role.CONTRIBUTOR).filter(parent=None).first()
        return reachable_from(main) if main else sites_with(self.by, Role.CONTRIBUTOR).none()

    def clean(self):
        cleaned = super().clean()
        site = self.instance.item.site if self.instance.pk else cleaned.get("site")
        chosen = cleaned.get("sites")
        if site and chosen and chosen.exclude(pk__in=reachable_from(site)).exists():
            self.add_error("sites", _("A banner of a member site is shown on that site only."))
        return cleaned
