from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import Repeated, Section
from qa import tasks
from qa.models import Answer, Field, FieldOfficer, OfficeRule, Question, Unit
from qa.overview import oversees


class Questions(Section):
    """Hỏi đáp: citizens' questions and their answers."""

    prefix = "hoi-dap/"

    desk_menu = (
        list_entry(MenuGroup.QUESTIONS, 10, _("Questions"), "contact_support", Question),
        list_entry(MenuGroup.QUESTIONS, 20, _("Answers"), "forum", Answer),
        DeskEntry(
            MenuGroup.QUESTIONS,
            40,
            _("Overview"),
            "monitor_heart",
            "admin:question_board",
            oversees,
        ),
        list_entry(MenuGroup.QUESTIONS, 60, _("Fields"), "topic", Field),
        list_entry(MenuGroup.QUESTIONS, 70, _("Answering units"), "apartment", Unit),
        list_entry(
            MenuGroup.QUESTIONS, 80, _("Officers of fields"), "assignment_ind", FieldOfficer
        ),
        list_entry(MenuGroup.QUESTIONS, 90, _("Rules for questions"), "rule", OfficeRule),
    )
    beat = {
        "send-letters": Repeated(tasks.send_letters, 60),
        "settle-answers": Repeated(tasks.settle_answers, 60),
        "recount-deadlines": Repeated(tasks.recount_deadlines, 600),
        "remind-of-questions": Repeated(tasks.remind, crontab(hour=7, minute=30)),
        "anonymise-questions": Repeated(tasks.anonymise_old, crontab(hour=2, minute=10)),
    }


section = Questions()
