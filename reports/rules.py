"""The counting rules: what each figure counts, under a name and a version that rises with each change."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.models.ratings import CRITERIA


@dataclass(frozen=True)
class Rule:
    name: str
    label: str
    sentence: str
    version: int = 1


ONCE = _(
    "Counted once, in the year (Vietnam time) in which it was first public, on all sites together."
)
MEAN = _(
    "Mean of the marks from 1 to 5 of those who rated this criterion in the year, on all sites together."
)

RULES = {
    rule.name: rule
    for rule in [
        Rule("tin", pgettext_lazy("report", "News items"), ONCE),
        Rule(
            "tin_hinh",
            _("of which in pictures or video"),
            _("News items whose main medium is pictures or video, in their first public edition."),
        ),
        Rule("bai", pgettext_lazy("report", "Feature articles"), ONCE),
        Rule(
            "bai_hinh",
            _("of which articles in pictures or video"),
            _(
                "Feature articles whose main medium is pictures or video, in their first public edition."
            ),
        ),
        Rule(
            "contributor_tin",
            _("News items by contributors"),
            _("News items whose first public edition is marked as a contributor's."),
        ),
        Rule(
            "contributor_bai",
            _("Feature articles by contributors"),
            _("Feature articles whose first public edition is marked as a contributor's."),
        ),
        Rule(
            "contributor_videos",
            _("Pieces in pictures or video by contributors"),
            _(
                "News items and feature articles by contributors whose main medium is pictures or video."
            ),
        ),
        Rule("documents", _("Directive documents"), ONCE),
        Rule(
            "documents_late",
            _("of which posted late"),
            _(
                "Documents posted more working days after their signing than the limit of their kind allows."
            ),
        ),
        Rule(
            "documents_days",
            _("Median working days from signing to posting"),
            _(
                "Half of the documents first public in the year were posted sooner after their day of issue, half later."
            ),
        ),
        Rule("broadcasts", pgettext_lazy("report", "Radio programmes"), ONCE),
        Rule(
            "weeks",
            _("Weekly work schedules"),
            _(
                "One week of one body, counted once, in the year (Vietnam time) in which it was first public."
            ),
        ),
        Rule(
            "week_changes",
            _("of which changed after posting"),
            _(
                "Editions of work schedules that became public in the year and were not the first of their week."
            ),
        ),
        Rule(
            "questions",
            _("Questions of citizens"),
            _("Questions received in the year (Vietnam time) on all sites together."),
        ),
        Rule(
            "questions_answered",
            _("of which answered"),
            _(
                "Questions received in the year that had a public or private answer at the moment of counting."
            ),
        ),
        Rule(
            "questions_late",
            _("of which answered late"),
            _(
                "Answers given after the deadline, with its extensions and without the days of waiting for the citizen."
            ),
        ),
        Rule(
            "questions_days",
            _("Median working days to an answer"),
            _(
                "Half of the questions received in the year were answered in fewer working days, half in more."
            ),
        ),
        Rule(
            "error_reports",
            _("Errors reported by readers"),
            _(
                "Reports of errors received in the year (Vietnam time) on items of all sites; several that say the same "
                "are counted once."
            ),
        ),
        Rule(
            "error_reports_solved",
            _("of which corrected"),
            _(
                "Reports received in the year after which the text was corrected or taken down, at the moment of counting."
            ),
        ),
        Rule(
            "ratings",
            _("Ratings of the portal"),
            _(
                "Ratings sent in the year (Vietnam time) on all sites together; one in 30 days from one browser."
            ),
        ),
        *(
            Rule(f"rating_{name}", format_lazy("{}: {}", _("Mean rating"), label), MEAN)
            for name, label in CRITERIA.items()
        ),
        Rule(
            "shared_offered",
            _("Items offered to other sites"),
            _(
                "Items that their site offered to at least one other site in the year, each counted once."
            ),
        ),
        Rule(
            "shared_taken",
            _("of which shown there"),
            _(
                "Items that at least one other site began to show in the year, under the name of their own; each counted once."
            ),
        ),
        Rule(
            "banners_shown",
            _("Banners shown"),
            _(
                "How often banners stood on a page that a person opened in the year; robots are not counted."
            ),
        ),
        Rule(
            "banners_clicks",
            _("Presses on banners"),
            _("How often a person followed a banner in the year; robots are not counted."),
        ),
        Rule(
            "visits_cumulative",
            _("Visits, cumulative"),
            _(
                "Visits to all sites up to 31 December, with what older counters had counted. "
                "A visit ends after 30 minutes without a page; robots are not counted."
            ),
        ),
        Rule(
            "corrections",
            _("Corrections published"),
            _(
                "Editions that became public in the year and were not the first of their item; changes of work schedules "
                "are counted apart."
            ),
            version=2,
        ),
        Rule(
            "retractions",
            _("Pieces retracted"),
            _("Pieces taken down in the year, with a public notice."),
        ),
        Rule(
            "urgent",
            _("Urgent publications"),
            _("Editions made public in the year before a second person had read them."),
        ),
        Rule(
            "urgent_unsigned",
            _("of which not signed afterwards"),
            _("Urgent publications that nobody has signed afterwards, at the moment of counting."),
        ),
        Rule(
            "median_hours",
            _("Median hours from event to publication"),
            _(
                "Half of the pieces first published in the year appeared sooner after the event, half later. "
                "Pieces without the moment of the event, and announcements ahead of it, are left out."
            ),
        ),
        Rule(
            "components_complete",
            _("Member sites with all components"),
            _(
                "Member sites that at the end of the year had every component of the set in force then; "
                "components for which the portal has no section are left out."
            ),
        ),
    ]
}

# Medians and means, and under which name stands how many they were measured on.
MEASURED = {
    "median_hours": "measured",
    "documents_days": "documents_measured",
    **{f"rating_{name}": f"rating_{name}_measured" for name in CRITERIA},
}


def known(name, figures):
    """Whether last year's number, this year's and the change say anything: a median or mean of nothing does not."""
    if name not in MEASURED:
        return [True, True, True]
    measured = figures[MEASURED[name]]
    return [
        bool(one)
        for one in (
            measured["previous"],
            measured["value"],
            measured["previous"] and measured["value"],
        )
    ]
