from django import template

from news import videos

register = template.Library()


@register.filter
def player(url):
    return videos.player(url) if url else None
