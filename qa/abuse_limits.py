"""How often one sender may send: the same doors for all that citizens send."""

from common.rate_limits import within
from common.text import fold
from qa import proof_of_work
from visits.visitor import Visitor

HOUR, DAY = 3600, 86_400
# A commune office asks for its people over one connection; whoever sends more is a program.
MOST_AN_HOUR, MOST_WITHOUT_PROOF = 60, 10
MOST_OF_ONE_TEXT = 2


def is_proved(request):
    """Whether the browser has done its work; a right solution is used up by the question."""
    return proof_of_work.spend(request.POST.get("task", ""), request.POST.get("solution", ""))


def is_full(request, scope, *, proved):
    """Whether too much came from this address within the hour; less is let in without the browser's work."""
    counted, most = (scope, MOST_AN_HOUR) if proved else (f"{scope}-khong-giai", MOST_WITHOUT_PROOF)
    return not within(counted, Visitor.of(request).source, most=most, seconds=HOUR)


def is_repeated(scope, text):
    """Whether the same text came before today, from wherever."""
    return not within(scope, fold(text), most=MOST_OF_ONE_TEXT, seconds=DAY)
