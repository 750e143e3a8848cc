from editorial.sections import Section


class News(Section):
    """Tin, bài: what the board writes itself."""

    prefix = "tin-tuc/"


section = News()
