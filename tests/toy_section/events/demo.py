"""Market days of the coming weeks, by the real doors of the desk."""

from datetime import timedelta

from editorial import drafts
from editorial.workflow import perform
from events.models import PublicEvent

COUNT = 2


def size(at):
    return COUNT


def seed(demo):
    for number in range(1, COUNT + 1):
        event = drafts.start(
            PublicEvent,
            site=demo.main,
            by=demo.people["phongvien"],
            title=f"Chợ phiên thứ {number} ở Phủ Thông (demo)",
            place="Chợ Phủ Thông",
            starts_at=demo.at + timedelta(weeks=number),
            body="<p>Bà con mang nông sản về chợ.</p>",
        )
        for action, by in (("submit", "phongvien"), ("pass", "bientap"), ("publish", "truongban")):
            event = perform(action, event, by=demo.people[by])
        demo.progress(1)
