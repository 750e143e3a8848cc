from qa.models.contacts import CitizenFile, Contact
from qa.models.questions import (
    CODE_LENGTH,
    LETTERS,
    Addition,
    Answer,
    Letter,
    Pause,
    PrivateAnswer,
    Question,
    QuestionEvent,
    digest_of,
    new_code,
)
from qa.models.routing import FieldOfficer, Topic, Unit

__all__ = [
    "Addition",
    "Answer",
    "CODE_LENGTH",
    "CitizenFile",
    "Contact",
    "Topic",
    "FieldOfficer",
    "LETTERS",
    "Letter",
    "Pause",
    "PrivateAnswer",
    "Question",
    "QuestionEvent",
    "Unit",
    "digest_of",
    "new_code",
]
