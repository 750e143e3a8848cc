"""The way in for all that citizens send: a browser's work, and how often one connection may send."""

from typing import NamedTuple

from citizens import proof_of_work
from common.rate_limits import within
from common.text import fold
from visits.visitor import Visitor

HOUR, DAY = 3600, 86_400
TOO_MANY = 429
# A commune office asks for its people over one connection; whoever sends more is a program.
MOST_AN_HOUR, MOST_WITHOUT_PROOF = 60, 10
# What all the neighbours of a connection may send together: who has many addresses has them in a row.
NEIGHBOURS = 5
MOST_OF_ONE_TEXT = 2


class Entry(NamedTuple):
    """Whether the browser did its work, and which limit keeps it out: "address", "text", or none."""

    is_proved: bool
    refusal: str = ""


def enter(request, scope, *, text=""):
    """Ask for entry once a form is in order; a right solution is used up by it. `scope` is what is counted together."""
    proved = proof_of_work.spend(request.POST.get("task", ""), request.POST.get("solution", ""))
    if _is_full(request, scope, proved):
        return Entry(proved, "address")
    return Entry(proved, "text" if text and _is_repeated(scope, text) else "")


def tries(request, scope, *, most, seconds=HOUR):
    """Whether one connection may try a thing once more in this time, whatever comes of it."""
    return within(scope, Visitor.of(request).source, most=most, seconds=seconds)


def _is_full(request, scope, proved):
    """Whether too much came from this connection or from its neighbours; less is let in without the browser's work."""
    counted, most = (scope, MOST_AN_HOUR) if proved else (f"{scope}-khong-giai", MOST_WITHOUT_PROOF)
    visitor = Visitor.of(request)
    return not (
        within(counted, visitor.source, most=most, seconds=HOUR)
        and within(f"{counted}-mang", visitor.network, most=most * NEIGHBOURS, seconds=HOUR)
    )


def _is_repeated(scope, text):
    """Whether the same text came before today, from wherever."""
    return not within(f"{scope}-van-ban", fold(text), most=MOST_OF_ONE_TEXT, seconds=DAY)
