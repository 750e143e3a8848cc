from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("question", "Received, awaiting moderation")
    MODERATED = "moderated", pgettext_lazy("question", "Accepted, awaiting assignment")
    ASSIGNED = "assigned", pgettext_lazy("question", "Being answered")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    FORWARDED = "forwarded", pgettext_lazy("question", "Forwarded: out of scope")
    REJECTED = "rejected", pgettext_lazy("question", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn")


RUNNING = (QuestionState.RECEIVED, QuestionState.MODERATED, QuestionState.ASSIGNED)


class AnswerKind(models.TextChoices):
    PUBLIC = "public", _("Public answer")
    PRIVATE = "private", _("Private answer")


class Hold(models.TextChoices):
    """Why the desk should look twice before it lets a question through."""

    LINKS = "links", _("It contains links.")
    NO_PROOF = "no_proof", _("It was sent without the check against programs (no JavaScript).")


class Act(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("act on a question", "Received")
    MODERATED = "moderated", pgettext_lazy("act on a question", "Accepted by the moderator")
    REDACTED = "redacted", pgettext_lazy("act on a question", "Public text changed")
    ASSIGNED = "assigned", pgettext_lazy("act on a question", "Assigned")
    TRANSFERRED = "transferred", pgettext_lazy("act on a question", "Transferred")
    RETURNED = "returned", pgettext_lazy("act on a question", "Returned to the desk")
    EXTENDED = "extended", pgettext_lazy("act on a question", "Time limit extended")
    WAITING = (
        "waiting",
        pgettext_lazy("act on a question", "Waiting for information from the citizen"),
    )
    RESUMED = "resumed", pgettext_lazy("act on a question", "The time runs on")
    ADDED = "added", pgettext_lazy("act on a question", "Information added by the citizen")
    MOVED = "moved", pgettext_lazy("act on a question", "Deadline moved by the working calendar")
    REMINDED = "reminded", pgettext_lazy("act on a question", "Reminder sent")
    ANSWERED = "answered", pgettext_lazy("act on a question", "Answered publicly")
    PRIVATE_WRITTEN = (
        "private_written",
        pgettext_lazy("act on a question", "Private answer written"),
    )
    PRIVATE_RETURNED = (
        "private_returned",
        pgettext_lazy("act on a question", "Private answer sent back to its writer"),
    )
    ANSWERED_PRIVATELY = (
        "answered_privately",
        pgettext_lazy("act on a question", "Answered privately"),
    )
    FORWARDED = "forwarded", pgettext_lazy("act on a question", "Forwarded")
    REJECTED = "rejected", pgettext_lazy("act on a question", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("act on a question", "Withdrawn by the citizen")
    RATED = "rated", pgettext_lazy("act on a question", "Rated by the citizen")
    CONTACT_READ = "contact_read", pgettext_lazy("act on a question", "Contact read")
    ORIGINAL_READ = "original_read", pgettext_lazy("act on a question", "Original read")
    ORIGINAL_FOUND = (
        "original_found",
        pgettext_lazy("act on a question", "Original found by its words"),
    )
    FILE_READ = "file_read", pgettext_lazy("act on a question", "File read")
    ANONYMISED = "anonymised", pgettext_lazy("act on a question", "Personal data erased")


# What the one who asked is told of; the rest is the desk's own log.
TOLD = (
    Act.RECEIVED,
    Act.MODERATED,
    Act.ASSIGNED,
    Act.TRANSFERRED,
    Act.RETURNED,
    Act.EXTENDED,
    Act.WAITING,
    Act.RESUMED,
    Act.ADDED,
    Act.MOVED,
    Act.ANSWERED,
    Act.ANSWERED_PRIVATELY,
    Act.FORWARDED,
    Act.REJECTED,
    Act.WITHDRAWN,
    Act.RATED,
    Act.ANONYMISED,
)
# Each look of staff at what a citizen sent.
READS = (Act.CONTACT_READ, Act.ORIGINAL_READ, Act.ORIGINAL_FOUND, Act.FILE_READ)
