from editorial.sections import Section


class News(Section):
    """Tin, bài: what the board writes itself."""


section = News()
