"""What the report says of the portal as a whole: sharing, visits, corrections, completeness."""

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from components.measurement import complete_count
from editorial.figures import Clause, Counted, Figure, YearFigures, of_years
from editorial.sections import sections
from reports import querysets
from reports.years import last_day
from visits.models import Baseline, VisitDay


def _count_shares(years, at):
    return of_years(querysets.shares_by_year(years, at))


def _count_visits(years, at):
    days = [last_day(year) for year in years]
    counted, before = VisitDay.objects.visits_until(*days), Baseline.objects.visits_until(*days)
    return {
        year: Counted({"visits_cumulative": here + there})
        for year, here, there in zip(years, counted, before, strict=True)
    }


def _changes():
    """{kind of edition: what its changes are called} where a section counts them apart."""
    parts = [part for section in sections() for part in section.year_figures]
    return {kind: words for part in parts for kind, words in part.changes.items()}


def _count_editions(years, at):
    editions = querysets.editions_by_year(years, at, _changes())
    delays = querysets.delays_by_year(years, at)
    retracted = querysets.retractions_by_year(years, at)
    return {
        year: Counted(editions[year] | {"retractions": retracted[year]} | _of_delay(**delays[year]))
        for year in years
    }


def _of_delay(delay, measured):
    """A year in which nothing could be measured has 0 hours of 0 pieces, so that figures stay numbers."""
    hours = round(delay.total_seconds() / 3600, 1) if measured else 0.0
    return {"median_hours": hours, "measured": measured}


def _corrections():
    rule = gettext("Editions that became public in the year and were not the first of their item.")
    apart = ", ".join(map(str, _changes().values()))
    if not apart:
        return rule
    return gettext("%(rule)s; %(changes)s are counted apart.") % {
        "rule": rule.rstrip("."),
        "changes": apart,
    }


def _delay(told):
    if not told["measured"]:
        return "Chưa có tin, bài nào ghi thời điểm diễn ra sự kiện để đo thời gian đăng tin"
    return (
        "Thời gian từ khi sự kiện diễn ra đến khi đăng có trung vị là {median_hours} giờ "
        "(đo trên {measured} tin, bài)"
    ).format_map(told)


def _count_complete(years, at):
    """Complete member sites at the end of a year, and how many there were."""
    counted = {year: complete_count(year, at) for year in years}
    return {
        year: Counted({"components_complete": one.complete, "member_sites": one.total})
        for year, one in counted.items()
    }


SHARES = YearFigures(
    position=70,
    figures=(
        Figure(
            "shared_offered",
            _("Items offered to other sites"),
            _(
                "Items that their site offered to at least one other site in the year, each counted once."
            ),
        ),
        Figure(
            "shared_taken",
            _("of which shown there"),
            _(
                "Items that at least one other site began to show in the year, under the name of their own; each counted once."
            ),
        ),
    ),
    count=_count_shares,
    clauses=(
        Clause(
            "Các trang đã chia sẻ với nhau {shared_offered} mục, trong đó {shared_taken} mục được "
            "trang khác giới thiệu lại",
            joint="; ",
        ),
    ),
)
VISITS = YearFigures(
    position=90,
    figures=(
        Figure(
            "visits_cumulative",
            _("Visits, cumulative"),
            _(
                "Visits to all sites up to 31 December, with what older counters had counted. "
                "A visit ends after 30 minutes without a page; robots are not counted."
            ),
        ),
    ),
    count=_count_visits,
    clauses=(
        Clause(
            "Lượt truy cập lũy kế đến ngày 31/12/{year} là {visits_cumulative} lượt "
            "({visits_cumulative.change})"
        ),
    ),
)
EDITIONS = YearFigures(
    position=100,
    figures=(
        Figure("corrections", _("Corrections published"), lazy(_corrections, str)(), version=2),
        Figure(
            "retractions",
            _("Pieces retracted"),
            _("Pieces taken down in the year, with a public notice."),
        ),
        Figure(
            "urgent",
            _("Urgent publications"),
            _("Editions made public in the year before a second person had read them."),
        ),
        Figure(
            "urgent_unsigned",
            _("of which not signed afterwards"),
            _("Urgent publications that nobody has signed afterwards, at the moment of counting."),
        ),
        Figure(
            "median_hours",
            _("Median hours from event to publication"),
            _(
                "Half of the pieces first published in the year appeared sooner after the event, half later. "
                "Pieces without the moment of the event, and announcements ahead of it, are left out."
            ),
            measured="measured",
        ),
    ),
    count=_count_editions,
    clauses=(
        Clause(
            "Sau khi đăng, đã đính chính {corrections} lần, thu hồi {retractions} lượt nội dung; "
            "đăng khẩn {urgent} lần"
        ),
        Clause(_delay),
    ),
)
COMPLETENESS = YearFigures(
    position=110,
    figures=(
        Figure(
            "components_complete",
            _("Member sites with all components"),
            _(
                "Member sites that at the end of the year had every component of the set in force then; "
                "components for which the portal has no section are left out."
            ),
            out_of="member_sites",
        ),
    ),
    count=_count_complete,
    clauses=(
        Clause(
            "Đến hết năm {year}, {components_complete}/{member_sites} trang thành viên có đầy đủ "
            "các thành phần theo quy định có hiệu lực tại thời điểm đó (năm {last_year}: "
            "{components_complete.before}/{member_sites.before})"
        ),
    ),
)
GENERAL = (SHARES, VISITS, EDITIONS, COMPLETENESS)
