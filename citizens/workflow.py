"""What the desk does with something a citizen sent: each section has a table of steps and a `perform()` that ends here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The step cannot be done; `reasons` are sentences for the person who asked."""

    def __init__(self, *reasons):
        self.reasons = reasons
        super().__init__(" ".join(str(reason) for reason in reasons))


@dataclass(frozen=True)
class Step:
    """A button: in which states it may start, what it does, and the names of the fields that it needs.

    `act(sent, by=…, at=…, **fields)` is called with the row locked, and may return what to go on with.
    """

    label: str
    sources: tuple
    act: Callable
    needs: tuple = ()


def first_obstacles(*, fits, site, may):
    """What is asked of every step before its own conditions; at most one sentence."""
    if not fits:
        return [_("This step is not possible in the present state.")]
    if site.is_archived:
        return [_("This site is archived: it can only be read.")]
    if not may:
        return [_("Your role on this site does not allow this.")]
    return []


def do(step, sent, obstacles, wanted, *, by, at, **given):
    """The step, unless there are `obstacles` or a field is missing; `wanted` has a sentence for each field."""
    reasons = obstacles or [wanted[name] for name in step.needs if not given.get(name)]
    if reasons:
        raise Refused(*reasons)
    return step.act(sent, by=by, at=at, **given) or sent
