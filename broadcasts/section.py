from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from broadcasts import figures, home
from broadcasts.models import Broadcast, Station
from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import DemoPart, MenuLink, Section


class Broadcasts(Section):
    """Chương trình phát thanh: radio programmes."""

    prefix = "phat-thanh/"
    styles = ("broadcasts/broadcasts.css",)
    # Not every commune has a station.
    menu_links = (
        MenuLink(45, pgettext_lazy("menu", "Radio"), "broadcasts:list", in_starter=False),
    )

    def home_bands(self, site):
        return home.bands(site)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 80, _("Radio programmes"), "radio", Broadcast),
        list_entry(MenuGroup.TABLES, 30, _("Stations"), "cell_tower", Station),
    )
    desk_styles = ("broadcasts/desk.css",)

    year_figures = (figures.YEAR,)

    demo = (DemoPart(200, "broadcasts.demo.programmes"),)


section = Broadcasts()
