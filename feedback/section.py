from editorial.sections import Section


class Feedback(Section):
    """Báo lỗi, đánh giá: what readers say of items and of the portal."""

    prefix = ""


section = Feedback()
