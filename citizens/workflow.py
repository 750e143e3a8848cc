"""What the desk does with what citizens sent."""


class Refused(Exception):
    """The step cannot be done; `reasons` are sentences for the person who asked."""

    def __init__(self, *reasons):
        self.reasons = reasons
        super().__init__(" ".join(str(reason) for reason in reasons))
