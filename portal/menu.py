"""The main menu: as the site has arranged it, or a word for each section."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial.sections import MenuWord, menu_tree, sections


def menu(site):
    arranged = (section.menu(site) for section in sections())
    return next(filter(None, arranged), None) or _plain(site)


def _plain(site):
    words = [MenuWord(link.label, reverse(link.view)) for link, _below in menu_tree()]
    if site.is_main:
        words.append(MenuWord(_("Communes and towns"), f"{reverse('home')}#trang-thanh-vien"))
    return words
