from celery.schedules import crontab
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citizens.oversight import oversees
from common import worker
from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import BoardColumn, DemoPart, MenuLink, Repeated, Section
from qa import figures, home, overview, tasks
from qa.models import Answer, FieldOfficer, Question, Topic, Unit


class Questions(Section):
    """Hỏi đáp: citizens' questions and their answers."""

    prefix = "hoi-dap/"
    styles = ("qa/qa.css",)
    menu_links = (MenuLink(70, _("Questions and answers"), "qa:list"),)

    def home_bands(self, site):
        return home.bands(site)

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
        list_entry(MenuGroup.QUESTIONS, 60, _("Fields"), "topic", Topic),
        list_entry(MenuGroup.QUESTIONS, 70, _("Answering units"), "apartment", Unit),
        list_entry(
            MenuGroup.QUESTIONS, 80, _("Officers of fields"), "assignment_ind", FieldOfficer
        ),
    )
    desk_styles = ("qa/desk.css",)
    component_sources = "data/components.json"
    beat = {
        "settle-answers": Repeated(tasks.settle_answers, 60),
        "recount-deadlines": Repeated(tasks.recount_deadlines, 600),
        "remind-of-questions": Repeated(tasks.remind, crontab(hour=7, minute=30)),
    }

    def warnings(self, user, at=None):
        return overview.warnings(user, at)

    def board_columns(self, sites, at):
        """Questions beyond their deadline, asked on which site."""
        late = Question.objects.overdue(timezone.localdate(at)).count_by_site(sites)
        return [BoardColumn(_("Overdue questions"), late, otherwise=0, fault="cell")]

    def items_of_responder(self, user):
        return Question.objects.answered_by(user).exclude(item=None).values("item")

    def calendar_changed(self):
        worker.soon("qa.tasks.recount_deadlines")

    year_figures = (figures.YEAR,)

    demo = (DemoPart(700, "qa.demo.questions"),)


section = Questions()
