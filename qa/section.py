from editorial.sections import Section


class Questions(Section):
    """Hỏi đáp: citizens' questions and their answers."""


section = Questions()
