"""What the annual report says of the errors that readers reported."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from common.periods import by_year, in_years
from editorial.figures import Clause, Figure, YearFigures, of_years
from feedback.error_reports.states import ReportState
from feedback.models.error_reports import ErrorReport

# One error that many report is one: those merged into another are not counted.
MEASURES = {
    "error_reports": Count("pk", filter=~Q(state=ReportState.DUPLICATE)),
    "error_reports_solved": Count("pk", filter=Q(state=ReportState.SOLVED)),
}


def count(years, at):
    received = in_years(ErrorReport.objects.filter(sent_at__lte=at), years, "sent_at")
    return of_years(by_year(received, years, **MEASURES))


YEAR = YearFigures(
    position=60,
    figures=(
        Figure(
            "error_reports",
            _("Errors reported by readers"),
            _(
                "Reports of errors received in the year (Vietnam time) on items of all sites; several that say the same "
                "are counted once."
            ),
        ),
        Figure(
            "error_reports_solved",
            _("of which corrected"),
            _(
                "Reports received in the year after which the text was corrected or taken down, at the moment of counting."
            ),
        ),
    ),
    count=count,
    clauses=(
        Clause(
            "Bạn đọc đã báo {error_reports} lỗi trong các mục đã đăng ({error_reports.change}); "
            "{error_reports_solved} lỗi đã được sửa"
        ),
    ),
)
