from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def sound(broadcast):
    """Path of a programme's recording."""
    return reverse(
        "files:original", kwargs={"sha": broadcast.audio.sha256, "name": broadcast.audio_name}
    )
