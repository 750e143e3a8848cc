"""The way of a demo piece through the desk, told backwards from its publication; `editorial.histories` writes it."""

from datetime import timedelta

from editorial.histories import History, Step, write
from editorial.states import EditionState

# The demo's vocabulary.
__all__ = ["History", "Step", "moments_before", "review_steps", "write"]


def review_steps(site, people, writer, moments, *, note=""):
    """submit … publish at the given moments by three different people (two where review has one step)."""
    steps = [
        Step(
            "submit", writer, moments["submitted"], EditionState.DRAFT, EditionState.SUBMITTED, note
        )
    ]
    before = EditionState.SUBMITTED
    if not site.one_step_review:
        steps.append(
            Step(
                "pass",
                people["bientap"],
                moments["passed"],
                EditionState.SUBMITTED,
                EditionState.EDITED,
            )
        )
        before = EditionState.EDITED
    chief = people["caoson-truong"] if site.slug == "cao-son" else people["truongban"]
    return [*steps, Step("publish", chief, moments["published"], before, EditionState.PUBLISHED)]


def returned_steps(people, writer, moments, reason):
    """A first submission that came back with a reason."""
    gap = moments["submitted"] - moments["created"]
    return [
        Step(
            "submit",
            writer,
            moments["created"] + gap * 0.3,
            EditionState.DRAFT,
            EditionState.SUBMITTED,
        ),
        Step(
            "return",
            people["bientap"],
            moments["created"] + gap * 0.6,
            EditionState.SUBMITTED,
            EditionState.DRAFT,
            reason,
        ),
    ]


def moments_before(rng, published):
    """The way to publication, told backwards: a few hours from the first line to the public page."""
    passed = published - timedelta(minutes=rng.randint(10, 120))
    submitted = passed - timedelta(minutes=rng.randint(20, 240))
    created = submitted - timedelta(minutes=rng.randint(40, 200))
    return {"published": published, "passed": passed, "submitted": submitted, "created": created}
