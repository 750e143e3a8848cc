"""Drafts for comment: one open, one closed with its answer, and what citizens (plainly made up) wrote."""

from datetime import timedelta

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from consultations import intake
from consultations.models import CommentState, Consultation
from editorial import drafts, workflow
from editorial.models.files import Attachment, StoredFile

# name, unit, name shown, text, approved
ON_MARKETS = [
    (
        "Người dân A (demo)",
        "xã Cao Sơn",
        False,
        "Đề nghị quy định rõ mức thu đối với hộ bán rau, quả tự sản xuất; nên miễn cho hộ nghèo.",
        True,
    ),
    (
        "Người dân B (demo)",
        "xã Lục Bình",
        True,
        "Cần công khai sơ đồ sắp xếp chỗ bán hàng trước khi thực hiện.",
        True,
    ),
    (
        "Người dân C (demo)",
        "xã Mỹ Thanh",
        False,
        "Ý kiến này chưa được duyệt, chờ ban biên tập xem.",
        False,
    ),
]
ON_WASTE = [
    (
        "Người dân D (demo)",
        "thị trấn Phủ Thông",
        True,
        "Nên có lịch thu gom cố định từng loại rác cho từng tổ dân phố.",
        True,
    ),
    (
        "Người dân E (demo)",
        "xã Đôn Phong",
        False,
        "Đề nghị hỗ trợ thùng ủ rác hữu cơ cho hộ nghèo ở vùng cao.",
        True,
    ),
]
OUTCOME = (
    "<p>Trong thời gian lấy ý kiến, Ban soạn thảo nhận được các góp ý về lịch thu gom và hỗ trợ dụng cụ phân loại.</p>"
    "<ul><li>Tiếp thu: bổ sung lịch thu gom cố định theo từng loại rác.</li>"
    "<li>Giải trình: việc hỗ trợ thùng ủ rác thực hiện theo nguồn lực hằng năm nên không quy định cứng trong đề án.</li></ul>"
)


def size(at):
    """Too few to be counted."""
    return 0


def seed(demo):
    site, people, at = demo.main, demo.people, demo.at
    today = timezone.localdate(at)
    opened = _published(
        site,
        people,
        "Dự thảo Quy định về quản lý chợ trên địa bàn huyện",
        today - timedelta(days=8),
        today + timedelta(days=22),
    )
    closed = _published(
        site,
        people,
        "Dự thảo Đề án phân loại rác tại nguồn",
        today - timedelta(days=60),
        today - timedelta(days=20),
    )
    for place, said in enumerate(ON_MARKETS):
        _say(opened, said, people, at - timedelta(days=6 - place))
    for place, said in enumerate(ON_WASTE):
        _say(closed, said, people, at - timedelta(days=40 - place))
    note = "Đăng bản tổng hợp, tiếp thu, giải trình ý kiến."
    answer = workflow.perform("correct", closed, by=people["phongvien"], note=note)
    answer.outcome = OUTCOME
    _review(drafts.save_draft(answer, by=people["phongvien"], version=answer.version), people, note)


def _published(site, people, title, opens_on, closes_on):
    draft = drafts.start(
        Consultation,
        site=site,
        by=people["phongvien"],
        title=title,
        opens_on=opens_on,
        closes_on=closes_on,
        asked_by="UBND huyện Bạch Thông",
        summary="Kính mời Nhân dân, các cơ quan, đơn vị đọc dự thảo và góp ý.",
        body="<p>Dự thảo được xây dựng để thực hiện thống nhất trên địa bàn huyện. Đề nghị góp ý về phạm vi, trách nhiệm của các "
        "bên và thời điểm thực hiện.</p><p><em>Dữ liệu minh họa (demo).</em></p>",
    )
    content = typst.compile(
        f"#set text(size: 14pt)\n= {title}\nDữ liệu minh họa, không có giá trị pháp lý.".encode(),
        format="pdf",
    )
    file = StoredFile.objects.keep(
        ContentFile(content, name="du-thao.pdf"), kinds=["document"], by=people["phongvien"]
    )
    Attachment.objects.create(edition_id=draft.pk, file=file, title="Toàn văn dự thảo")
    return _review(draft, people)


def _review(draft, people, note=""):
    submitted = workflow.perform("submit", draft, by=people["phongvien"], note=note)
    passed = workflow.perform("pass", submitted, by=people["bientap"])
    return workflow.perform("publish", passed, by=people["truongban"])


def _say(consultation, said, people, at):
    name, residence, shows_name, text, approved = said
    person = {
        "name": name,
        "residence": residence,
        "email": "nguoi-dan@example.vn",
        "phone": "",
        "shows_name": shows_name,
    }
    comment = intake.receive(consultation.item, text=text, person=person, at=at)
    if approved:
        intake.decide(
            comment,
            CommentState.APPROVED,
            by=people["bientap"],
            public_text=text,
            at=at + timedelta(hours=5),
        )
