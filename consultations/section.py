from editorial.sections import Section


class Consultations(Section):
    """Lấy ý kiến dự thảo: drafts for comment."""

    prefix = "van-ban/lay-y-kien/"


section = Consultations()
