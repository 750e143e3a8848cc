"""A commune with something in every table that belongs to a site, and its archive as plain values."""

import io
import json
from datetime import date
from zipfile import ZipFile

from django.core.files.base import ContentFile
from django.utils import timezone

from banners.models import BannerDay
from banners.models.themes import ThemeDate
from banners.tests.factories import banner_published, theme
from broadcasts.tests.factories import published as programme
from common import files
from components.models import Reminder, ReminderLetter
from consultations import intake as comment_intake
from consultations.models import CommentState
from consultations.tests.factories import consultation
from documents.models.register_import import ImportRow, ImportRun
from documents.tests import factories as documents
from editorial import sharing
from editorial.models.link_checks import LinkCheck
from editorial.workflow import perform
from feedback.ratings.intake import receive as rate
from feedback.tests import factories as feedback
from member_sites.models import SiteAlias
from news.models import Category, Tag
from pages.models import Contact, Unit
from pages.tests.factories import as_item, leader, published_page, word
from qa import intake, workflow
from qa.models import Pause
from qa.tests import factories as questions
from schedules.tests import factories as weeks
from site_transfer.export_bundle import write
from tests.factories import (
    commune,
    correction,
    draft,
    main_site,
    person,
    picture,
    published,
    retracted,
    reviewed,
    stored_picture,
    submitted,
)
from visits.models import Baseline, VisitDay


def packed(site, **options):
    stream = io.BytesIO()
    write(site, stream, **options)
    return stream


def content(stream):
    """What an archive says, apart from the site's own address."""
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    site = json.loads(parts.pop("site.jsonl"))
    return parts | {
        "site": {key: value for key, value in site.items() if key not in ("slug", "name", "domain")}
    }


def texts(here):
    """News in every state, with what hangs on them; returns the first that is public."""
    writer = person("writer", here)
    own = Category.objects.create(name="Chuyện xã mình", site=here)
    Category.objects.create(name="Chưa có bài nào", site=here)
    cover = stored_picture(by=writer)
    first = published(
        here, title="Cao Sơn làm đường", cover=cover, cover_alt="Con đường", category=own
    )
    perform("publish", reviewed(correction(first)), by=person("chief", here))
    retracted(edition=published(here, title="Đăng nhầm"))
    tagged = draft(here, title="Có từ khóa")
    tagged.tags.add(Tag.objects.create(name="nông thôn mới"), Tag.objects.create(name="giao thông"))
    LinkCheck.objects.create(
        edition_id=tagged.pk, address="https://example.vn/", checked_at=timezone.now(), status=404
    )
    perform("publish_urgently", draft(here, title="Lũ về"), by=person("chief", here), note="Gấp.")
    submitted(here, title="Đang chờ")
    asked = published(here, title="Chờ thu hồi")
    perform(
        "ask_retraction",
        asked,
        by=person("editor", here),
        note="Sai số.",
        kind="wrong",
        replacement=first.item,
    )
    return first


def sections(here):
    """A document, a programme, a week, pages with their menu, a banner with its figures."""
    body = documents.body("UBND xã Cao Sơn", site=here)
    older = documents.published(issue_number="7")
    relations = [documents.relation("replaces", older)]
    documents.published(
        here, issuer=body, signer=documents.signer("Ký Thử (demo)", body=body), relations=relations
    )
    programme(here, parts=[(0, "Chào đầu")])
    of_week = weeks.body("UBND xã", site=here)
    chair, place = (
        weeks.leader("Chủ Trì Thử (demo)", of=of_week),
        weeks.place("Hội trường xã", site=here),
    )
    weeks.published_week(of=of_week, lines=[weeks.line(chair=chair, place=place)])
    rows = [leader(), Contact(name="Một cửa"), Unit(name="Văn phòng")]
    about = published_page(here, address="gioi-thieu", component="gioi-thieu", rows=rows)
    below = published_page(here, title="Bản đồ", parent=as_item(about))
    word(here, "Bản đồ", above=word(here, "Giới thiệu", page=as_item(about)), page=as_item(below))
    season = theme("Ngày hội")
    ThemeDate.objects.create(theme=season, first_on=date(2026, 11, 1), last_on=date(2026, 12, 31))
    banner = banner_published(here, theme=season)
    BannerDay.objects.create(item=banner.item, on="2026-11-20", shown=9, clicks=1)
    VisitDay.objects.create(site=here, on="2026-11-20", visits=7, views=20)
    Baseline.objects.create(site=here, on="2021-12-31", visits=70)


def what_citizens_sent(here):
    """Questions answered publicly and privately, one that runs, comments on a draft, reports of errors, a rating."""
    clerk, field = questions.responder(here), questions.field("Chuyện riêng của xã", site=here)
    answer = questions.answered(here, clerk)
    private = questions.assigned(here, clerk)
    workflow.perform(
        "answer_privately", private, by=clerk, text="Mời ông, bà ra xã.", note="Việc riêng."
    )
    upload = picture()
    found = files.inspect(upload, kinds=["image"])
    running = questions.received(here, about=field, files=[(upload, found)], shows_name=True)
    intake.add(running, "Tôi bổ sung số thửa.")
    Pause.objects.create(question=running, from_on=date(2026, 11, 2), to_on=date(2026, 11, 3))
    asked = consultation(here)
    upload.seek(0)
    named = {
        "name": "Triệu Thị Mẫu",
        "residence": "xã Cao Sơn",
        "email": "mau@example.vn",
        "phone": "",
        "shows_name": True,
    }
    kept = comment_intake.receive(
        asked.item, text="Nên giảm phí, gọi tôi 0900.", person=named, files=[(upload, found)]
    )
    comment_intake.decide(
        kept, CommentState.APPROVED, by=person("editor", here), public_text="Nên giảm phí."
    )
    first = feedback.reported(answer)
    feedback.done("merge", feedback.reported(answer, text="Cũng lỗi ấy, gọi tôi 0900"), into=first)
    rate(here, looks=4, remark="Chữ nhỏ, gọi tôi 0900.")
    return answer


def of_the_office(here, first):
    """Offers both ways, an import of a register, a letter of the district, an address of before."""
    editor = person("editor", here)
    sharing.offer(first, [main_site()], by=editor)
    sharing.offer(published(title="Tin của huyện"), [here], by=person("editor"))
    table = ContentFile(b"so;ky hieu", name="so.csv")
    run = ImportRun.objects.create(
        site=here, by=editor, table=table, table_name="so.csv", stage="done"
    )
    ImportRow.objects.create(run=run, line=2, values={"so": "12"}, edition_id=first.pk)
    reminder = Reminder.objects.create(
        site=here, by=person("chief"), subject="Còn thiếu", text="Mời viết tiếp."
    )
    ReminderLetter.objects.create(reminder=reminder, to=editor, address="editor@example.vn")
    SiteAlias.objects.create(site=here, slug="cao-son-cu")


def full_site():
    here = commune("Cao Sơn", address="Thôn Nà Mu", one_step_review=False)
    first = texts(here)
    sections(here)
    what_citizens_sent(here)
    of_the_office(here, first)
    return here
