"""What sections add to every page. Nothing here asks the request or the database: error pages have neither."""

from operator import attrgetter

from django import template
from django.urls import reverse

from editorial import sections
from member_sites.urls import mounted_at

register = template.Library()


@register.simple_tag
def style_sheets():
    return [sheet for section in sections.sections() for sheet in section.styles]


@register.simple_tag
def head_templates():
    return [name for section in sections.sections() for name in section.head_templates]


@register.simple_tag
def feeds():
    return [feed for section in sections.sections() for feed in section.feeds]


@register.simple_tag
def footer_links():
    return sections.placed(attrgetter("footer_links"))


@register.simple_tag
def item_links():
    return sections.placed(attrgetter("item_links"))


@register.simple_tag
def error_links():
    """[(label, path on the main portal)]: the site that was asked for may be what is missing."""
    with mounted_at(""):
        return [
            (link.label, reverse(link.view, urlconf="portal.urls_public"))
            for link in sections.placed(attrgetter("error_links"))
        ]
