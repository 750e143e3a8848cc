from editorial.sections import Section


class Banners(Section):
    """Băng tuyên truyền: banners and themes."""


section = Banners()
