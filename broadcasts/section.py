from editorial.sections import Section


class Broadcasts(Section):
    """Chương trình phát thanh: radio programmes."""

    prefix = "phat-thanh/"


section = Broadcasts()
