from django import template

from feedback.error_reports.workflow import record_reading
from feedback.models.error_reports import ErrorReport

register = template.Library()


@register.inclusion_tag("admin/feedback/reported.html", takes_context=True)
def reported_errors(context, edition):
    """What readers reported, on the form and the review screen of the edition that is to correct it; for who may read it."""
    user = context["request"].user
    reports = list(ErrorReport.objects.seen_by(user).corrected_by(edition)) if edition.pk else []
    if reports:
        record_reading(reports, user)
    return {"reports": reports}
