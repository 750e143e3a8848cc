from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemberSitesConfig(AppConfig):
    name = "member_sites"
    verbose_name = _("Member sites")
