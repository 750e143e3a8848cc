from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import DemoPart, Feed, Link, MenuLink, Section
from news import figures, home
from news.models import Article, Category, Tag


class News(Section):
    """Tin, bài: what the board writes itself."""

    prefix = "tin-tuc/"
    styles = ("news/news.css",)
    menu_links = (MenuLink(20, _("News"), "news:list"),)
    footer_links = (
        Link(10, _("All news"), "news:list"),
        Link(40, "RSS", "news:rss"),
        Link(50, "Atom", "news:atom"),
    )
    error_links = (Link(10, _("All news"), "news:list"),)
    feeds = (
        Feed("news:rss", "application/rss+xml"),
        Feed("news:atom", "application/atom+xml"),
    )

    def home_bands(self, site):
        return home.bands(site)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 10, _("News and articles"), "newspaper", Article),
        list_entry(MenuGroup.TABLES, 10, _("Categories"), "category", Category),
        list_entry(MenuGroup.TABLES, 20, _("Tags"), "sell", Tag),
    )
    component_sources = "data/components.json"

    year_figures = (figures.YEAR,)

    demo = (DemoPart(100, "news.demo.years"), DemoPart(800, "news.demo.live"))
    demo_sites = (DemoPart(200, "news.demo.crowd"),)
    benches = ("news.benches",)


section = News()
