from editorial.sections import Section


class Consultations(Section):
    """Lấy ý kiến dự thảo: drafts for comment."""


section = Consultations()
