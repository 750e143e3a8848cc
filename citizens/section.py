from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from citizens import tasks
from citizens.models import OfficeRule
from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import Repeated, Section


class Citizens(Section):
    """Người dân gửi đến: what the sections have in common that take something from the public."""

    desk_menu = (list_entry(MenuGroup.QUESTIONS, 90, _("Rules for questions"), "rule", OfficeRule),)
    beat = {"erase-personal-data": Repeated(tasks.erase_old, crontab(hour=2, minute=10))}


section = Citizens()
