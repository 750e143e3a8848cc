from editorial.sections import Section


class Banners(Section):
    """Băng tuyên truyền: banners and themes."""

    prefix = "tuyen-truyen/"


section = Banners()
