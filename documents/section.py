from editorial.sections import Section


class Documents(Section):
    """Văn bản chỉ đạo, điều hành: the register of documents."""

    prefix = "van-ban/"


section = Documents()
