"""The main menu: as the site has arranged it, or a word for each section."""

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.sections import MenuWord, placed, sections


def menu(site):
    arranged = (section.menu(site) for section in sections())
    return next(filter(None, arranged), None) or _plain(site)


def _plain(site):
    links = [link for link in placed(attrgetter("menu_links")) if not link.below]
    words = [MenuWord(link.label, reverse(link.view)) for link in links]
    if site.is_main:
        words.append(MenuWord(_("Communes and towns"), f"{reverse('home')}#trang-thanh-vien"))
    return words
