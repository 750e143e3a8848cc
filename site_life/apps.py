from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteLifeConfig(AppConfig):
    name = "site_life"
    verbose_name = _("Life of the sites")
