"""Drafts for comment made by the real doors, and what citizens send."""

from datetime import timedelta

from django.utils import timezone

from consultations import intake
from consultations.models import Consultation
from documents.tests.factories import stored_pdf
from editorial import drafts
from editorial.models.files import Attachment
from editorial.workflow import perform
from tests.factories import again, main_site, person, reviewer


def consultation_draft(site=None, by=None, *, opens=-5, closes=20, **fields):
    """A complete first draft; `opens` and `closes` are days from today."""
    site = site or main_site()
    by = by or person("writer", site)
    today = timezone.localdate()
    complete = {
        "title": "Dự thảo Quy định về quản lý chợ",
        "summary": "Lấy ý kiến Nhân dân về quản lý chợ trên địa bàn.",
        "asked_by": "UBND huyện Bạch Thông",
        "body": "<p>Đề nghị góp ý vào toàn bộ dự thảo.</p>",
        "opens_on": today + timedelta(days=opens),
        "closes_on": today + timedelta(days=closes),
    }
    edition = drafts.start(Consultation, site=site, by=by, **complete | fields)
    Attachment.objects.create(edition_id=edition.pk, file=stored_pdf(by), title="Dự thảo")
    return edition


def consultation(site=None, by=None, **fields):
    """A public one."""
    site = site or main_site()
    by = by or person("writer", site)
    ready = perform("submit", consultation_draft(site, by, **fields), by=by)
    if not site.one_step_review:
        ready = perform("pass", ready, by=reviewer("editor", site, by))
    return again(perform("publish", ready, by=reviewer("chief", site, by)))


def typed(**fields):
    """What a citizen fills in."""
    return {
        "text": "Đề nghị giảm phí chợ cho người bán rau.",
        "name": "Triệu Thị Mẫu",
        "residence": "xã Cao Sơn",
        "email": "mau@example.vn",
        "phone": "",
        "consent": "on",
    } | fields


def comment(of, at=None, **fields):
    writer = {
        "name": "Triệu Thị Mẫu",
        "residence": "xã Cao Sơn",
        "email": "mau@example.vn",
        "phone": "",
        "shows_name": False,
    }
    text = fields.pop("text", "Đề nghị giảm phí chợ.")
    return intake.receive(of.item, text=text, person=writer | fields, at=at)
