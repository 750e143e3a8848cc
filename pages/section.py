from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import Section
from pages import home
from pages.models import MenuEntry, Page


class Pages(Section):
    """Trang giới thiệu: pages that stay, and the menu."""

    prefix = ""

    def home_bands(self, site):
        return home.bands(site)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 20, _("Static pages"), "article", Page),
        list_entry(MenuGroup.CONTENT, 30, _("Menu"), "menu", MenuEntry),
    )


section = Pages()
