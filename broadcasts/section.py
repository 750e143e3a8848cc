from editorial.sections import Section


class Broadcasts(Section):
    """Chương trình phát thanh: radio programmes."""


section = Broadcasts()
