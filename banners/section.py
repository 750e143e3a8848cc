from django.utils.translation import gettext_lazy as _

from banners import counter, figures, home, tasks
from banners.models import Banner
from banners.models.themes import LunarYear, Theme
from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import DemoPart, Repeated, Section


class Banners(Section):
    """Băng tuyên truyền: banners and themes."""

    prefix = "tuyen-truyen/"
    styles = ("banners/banners.css",)

    def home_bands(self, site):
        return home.bands(site)

    def page_read(self, note, visitor):
        counter.count_shown(note.split(","), visitor)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 110, _("Banners"), "campaign", Banner),
        DeskEntry(
            MenuGroup.CONTENT,
            120,
            _("Figures of the banners"),
            "ads_click",
            "admin:banner_figures",
            "banners.view_banner",
        ),
        list_entry(MenuGroup.TABLES, 70, _("Themes of banners"), "event_repeat", Theme),
        list_entry(MenuGroup.TABLES, 80, _("Lunar years"), "brightness_3", LunarYear),
    )
    desk_styles = ("banners/desk.css",)
    beat = {
        "flush-banners": Repeated(tasks.flush, 60),
    }

    year_figures = (figures.YEAR,)

    demo = (DemoPart(650, "banners.demo"),)


section = Banners()
