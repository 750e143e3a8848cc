"""The address of a page: words of small letters, one below the other; those of the introduction stand under /gioi-thieu/."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common.text import slugify

INTRODUCTION = "gioi-thieu"
# The first word holds a letter first, so that it is never taken for the number of an item.
ADDRESS = r"[a-z][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*"
well_formed = RegexValidator(
    re.compile(rf"^{ADDRESS}\Z"),
    _("Use small letters without marks, digits and hyphens, for example gioi-thieu/lanh-dao."),
)


class PageAddressConverter:
    """`gioi-thieu`, `gioi-thieu/lanh-dao`; every other page stands below `trang/`."""

    regex = rf"(?:{INTRODUCTION}(?:/[a-z0-9][a-z0-9-]*)*|trang/{ADDRESS})"

    def to_python(self, path):
        return path.removeprefix("trang/")

    def to_url(self, address):
        return address if is_introduction(address) else f"trang/{address}"


def is_introduction(address):
    return address.partition("/")[0] == INTRODUCTION


def proposed(title, above=""):
    """Address of a new page of this title below another page's address."""
    word = slugify(title) or "trang"
    word = word if above or word[0].isalpha() else f"trang-{word}"
    return f"{above}/{word}" if above else word
