"""The register of the three bodies for two years and this week: numbers, subjects, relations, some files, some lateness."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from documents.demo.subjects import AMENDED, KINDS, SUBJECTS, TOPICS
from documents.models import Document, DocumentFile, DocumentRelation, RelationKind
from documents.models.catalogue import DocumentType, IssuingBody, Signer, Topic
from editorial import drafts, workflow
from editorial.demo import editions, people
from editorial.histories import BATCH, History, LogLine, write
from editorial.models import Item
from editorial.models.files import StoredFile
from editorial.states import EditionState

LAYOUT = Path(__file__).with_name("document.typ")
STATE_MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PARTY_MOTTO = ["ĐẢNG CỘNG SẢN VIỆT NAM", ""]
BODIES = [
    # name, abbreviation, of the Party, post of the signer
    ("Huyện ủy Bạch Thông", "HU", True, "Phó Bí thư"),
    ("HĐND huyện Bạch Thông", "HĐND", False, "Phó Chủ tịch"),
    ("UBND huyện Bạch Thông", "UBND", False, "Phó Chủ tịch"),
]
# 1,155 in 2023 stands in the source report; its split and the year before are a guess.
YEARS = {2022: {"HU": 301, "HĐND": 131, "UBND": 660}, 2023: {"HU": 318, "HĐND": 142, "UBND": 695}}
WITH_FILE_EVERY, LATE_EVERY, RELATED_EVERY = 34, 9, 19
FRESH_COUNT, WAITING_COUNT = 9, 4
RELATED = {
    "Quyết định": RelationKind.REPLACES,
    "Kế hoạch": RelationKind.AMENDS,
    "Nghị quyết": RelationKind.AMENDS,
}


@dataclass(frozen=True)
class Body:
    """An issuing body with whoever signs for it."""

    row: IssuingBody
    signer: Signer

    @property
    def key(self):
        return self.row.short


def bodies():
    """{abbreviation: Body}; their offices stand below them in the tree."""
    found = {}
    for place, (name, short, party, post) in enumerate(BODIES):
        fields = {"short": short, "is_party": party, "position": place * 10}
        row = IssuingBody.objects.get_or_create(name=name, defaults=fields)[0]
        signer = Signer.objects.get_or_create(
            name=f"Người ký {short} (demo)", defaults={"post": post, "body": row}
        )[0]
        found[short] = Body(row, signer)
    for place, (name, above) in enumerate(
        [("Văn phòng Huyện ủy", "HU"), ("Văn phòng HĐND và UBND huyện", "UBND")]
    ):
        IssuingBody.objects.get_or_create(
            name=name, defaults={"parent": found[above].row, "position": place * 20 + 1}
        )
    return found


class Clerk:
    """Keeps the register: each number of a body, type and year once; everything random from one seeded source."""

    def __init__(self, seed, site, accounts):
        self.rng, self.site, self.people = Random(seed), site, accounts
        self.bodies = bodies()
        self.kinds = {kind.name: kind for kind in DocumentType.objects.all()}
        self.topics = {name: Topic.objects.get_or_create(name=name)[0] for name in TOPICS}
        self.numbers, self.earlier, self.made = {}, {}, 0

    def year(self, year, shares):
        """Histories of a year in the order of issue; all of them were posted before it ended."""
        days = (date(year, 12, 15) - date(year, 1, 4)).days
        order = [short for short, count in shares.items() for _one in range(count)]
        self.rng.shuffle(order)
        for place, short in enumerate(order):
            yield self.history(
                short, _workday(date(year, 1, 4) + timedelta(days=place * days // (len(order) - 1)))
            )

    def history(self, short, issued_on, published=None):
        document = self.document(self.bodies[short], issued_on)
        self.made += 1
        file = self.file(document) if published or self.made % WITH_FILE_EVERY == 0 else None
        published = published or self.posted(issued_on)
        history = self._typed(document, published) if file else self._imported(document, published)
        if file:
            history.rows.append(DocumentFile(file=file, page_count=1))
            history.files.append(("row", file))
        self._relate(history)
        return history

    def document(self, body, issued_on):
        """An unsaved document with the next number of its body and type."""
        kind = self.kinds[self.rng.choice(KINDS[body.key])]
        subject, verb, thing = self._subject(kind.name)
        number = self._next(body, kind, issued_on.year)
        later = timedelta(days=self.rng.choice([7, 10, 15, 30]))
        return Document(
            issue_number=f"{number:02d}",
            symbol=_symbol(body, kind, self.rng),
            type=kind,
            issuer=body.row,
            issued_on=issued_on,
            effective_on=issued_on + later if self.made % 11 == 0 else None,
            topic=self.topics[subject],
            signer=body.signer,
            signer_name=body.signer.name,
            signer_post=body.signer.post,
            summary=f"{verb} {thing} năm {issued_on.year}",
            posting_class="plan" if kind.name == "Kế hoạch" else "own",
        )

    def _subject(self, kind):
        subject, thing = self.rng.choice(SUBJECTS)
        verbs = {
            "Công văn": "V/v tăng cường",
            "Báo cáo": "Kết quả thực hiện",
            "Chỉ thị": "Về việc đẩy mạnh",
        }
        return subject, verbs.get(kind, "Về việc triển khai"), thing

    def _next(self, body, kind, year):
        key = (body.key, kind.name, year)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        return self.numbers[key]

    def posted(self, issued_on):
        """Most within the limit of two working days, some late, as the portal will count."""
        days = (
            self.rng.randint(6, 14)
            if self.made % LATE_EVERY == 0
            else self.rng.choice([0, 0, 1, 1, 2])
        )
        day = _workday(issued_on + timedelta(days=days))
        return timezone.make_aware(
            datetime(
                day.year, day.month, day.day, self.rng.randint(14, 17), self.rng.randint(0, 59)
            )
        )

    def _typed(self, document, published):
        """Written at the desk with its file, by three people."""
        writer = people.writer_of(self.people, self.site)
        moments = editions.moments_before(self.rng, published)
        _stamp(document, writer, moments)
        log = [LogLine("create", writer, moments["created"])]
        log += editions.review_log(self.site, self.people, writer, moments)
        return self._of(document, log, moments["created"])

    def _imported(self, document, published):
        """Entered from the register by one, published by another."""
        editor, chief = self.people["bientap"], self.people["truongban"]
        entered = published - timedelta(minutes=self.rng.randint(20, 90))
        _stamp(
            document,
            editor,
            dict.fromkeys(("created", "submitted", "passed"), entered) | {"published": published},
        )
        document.without_file = True
        log = [
            LogLine("import", editor, entered, "so-van-ban-di.xlsx", to_state=EditionState.EDITED),
            LogLine("publish", chief, published),
        ]
        return self._of(document, log, entered)

    def _of(self, document, log, at):
        item = Item(site=self.site, kind=Document._meta.label_lower, created_at=at)
        return History(item, document, EditionState.PUBLISHED, log)

    def _relate(self, history):
        """Some replace or amend an earlier one of their body and type."""
        document = history.edition
        key = (document.issuer_id, document.type.name)
        older = self.earlier.setdefault(key, [])
        if self.made % RELATED_EVERY == 0 and document.type.name in RELATED and older:
            target = older.pop(self.rng.randrange(len(older)))
            kind = RELATED[document.type.name]
            document.summary = (
                f"{AMENDED[kind]} {target.edition.type.name} số {_named(target.edition)}"
            )
            history.rows.append(
                DocumentRelation(kind=kind, target=target.item, target_text=_dated(target.edition))
            )
        older.append(history)

    def file(self, document):
        """A PDF of the document as it would be signed; `made` before the relation, so the subject is the one given first."""
        content = typst.compile(
            LAYOUT, sys_inputs={"data": json.dumps(_printed(document))}, format="pdf"
        )
        upload = ContentFile(content, name=f"{document.issue_number}-{document.issuer.short}.pdf")
        return StoredFile.objects.keep(upload, kinds=["document"], by=self.people["phongvien"])


def size(at):
    return sum(sum(shares.values()) for shares in YEARS.values()) + FRESH_COUNT


def seed(demo):
    """Both years, this week, and what waits in the queue."""
    site, accounts, at, progress = demo.main, demo.people, demo.at, demo.progress
    for year, shares in YEARS.items():
        clerk = Clerk(year, site, accounts)
        write(list(clerk.year(year, shares)), progress)
    clerk = Clerk(at.year, site, accounts)
    write([_fresh(clerk, place, at) for place in range(FRESH_COUNT)], progress)
    for place in range(WAITING_COUNT):
        _wait(clerk, place, at)


def add(demo, count):
    """Synthetic documents without files, to measure with: old years, so that no figure of the demo changes."""
    clerk = Clerk(count, demo.main, demo.people)
    first = date(1990, 1, 2)
    for start in range(0, count, BATCH):
        places = range(start, min(start + BATCH, count))
        days = [_workday(first + timedelta(days=place * 9_000 // count)) for place in places]
        write(
            [clerk.history(clerk.rng.choice(["HU", "HĐND", "UBND", "UBND"]), day) for day in days],
            demo.progress,
        )


def _fresh(clerk, place, at):
    published = at - timedelta(hours=3 + place * 14)
    return clerk.history(
        ("UBND", "HĐND", "HU")[place % 3],
        timezone.localdate(published) - timedelta(days=place % 2),
        published,
    )


def _wait(clerk, place, at):
    """Drafts, submitted and edited ones, moved by the workflow itself."""
    writer, editor = clerk.people["phongvien"], clerk.people["bientap"]
    document = clerk.document(clerk.bodies["UBND"], timezone.localdate(at) - timedelta(days=place))
    names = (
        "issue_number",
        "symbol",
        "type",
        "issuer",
        "issued_on",
        "effective_on",
        "topic",
        "signer",
        "signer_name",
        "signer_post",
        "summary",
        "posting_class",
    )
    draft = drafts.start(
        Document, site=clerk.site, by=writer, **{name: getattr(document, name) for name in names}
    )
    DocumentFile.objects.create(document=draft, file=clerk.file(draft))
    drafts.sync_files(draft)
    if place > 0:
        draft = workflow.perform("submit", draft, by=writer)
    if place > 2:
        workflow.perform("pass", draft, by=editor)


def _stamp(document, author, moments):
    document.author, document.author_name = author, author.display_name
    document.created_at, document.submitted_at = moments["created"], moments["submitted"]
    document.passed_at, document.published_at = moments["passed"], moments["published"]


def _symbol(body, kind, rng):
    if body.row.is_party:
        return f"{kind.code_for(body.row)}/HU"
    code = kind.code_for(body.row)
    return f"{code}-{body.key}" if code else f"{body.key}-{rng.choice(['VP', 'NN', 'VX', 'KT'])}"


def _workday(day):
    """Saturday and Sunday give way to Monday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _named(document):
    return f"{document.issue_number}{'-' if document.issuer.is_party else '/'}{document.symbol}"


def _dated(document):
    return f"{_named(document)} ngày {document.issued_on:%d/%m/%Y}, {document.issuer}"


def _printed(document):
    day, party = document.issued_on, document.issuer.is_party
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {
        "title": f"{document.type} {_named(document)}",
        "above": "Tỉnh ủy Bắc Kạn" if party else "Tỉnh Bắc Kạn",
        "issuer": document.issuer.name,
        "reference": _named(document),
        "motto": PARTY_MOTTO if party else STATE_MOTTO,
        "day": f"Bạch Thông, ngày {day.day:02d} tháng {month} năm {day.year}",
        "kind": document.type.name,
        "summary": document.summary,
        "post": document.signer_post,
        "signer": document.signer_name,
        "paragraphs": [
            f"Căn cứ chức năng, nhiệm vụ được giao, {document.issuer} ban hành văn bản này {document.summary[:1].lower()}"
            f"{document.summary[1:]} trên địa bàn huyện. Đây là dữ liệu minh họa (demo), không có giá trị pháp lý.",
            "1. Các cơ quan, đơn vị, UBND các xã, thị trấn căn cứ nội dung trên tổ chức thực hiện, bảo đảm đúng tiến độ, tiết kiệm.",
            "2. Văn phòng theo dõi, đôn đốc, tổng hợp kết quả, báo cáo theo quy định./.",
        ],
    }
