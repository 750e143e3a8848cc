from editorial.sections import Section


class Questions(Section):
    """Hỏi đáp: citizens' questions and their answers."""

    prefix = "hoi-dap/"


section = Questions()
