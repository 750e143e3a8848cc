from django.utils.translation import gettext_lazy as _

from citizens import readings
from citizens.oversight import oversees
from editorial.desk_menu import DeskEntry, MenuGroup, list_entry
from editorial.sections import DemoPart, Link, Panel, Repeated, Section
from feedback import tasks
from feedback.error_reports import waiting
from feedback.error_reports.figures import YEAR as ERRORS
from feedback.error_reports.states import Act
from feedback.models.error_reports import ErrorReport
from feedback.ratings.figures import YEAR as RATINGS


class Feedback(Section):
    """Báo lỗi, đánh giá: what readers say of items and of the portal."""

    prefix = ""
    styles = ("feedback/feedback.css",)
    footer_links = (Link(30, _("Rate this portal"), "feedback:rate"),)
    item_links = (Link(10, _("Report an error"), "feedback:report"),)

    desk_menu = (
        list_entry(MenuGroup.QUESTIONS, 30, _("Reports of errors"), "report", ErrorReport),
        DeskEntry(
            MenuGroup.QUESTIONS,
            50,
            _("Rating of the portal"),
            "star_rate",
            "admin:rating_board",
            oversees,
        ),
    )
    beat = {
        "settle-reports": Repeated(tasks.settle_reports, 60),
    }

    def warnings(self, user, at=None):
        return waiting.warnings(user, at)

    def review_panels(self, edition, user):
        """What readers reported, for the edition that is to correct it; reading it is recorded."""
        reports = list(ErrorReport.objects.seen_by(user).corrected_by(edition))
        if reports:
            readings.record(reports, Act.WORDS_READ, user)
        return [Panel("admin/feedback/reported.html", {"reports": reports})] if reports else []

    def waits_from_citizens(self, sites, user, on):
        return waiting.of_sites(sites, user, on)

    year_figures = (ERRORS, RATINGS)

    demo = (DemoPart(900, "feedback.demo"),)


section = Feedback()
