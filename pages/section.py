from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import DemoPart, Link, Section
from pages import home, public
from pages.models import MenuEntry, Page


class Pages(Section):
    """Trang giới thiệu: pages that stay, and the menu."""

    prefix = ""
    styles = ("pages/pages.css",)
    footer_links = (Link(20, _("Site map"), "pages:list"),)
    head_templates = ("pages/_language.html",)

    def menu(self, site):
        return public.menu(site)

    def home_bands(self, site):
        return home.bands(site)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 20, _("Static pages"), "article", Page),
        list_entry(MenuGroup.CONTENT, 30, _("Menu"), "menu", MenuEntry),
    )
    desk_styles = ("pages/desk.css",)
    component_sources = "data/components.json"

    demo = (DemoPart(400, "pages.demo.pages"), DemoPart(1000, "pages.demo.kit"))
    demo_sites = (DemoPart(100, "pages.demo.pages"), DemoPart(300, "pages.demo.kit"))


section = Pages()
