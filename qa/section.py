from django.utils.translation import gettext_lazy as _

from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import Section
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


section = Questions()
