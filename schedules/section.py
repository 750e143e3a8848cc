from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import BoardColumn, DemoPart, MenuLink, Section
from schedules import figures, home
from schedules.models import Body, Leader, Place, WeekSchedule
from schedules.weeks import this_monday


class Schedules(Section):
    """Lịch làm việc: the weeks of leaders and units."""

    prefix = "lich-lam-viec/"
    styles = ("schedules/schedules.css",)
    menu_links = (MenuLink(40, _("Work schedules"), "schedules:list"),)

    def home_bands(self, site):
        return home.bands(site)

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 90, _("Work schedules"), "calendar_month", WeekSchedule),
        list_entry(MenuGroup.TABLES, 40, _("Bodies with a schedule"), "groups", Body),
        list_entry(MenuGroup.TABLES, 50, _("Leaders"), "badge", Leader),
        list_entry(MenuGroup.TABLES, 60, _("Places"), "meeting_room", Place),
    )
    desk_styles = ("schedules/desk.css",)
    component_sources = "data/components.json"

    def board_columns(self, sites, at):
        """Which sites have a schedule for the week of the moment."""
        public = WeekSchedule.objects.public_at(at).of_week(this_monday(at))
        there = public.filter(item__site__in=sites).order_by().values_list("item__site", flat=True)
        return [
            BoardColumn(
                _("Schedule of the week"),
                dict.fromkeys(there.distinct(), _("There")),
                otherwise=_("Not there yet"),
                fault="otherwise",
            )
        ]

    year_figures = (figures.YEAR,)

    demo = (DemoPart(300, "schedules.demo"),)


section = Schedules()
