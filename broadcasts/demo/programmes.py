"""Radio programmes: those of the source report's years, this week's, and some in the queue in every state."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from broadcasts.demo import sounds
from broadcasts.models import Broadcast, Part, Station, StationKind
from editorial import drafts, workflow
from editorial.demo import editions, people
from editorial.demo.texts import Writer
from editorial.histories import History, LogLine, write
from editorial.models import Item
from editorial.models.files import StoredFile
from editorial.states import EditionState, RetractionKind

# 2023: the source report's own figure; that of 2022 is a guess.
YEARS = {2022: 186, 2023: 199}
THIS_WEEK = 9
QUEUE = 8
CORRECTED_EACH, RETRACTED_EACH = 40, 150
MISTAKE = "Chương trình phát nhầm bản thu chưa duyệt nên được gỡ xuống."
PRESENTERS = [
    "Phát thanh viên Hoa (demo)",
    "Phát thanh viên Minh (demo)",
    "Phát thanh viên Thu (demo)",
    "Phát thanh viên Sơn (demo)",
]
KINDS = [
    ("Bản tin thời sự", "Tin tức trong huyện"),
    ("Chuyên mục Nông thôn mới", "Chuyện làng, chuyện bản"),
    ("Chuyên mục Sức khỏe cộng đồng", "Lời khuyên của cán bộ y tế"),
    ("Chuyên mục Pháp luật và đời sống", "Hỏi – đáp pháp luật"),
    ("Chương trình Khuyến nông", "Lịch nông vụ trong tuần"),
]
WEATHER = [
    "Vùng núi nhiều mây, đêm và sáng có sương mù, trưa chiều hửng nắng.",
    "Có mưa rào rải rác, đề phòng sạt lở ở sườn dốc.",
    "Trời nắng, ít mưa, thuận lợi cho việc phơi sấy nông sản.",
    "Trời rét về đêm; bà con che chắn chuồng trại, giữ ấm cho gia súc.",
]
OPENING = "<p>Đây là {station}. Kính chào quý vị và bà con đang nghe chương trình ngày {day}.</p>"
CLOSING = (
    "<h2>Thời tiết và nhắn tin</h2><p>{weather}</p><p>Chương trình đến đây là hết. Mời bà con đón nghe vào "
    "chương trình sau, lúc 5 giờ 30 phút và 17 giờ 30 phút hằng ngày.</p>"
)
NOTE = "Sửa lại thời gian tổ chức trong mục tin theo thông báo mới."


def size(at):
    return sum(YEARS.values()) + THIS_WEEK + QUEUE


def seed(demo):
    accounts, at, progress = demo.people, demo.at, demo.progress
    stations = _stations(demo.sites)
    recordings = [
        StoredFile.objects.keep(sound, kinds=["audio"], by=accounts["phongvien"])
        for sound in sounds.all_sounds()
    ]
    for year, count in YEARS.items():
        announcer = Announcer(year, accounts, recordings)
        write(list(announcer.year(stations[demo.main.slug], count, year)), progress)
    announcer = Announcer(at.year, accounts, recordings)
    write(list(announcer.week(stations.values(), at)), progress)
    Desk(announcer, stations, at).fill()
    progress(QUEUE)


def _stations(sites):
    """{slug of the site: Station}, the district's first; communes with much to tell have one of their own."""
    own = [
        site
        for site in sorted(sites, key=lambda site: not site.is_main)
        if site.is_main or site.slug in people.RICH[:3]
    ]
    return {site.slug: _station(site) for site in own}


def _station(site):
    kind = StationKind.DISTRICT if site.is_main else StationKind.COMMUNE
    name = f"Đài Truyền thanh {site.kind} {site.name}"
    about = f"Tin tức, chuyên mục và thông báo của {site.kind} {site.name}, phát trên loa truyền thanh và tại đây."
    fields = {
        "site": site,
        "kind": kind,
        "description": about,
        "email": f"dai.{site.slug}@example.vn",
    }
    return Station.objects.get_or_create(name=name, defaults=fields)[0]


class Announcer:
    """Makes the histories of programmes; everything random comes from one seeded source."""

    def __init__(self, seed, accounts, recordings):
        self.rng = Random(seed)
        self.writer = Writer(self.rng)
        self.people, self.recordings = accounts, recordings

    def year(self, station, count, year):
        """Spread over the weeks of a year; corrections count for nothing."""
        days = (datetime(year, 12, 29) - datetime(year, 1, 2)).days
        for index in range(count):
            day = datetime(year, 1, 2) + timedelta(days=index * days // (count - 1))
            aired = timezone.make_aware(day.replace(hour=5, minute=30))
            yield from self.programme(station, aired, number=index + 1)

    def week(self, stations, at):
        """The last days of every station, the newest this morning or yesterday evening."""
        stations = list(stations)
        for index in range(THIS_WEEK):
            day = timezone.localtime(at - timedelta(days=1 + index * 7 // THIS_WEEK))
            aired = day.replace(hour=5 + index % 2 * 12, minute=30, second=0, microsecond=0)
            station = stations[0 if index % 2 == 0 else 1 + index // 2 % (len(stations) - 1)]
            yield from self.programme(station, aired, number=0)

    def programme(self, station, aired, number):
        site = station.site
        published = aired + timedelta(hours=2, minutes=self.rng.randint(0, 90))
        moments, writer = (
            editions.moments_before(self.rng, published),
            people.writer_of(self.people, site),
        )
        edition, parts = self.compose(station, aired)
        edition.author, edition.author_name = writer, writer.display_name
        _stamp(edition, site, moments)
        item = Item(site=site, kind=Broadcast._meta.label_lower, created_at=moments["created"])
        log = [LogLine("create", writer, moments["created"])]
        log += editions.review_log(site, self.people, writer, moments)
        first = History(
            item,
            edition,
            EditionState.PUBLISHED,
            log,
            rows=parts,
            files=[("audio", edition.audio)],
        )
        yield first
        if number and number % CORRECTED_EACH == 0:
            yield self.correction(first, writer, published + timedelta(hours=26))
        elif number and number % RETRACTED_EACH == 0:
            at = published + timedelta(hours=26)
            editions.retract(first, self.people, RetractionKind.POSTED_BY_MISTAKE, MISTAKE, at)

    def compose(self, station, aired):
        """An unsaved edition and its unsaved items."""
        rng, (kind, section) = self.rng, self.rng.choice(KINDS)
        news = [self.writer.write(station.site, aired - timedelta(days=1)) for _number in range(3)]
        audio, day = rng.choice(self.recordings), f"{aired:%d/%m/%Y}"
        heads = [
            "Chào đầu chương trình",
            *(text.title for text in news),
            f"{section}; thời tiết và nhắn tin",
        ]
        places = [index * audio.duration_seconds // len(heads) for index in range(len(heads))]
        body = OPENING.format(station=station.name, day=day)
        body += "".join(f"<h2>{text.title}</h2>{text.body}" for text in news) + CLOSING.format(
            weather=rng.choice(WEATHER)
        )
        edition = Broadcast(
            title=f"{kind} ngày {day}",
            summary=f"Trong chương trình: {news[0].title}; {_small(news[1].title)}; {section.lower()}.",
            station=station,
            aired_at=aired,
            presenters=", ".join(rng.sample(PRESENTERS, 2)),
            audio=audio,
            transcript=body,
            source=station.name,
        )
        return edition, [
            Part(position=place, offset_seconds=offset, title=head)
            for place, (offset, head) in enumerate(zip(places, heads))
        ]

    def correction(self, first, writer, published):
        """A second edition; the first is kept as the one it replaced."""
        site, moments = first.item.site, editions.moments_before(self.rng, published)
        kept = {
            name: getattr(first.edition, name)
            for name in Broadcast.content_fields
            if name != "slug"
        }
        edition = Broadcast(**kept, number=2, reason=NOTE)
        edition.transcript += f"<p><em>Đính chính: {NOTE}</em></p>"
        _stamp(edition, site, moments)
        first.state, first.edition.superseded_at = EditionState.SUPERSEDED, published
        edition.first_published_at = first.edition.published_at
        log = [LogLine("correct", writer, moments["created"], NOTE)]
        log += editions.review_log(site, self.people, writer, moments)
        rows = [
            Part(position=part.position, offset_seconds=part.offset_seconds, title=part.title)
            for part in first.rows
        ]
        return History(
            first.item, edition, EditionState.PUBLISHED, log, rows=rows, files=first.files
        )


class Desk:
    """Programmes in the queue, each begun and moved by the people whose turn it is."""

    def __init__(self, announcer, stations, at):
        self.announcer, self.people, self.stations, self.at = (
            announcer,
            announcer.people,
            stations,
            at,
        )

    def fill(self):
        self.draft("phongvien")
        self.draft("caoson", "cao-son")
        self.act(
            "return",
            self.submitted("ctv"),
            "bientap",
            note="Đề nghị ghi rõ thời điểm bắt đầu của từng mục.",
        )
        self.submitted("phongvien")
        self.submitted("viet-cao-son", "cao-son")
        self.edited("ctv")
        tomorrow = timezone.localtime(self.at).replace(
            hour=5, minute=30, second=0, microsecond=0
        ) + timedelta(days=1)
        self.act("publish", self.edited("phongvien"), "truongban", at=tomorrow)
        public = self.act("publish", self.edited("phongvien"), "truongban")
        self.act("correct", public, "phongvien", note=NOTE)

    def draft(self, writer, slug=None):
        station = self.stations[slug] if slug else next(iter(self.stations.values()))
        made, parts = self.announcer.compose(
            station, self.at - timedelta(hours=self.announcer.rng.randint(2, 9))
        )
        names = (
            "title",
            "summary",
            "station",
            "aired_at",
            "presenters",
            "audio",
            "transcript",
            "source",
        )
        draft = drafts.start(
            Broadcast,
            site=station.site,
            by=self.people[writer],
            **{name: getattr(made, name) for name in names},
        )
        for part in parts:
            part.broadcast = draft
        Part.objects.bulk_create(parts)
        return draft

    def act(self, action, edition, by, **extra):
        return workflow.perform(action, edition, by=self.people[by], **extra)

    def submitted(self, writer, slug=None):
        return self.act("submit", self.draft(writer, slug), writer)

    def edited(self, writer, slug=None):
        return self.act("pass", self.submitted(writer, slug), "bientap")


def _stamp(edition, site, moments):
    edition.created_at, edition.submitted_at = moments["created"], moments["submitted"]
    edition.passed_at = None if site.one_step_review else moments["passed"]
    edition.published_at = moments["published"]


def _small(words):
    return words[:1].lower() + words[1:]
