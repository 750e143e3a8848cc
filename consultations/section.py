from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models import Comment, Consultation
from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import DemoPart, MenuLink, Section


class Consultations(Section):
    """Lấy ý kiến dự thảo: drafts for comment."""

    prefix = "van-ban/lay-y-kien/"
    styles = ("consultations/consultations.css",)
    menu_links = (MenuLink(10, pgettext_lazy("menu", "Comments on drafts"), "consultations:list"),)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 50, _("Drafts for comment"), "forum", Consultation),
        list_entry(MenuGroup.CONTENT, 60, _("Comments on drafts"), "chat", Comment),
    )
    component_sources = "data/components.json"

    demo = (DemoPart(600, "consultations.demo"),)


section = Consultations()
