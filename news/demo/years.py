"""The years of the source report: how many pieces of each sort, where and when they appeared, and what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from editorial.demo import editions, people
from editorial.demo.texts import Writer
from editorial.histories import History, LogLine, write
from editorial.models import Item
from editorial.states import EditionState, RetractionKind
from news.demo import shelves
from news.models import Article

WEIGHT_OF_MAIN, WEIGHT_OF_RICH, WEIGHT_OF_OTHERS, WEIGHT_OF_THIN = 60, 6, 2, 0.5
RETURNED, CORRECTED, RETRACTED = 0.09, 0.03, 0.007


@dataclass(frozen=True)
class Figures:
    """Pieces of one genre in one year; `contributor_videos` are among both the contributors' and the pictures'."""

    genre: str
    total: int
    in_pictures: int
    by_contributors: int
    contributor_videos: int


# 2023 and the contributors of 2022: domain figures of the source report; the other totals of 2022 are a guess.
YEARS = {
    2022: [Figures("tin", 874, 104, 35, 4), Figures("bai", 212, 61, 9, 2)],
    2023: [Figures("tin", 911, 121, 10, 0), Figures("bai", 230, 70, 6, 0)],
}
RETURN_REASONS = [
    "Bổ sung nguồn và số liệu của đơn vị cung cấp.",
    "Ảnh chưa có chú thích, đề nghị bổ sung.",
    "Tiêu đề còn dài, đề nghị viết gọn lại.",
    "Đề nghị kiểm tra lại thời gian diễn ra sự kiện.",
]
CORRECTIONS = [
    "Sửa lại số hộ tham gia theo văn bản của đơn vị cung cấp.",
    "Sửa lỗi chính tả trong đoạn đầu.",
    "Bổ sung thông tin về thời gian tổ chức.",
    "Đính chính địa điểm diễn ra hoạt động.",
]
RETRACTIONS = [
    (
        RetractionKind.POSTED_BY_MISTAKE,
        "Bài đăng nhầm bản thảo chưa hoàn thiện; Ban biên tập thành thật xin lỗi bạn đọc.",
    ),
    (
        RetractionKind.WRONG_CONTENT,
        "Số liệu trong bài chưa được đơn vị cung cấp xác nhận nên bài được gỡ xuống.",
    ),
    (RetractionKind.BY_ORDER, "Bài được thu hồi theo đề nghị của cơ quan cung cấp thông tin."),
]
CORRECTION_LINE = "<p><em>Bài đã được đính chính: {note}</em></p>"


def size(at):
    return sum(figures.total for year in YEARS.values() for figures in year)


def seed(demo):
    shelves.make()
    for year, parts in YEARS.items():
        chronicler = Chronicler(year, demo)
        histories = [history for figures in parts for history in chronicler.year(year, figures)]
        write(histories, demo.progress)


class Chronicler:
    """Makes the histories of pieces; everything random comes from one seeded source."""

    def __init__(self, seed, demo):
        self.rng = Random(seed)
        self.writer = Writer(self.rng)
        self.sites, self.main = demo.sites, demo.main
        self.people, self.pictures = demo.people, demo.pictures
        self.categories, self.tags = shelves.categories(), shelves.tags()

    def year(self, year, figures):
        """Histories of all pieces of a genre in a year."""
        days = (datetime(year, 12, 30) - datetime(year, 1, 3)).days
        for index in range(figures.total):
            day = datetime(year, 1, 3) + timedelta(days=index * days // (figures.total - 1))
            yield from self.piece(self.hour(day), figures.genre, **self._sort(index, figures))

    def hour(self, day):
        return timezone.make_aware(
            day.replace(hour=self.rng.randint(8, 20), minute=self.rng.randint(0, 59))
        )

    def _sort(self, index, figures):
        """The contributors' pieces and those in pictures are dealt evenly over the year."""
        contributed = _dealt(index, figures.total, figures.by_contributors)
        place = _dealt_before(index, figures.total, figures.by_contributors)
        if contributed:
            return {"contributed": True, "pictures": place < figures.contributor_videos}
        others, rank = figures.total - figures.by_contributors, index - place
        return {"pictures": _dealt(rank, others, figures.in_pictures - figures.contributor_videos)}

    def piece(self, published, genre, *, contributed=False, pictures=False, site=None, calm=False):
        """One item: its edition, and sometimes a correction or a retraction."""
        site = site or (self.main if contributed else self._site())
        writer = self.people["ctv"] if contributed else people.writer_of(self.people, site)
        moments = editions.moments_before(self.rng, published)
        event_at = moments["created"] - timedelta(minutes=self.rng.randint(60, 1500))
        article, tag, files = self.compose(site, genre, event_at, pictures)
        article.author, article.author_name, article.by_contributor = (
            writer,
            writer.display_name,
            contributed,
        )
        _stamp(article, site, moments)
        item = Item(site=site, kind=Article._meta.label_lower, created_at=moments["created"])
        history = History(
            item,
            article,
            EditionState.PUBLISHED,
            self._log(site, writer, moments),
            {"tags": [tag]},
            files=files,
        )
        yield history
        if not calm:
            yield from self._afterwards(history, site, published)

    def _site(self):
        return self.rng.choices(self.sites, [_weight(site) for site in self.sites])[0]

    def compose(self, site, genre, event_at, pictures):
        text = self.writer.write(site, timezone.localtime(event_at), feature=genre == "bai")
        cover, *more = self.rng.sample(self.pictures, 3)
        files = [("inline", file) for file, _alt in more] if pictures else []
        body = text.body + "".join(_figure(file, alt) for file, alt in more if pictures)
        article = Article(
            genre=genre,
            medium="video" if pictures else "text",
            category=self.categories[text.category],
            title=text.title,
            summary=text.summary,
            body=body,
            source=text.source,
            event_at=event_at,
            cover=cover[0],
            cover_alt=cover[1],
            cover_caption="Ảnh minh họa",
        )
        return article, self.tags[text.tag], files

    def _log(self, site, writer, moments):
        log = [LogLine("create", writer, moments["created"])]
        if self.rng.random() < RETURNED:
            log += editions.returned_log(
                self.people, writer, moments, self.rng.choice(RETURN_REASONS)
            )
        return log + editions.review_log(site, self.people, writer, moments)

    def _afterwards(self, history, site, published):
        chance, end = (
            self.rng.random(),
            timezone.make_aware(datetime(timezone.localtime(published).year, 12, 31, 18)),
        )
        later = published + timedelta(hours=self.rng.randint(20, 60))
        if later > end:
            return
        if chance < CORRECTED:
            yield self._correction(history, site, later)
        elif chance < CORRECTED + RETRACTED:
            kind, text = self.rng.choice(RETRACTIONS)
            editions.retract(history, self.people, kind, text, later)

    def _correction(self, first, site, published):
        """A second edition; the first is kept as the one it replaced."""
        writer, note = people.writer_of(self.people, site), self.rng.choice(CORRECTIONS)
        moments = editions.moments_before(self.rng, published)
        article = Article(
            **{
                name: getattr(first.edition, name)
                for name in Article.content_fields
                if name != "slug"
            }
        )
        article.number, article.reason = 2, note
        article.body += CORRECTION_LINE.format(note=note)
        _stamp(article, site, moments)
        first.state, first.edition.superseded_at = EditionState.SUPERSEDED, published
        article.first_published_at = first.edition.published_at
        log = [LogLine("correct", writer, moments["created"], note)]
        log += editions.review_log(site, self.people, writer, moments)
        return History(
            first.item, article, EditionState.PUBLISHED, log, first.chosen, files=first.files
        )


def _stamp(article, site, moments):
    article.created_at, article.submitted_at = moments["created"], moments["submitted"]
    article.passed_at = None if site.one_step_review else moments["passed"]
    article.published_at = moments["published"]


def _figure(file, alt):
    return (
        f'<figure class="image"><img src="/tep/{file.sha256}/{file.original_name}" alt="{alt}" width="1280" height="720">'
        f"<figcaption>{alt}</figcaption></figure>"
    )


def _weight(site):
    if site.is_main:
        return WEIGHT_OF_MAIN
    if site.slug in people.RICH:
        return WEIGHT_OF_RICH
    return WEIGHT_OF_THIN if site.slug in people.THIN else WEIGHT_OF_OTHERS


def _dealt_before(index, total, share):
    """How many of `share` things dealt evenly over `total` places lie before place `index`."""
    return index * share // total


def _dealt(index, total, share):
    return _dealt_before(index + 1, total, share) > _dealt_before(index, total, share)
