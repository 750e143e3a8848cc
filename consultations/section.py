from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from consultations import tasks
from consultations.models import Comment, Consultation, RetentionRule
from editorial.desk_menu import MenuGroup, list_entry
from editorial.sections import Repeated, Section


class Consultations(Section):
    """Lấy ý kiến dự thảo: drafts for comment."""

    prefix = "van-ban/lay-y-kien/"

    desk_menu = (
        list_entry(MenuGroup.CONTENT, 50, _("Drafts for comment"), "forum", Consultation),
        list_entry(MenuGroup.CONTENT, 60, _("Comments on drafts"), "chat", Comment),
        list_entry(
            MenuGroup.SYSTEM, 50, _("Retention of personal data"), "auto_delete", RetentionRule
        ),
    )
    beat = {
        "anonymise-comments": Repeated(tasks.anonymise_comments, crontab(hour=2, minute=15)),
    }


section = Consultations()
