"""The way of a demo piece through the desk, told backwards from its publication; `editorial.histories` writes it."""

from datetime import timedelta

from editorial.histories import LogLine
from editorial.states import EditionState

BOARD = "Ban biên tập Cổng thông tin điện tử huyện"


def review_log(site, people, writer, moments, *, note=""):
    """submit … publish at the given moments by three different people (two where review has one step)."""
    chief = people["caoson-truong"] if site.slug == "cao-son" else people["truongban"]
    submitted = LogLine("submit", writer, moments["submitted"], note)
    passed = LogLine("pass", people["bientap"], moments["passed"])
    published = LogLine("publish", chief, moments["published"])
    return [submitted, published] if site.one_step_review else [submitted, passed, published]


def returned_log(people, writer, moments, reason):
    """A first submission that came back with a reason."""
    gap = moments["submitted"] - moments["created"]
    return [
        LogLine("submit", writer, moments["created"] + gap * 0.3),
        LogLine("return", people["bientap"], moments["created"] + gap * 0.6, reason),
    ]


def retract(history, people, kind, text, at):
    """Take the newest edition of a history down: asked for two hours before `at` by one person, done by another."""
    asks, confirms, asked = people["bientap"], people["truongban"], at - timedelta(hours=2)
    data = {"kind": str(kind.value), "body": BOARD}
    history.log += [
        LogLine("ask_retraction", asks, asked, text, data),
        LogLine("retract", confirms, at),
    ]
    history.state, history.edition.retracted_at = EditionState.RETRACTED, at
    history.retraction = {
        "kind": kind,
        "text": text,
        "body": BOARD,
        "asked_by": asks,
        "asked_at": asked,
        "confirmed_by": confirms,
        "confirmed_at": at,
    }


def moments_before(rng, published):
    """The way to publication, told backwards: a few hours from the first line to the public page."""
    passed = published - timedelta(minutes=rng.randint(10, 120))
    submitted = passed - timedelta(minutes=rng.randint(20, 240))
    created = submitted - timedelta(minutes=rng.randint(40, 200))
    return {"published": published, "passed": passed, "submitted": submitted, "created": created}
