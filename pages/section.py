from editorial.sections import Section


class Pages(Section):
    """Trang giới thiệu: pages that stay, and the menu."""

    prefix = ""


section = Pages()
