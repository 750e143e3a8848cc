from django import template

register = template.Library()


@register.filter
def light_of(states, component):
    """The state of a component among a site's; None where it does not apply."""
    return states.get(component)
