from django.utils.translation import gettext_lazy as _

from components import views
from components.models import ComponentSet
from components.readers import sees_board
from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import DeskView, Section


class Components(Section):
    """Bộ thành phần: what each site must have, and the district's board of it."""

    desk_menu = (
        DeskEntry(
            MenuGroup.MEMBER_SITES,
            10,
            _("Who has what"),
            "fact_check",
            "admin:component_board",
            sees_board,
        ),
        list_entry(MenuGroup.MEMBER_SITES, 20, _("Sets of components"), "rule", ComponentSet),
    )
    desk_views = (
        DeskView("trang-thanh-vien/", views.show, "component_board"),
        DeskView("trang-thanh-vien/bang.xlsx", views.export, "component_export"),
        DeskView("trang-thanh-vien/<int:pk>/", views.one_site, "component_site"),
        DeskView("trang-thanh-vien/<int:pk>/nhac/", views.remind, "component_remind"),
    )
    desk_styles = ("components/board.css",)


section = Components()
