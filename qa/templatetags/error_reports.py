from django import template

from qa.error_reports.models import ErrorReport

register = template.Library()


@register.inclusion_tag("admin/qa/reported.html", takes_context=True)
def reported_errors(context, edition):
    """What readers reported, on the form and the review screen of the edition that is to correct it; for who may read it."""
    reports = ErrorReport.objects.seen_by(context["request"].user).being_corrected()
    return {"reports": reports.filter(correction=edition.pk).order_by("pk") if edition.pk else []}
