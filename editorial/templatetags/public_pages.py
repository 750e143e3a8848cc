from django import template
from django.urls import reverse

from common.picture_sizes import WIDTHS

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context, edition):
    """Address of an item's page: below the present site when it is its own, on the main host when another's."""
    return edition.path_from(context.get("site"))


@register.simple_tag
def page_of(edition, name):
    """Path of another page of the item on its section: "history", "compare", "print"."""
    return reverse(f"{edition.namespace}:{name}", kwargs={"item_id": edition.item_id})


@register.simple_tag
def list_of(edition):
    return reverse(f"{edition.namespace}:list")


@register.simple_tag
def renditions(file):
    """The `srcset` of a stored picture, never wider than the picture itself."""
    widths = [width for width in WIDTHS if not file.width or width <= file.width] or [min(WIDTHS)]
    return ", ".join(f"{rendition(file, width)} {width}w" for width in widths)


@register.simple_tag
def rendition(file, width):
    return reverse("files:rendition", kwargs={"sha": file.sha256, "width": width})


@register.filter
def height_for(file, width):
    """Height that keeps the picture's shape at `width`, so that the page does not jump while it loads."""
    return (
        round(file.height * width / file.width)
        if file.width and file.height
        else round(width * 9 / 16)
    )
