"""Looking into what citizens sent: found by its words, read on a question's page; each look is a line of the log.

Sealed texts have no index on purpose: one would lie beside them in clear. So the newest are opened one by one, and
no more than some thousands.
"""

from common.text import fold
from qa.models import Question
from qa.states import Act
from qa.workflow import log

OPENED, SHOWN = 3000, 30
CHUNK = 500


def find(user, words):
    """(questions that this person moderates whose original holds all the words, how many were looked through)."""
    wanted, found, opened = fold(words).split(), [], 0
    newest = Question.objects.moderated_by(user).with_originals().newest()[:OPENED]
    for question in newest.iterator(chunk_size=CHUNK):
        opened += 1
        if all(word in _folded(question) for word in wanted):
            found.append(question)
        if len(found) == SHOWN:
            break
    for question in found:
        # Not for what was looked: the words may be somebody's name.
        log(question, Act.ORIGINAL_FOUND, by=user)
    return found, opened


def _folded(question):
    return fold(
        " ".join([question.text, *(addition.text for addition in question.additions.all())])
    )
