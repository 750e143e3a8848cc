from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import Section
from schedules.directory import Body, Leader, Place
from schedules.models import WeekSchedule


class Schedules(Section):
    """Lịch làm việc: the weeks of leaders and units."""

    prefix = "lich-lam-viec/"

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 90, _("Work schedules"), "calendar_month", WeekSchedule),
        list_entry(MenuGroup.TABLES, 40, _("Bodies with a schedule"), "groups", Body),
        list_entry(MenuGroup.TABLES, 50, _("Leaders"), "badge", Leader),
        list_entry(MenuGroup.TABLES, 60, _("Places"), "meeting_room", Place),
    )


section = Schedules()
