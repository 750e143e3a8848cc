from django.db import models
from django.utils.translation import pgettext_lazy


class ReportState(models.TextChoices):
    OPEN = "open", pgettext_lazy("report of an error", "New, to be read")
    CORRECTING = "correcting", pgettext_lazy("report of an error", "Being corrected")
    SOLVED = "solved", pgettext_lazy("report of an error", "Corrected")
    REFUSED = "refused", pgettext_lazy("report of an error", "No error")
    DUPLICATE = "duplicate", pgettext_lazy("report of an error", "Merged into another report")


RUNNING = (ReportState.OPEN, ReportState.CORRECTING)


class Act(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("act on a report", "Received")
    CORRECTING = "correcting", pgettext_lazy("act on a report", "Correction begun")
    JOINED = (
        "joined",
        pgettext_lazy("act on a report", "Tied to a correction that was open already"),
    )
    REOPENED = (
        "reopened",
        pgettext_lazy("act on a report", "Open again: the correction was discarded"),
    )
    SOLVED = "solved", pgettext_lazy("act on a report", "Corrected")
    REFUSED = "refused", pgettext_lazy("act on a report", "Answered: no error")
    MERGED = "merged", pgettext_lazy("act on a report", "Merged into another report")
    WORDS_READ = "words_read", pgettext_lazy("act on a report", "Words read")
    CONTACT_READ = "contact_read", pgettext_lazy("act on a report", "Contact read")
    ANONYMISED = "anonymised", pgettext_lazy("act on a report", "Personal data erased")


# The result, which whoever left an e-mail address hears of.
TOLD = (Act.SOLVED, Act.REFUSED)
