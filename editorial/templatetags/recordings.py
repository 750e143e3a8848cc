from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def clock(seconds):
    """ "4:05", or "1:04:05": a length or a place in a recording; "" when it is not known."""
    if seconds is None or seconds == "":
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def kilobits(bits):
    return round(bits / 1000)


@register.filter
def spoken(seconds):
    """ "4 min 5 s" in the reader's language; "" when it is not known."""
    if seconds is None or seconds == "":
        return ""
    minutes, rest = divmod(int(seconds), 60)
    if not minutes:
        return _("%(seconds)d s") % {"seconds": rest}
    if not rest or minutes >= 10:
        return _("%(minutes)d min") % {"minutes": minutes + (rest >= 30)}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
