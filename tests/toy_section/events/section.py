from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import DemoPart, Feed, MenuLink, Repeated, Section
from events import figures, home, tasks
from events.models import PublicEvent


class Events(Section):
    """Sự kiện: what citizens are invited to."""

    prefix = "su-kien/"
    styles = ("events/events.css",)
    menu_links = (MenuLink(25, _("Events"), "events:list"),)
    feeds = (Feed("events:rss", "application/rss+xml", _("Events")),)

    def home_bands(self, site):
        return home.bands(site)

    component_sources = "data/components.json"

    desk_menu = (list_entry(MenuGroup.CONTENT, 15, _("Events"), "event", PublicEvent),)
    beat = {"count-coming-events": Repeated(tasks.count_coming, 600)}

    year_figures = (figures.YEAR,)

    demo = (DemoPart(900, "events.demo"),)


section = Events()
