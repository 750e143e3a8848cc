from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from editorial.sections import sections

register = template.Library()


@register.simple_tag(takes_context=True)
def review_panels(context, edition):
    """What sections have to say above the form and the review screen; a new text has nothing yet."""
    request = context["request"]
    asked = sections() if edition.pk else ()
    panels = [panel for one in asked for panel in one.review_panels(edition, request.user)]
    drawn = [render_to_string(panel.template, dict(panel.context), request) for panel in panels]
    return mark_safe("".join(drawn))
