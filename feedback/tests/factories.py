"""Reports of errors made by the real doors."""

import re

from editorial.workflow import perform as move
from feedback.error_reports import receivers, workflow
from feedback.models.error_reports import ErrorReport
from tests.factories import again, person, published

# Planted: nobody outside the desk may ever be shown one of these.
EMAIL, PHONE = "khuyen.nguoidoc@example.org", "0987 654 321"
TEXT = f"Ngày họp ghi sai, gọi cho tôi số {PHONE} hoặc {EMAIL}"
PASSAGE = "Vụ mơ năm nay được mùa (đoạn bà Khuyên chép)"


def reported(
    edition=None,
    site=None,
    *,
    seen_on=None,
    text=TEXT,
    passage=PASSAGE,
    email=EMAIL,
    phone="",
    at=None,
):
    edition = edition or published(site)
    return workflow.receive(
        edition,
        seen_on=seen_on or edition.item.site,
        text=text,
        passage=passage,
        email=email,
        phone=phone,
        at=at,
    )


def done(step, report, by=None, **given):
    return workflow.perform(step, report, by=by or person("editor", report.item.site), **given)


def changed(draft):
    """The draft that a report opened, with its text changed."""
    draft = again(draft)
    draft.title = f"{draft.title} (đã sửa)"
    draft.save()
    return draft


def publish(draft):
    """Submitted, passed and published by three people; then what the signal does after a commit, which tests do not have."""
    site = draft.item.site
    ready = move("submit", changed(draft), by=person("editor", site))
    ready = move("pass", ready, by=person("editor", site, "hai"))
    edition = move("publish", ready, by=person("chief", site))
    receivers.settle()
    return edition


def now(report):
    return ErrorReport.objects.get(pk=report.pk)


def words(response):
    """A page without the tokens of its forms."""
    return re.sub(r'name="(csrfmiddlewaretoken|task)" value="[^"]*"', "", response.content.decode())
