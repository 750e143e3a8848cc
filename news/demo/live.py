"""This week: fresh pieces, and a queue with an entry in every state, moved by the real workflow."""

from datetime import timedelta

from django.utils import timezone

from editorial import drafts, workflow
from editorial.demo import people
from editorial.histories import write
from editorial.states import RetractionKind
from news.demo import shares
from news.demo.years import Chronicler
from news.models import Article

FRESH_DAYS, FRESH_A_DAY = 7, 5
# What each of the better communes has posted over the last weeks.
COMMUNE_NEWS = 5


def size(at):
    return FRESH_DAYS * FRESH_A_DAY + COMMUNE_NEWS * len(people.RICH)


def seed(demo):
    chronicler = Chronicler(demo.at.year, demo)
    write(list(_fresh(chronicler, demo.at)), demo.progress)
    Desk(chronicler, demo.at).fill()
    shares.offer(demo)


def _fresh(chronicler, at):
    """Histories of pieces published over the last days, the newest some hours ago."""
    for day in range(FRESH_DAYS):
        for number in range(FRESH_A_DAY):
            published = at - timedelta(
                days=day, hours=1 + number * 2, minutes=chronicler.rng.randint(0, 50)
            )
            site = chronicler.main if number % 2 == 0 else None
            genre, pictures = "bai" if number == 2 else "tin", number == 4
            for history in chronicler.piece(
                published, genre, pictures=pictures, site=site, calm=True
            ):
                history.edition.featured = site is not None and day < 3
                yield history
    for site in chronicler.sites:
        if site.slug in people.RICH:
            yield from _of_commune(chronicler, site, at)


def _of_commune(chronicler, site, at):
    for place in range(COMMUNE_NEWS):
        published = at - timedelta(days=2 + place * 6, hours=chronicler.rng.randint(1, 6))
        yield from chronicler.piece(published, "tin", site=site, calm=True)


class Desk:
    """Entries of the queue, each begun and moved by the people whose turn it is."""

    def __init__(self, chronicler, at):
        self.chronicler, self.people, self.at = chronicler, chronicler.people, at

    def fill(self):
        self._drafts()
        self._awaiting_editing()
        self._awaiting_publication()
        self._scheduled()
        self._after_publication()

    def draft(self, writer, slug=None, genre="tin"):
        site = next(
            one for one in self.chronicler.sites if (one.slug == slug if slug else one.is_main)
        )
        event_at = self.at - timedelta(hours=self.chronicler.rng.randint(3, 40))
        article, tag, _files = self.chronicler.compose(site, genre, event_at, pictures=False)
        names = (
            "genre",
            "medium",
            "category",
            "title",
            "summary",
            "body",
            "source",
            "event_at",
            "cover",
            "cover_alt",
            "cover_caption",
        )
        fields = {name: getattr(article, name) for name in names}
        draft = drafts.start(Article, site=site, by=self.people[writer], **fields)
        draft.tags.add(tag)
        return draft

    def act(self, action, edition, by, **extra):
        return workflow.perform(action, edition, by=self.people[by], **extra)

    def submitted(self, writer, slug=None, genre="tin"):
        return self.act("submit", self.draft(writer, slug, genre), writer)

    def edited(self, writer, slug=None, genre="tin"):
        return self.act("pass", self.submitted(writer, slug, genre), "bientap")

    def published(self, writer, slug=None, **extra):
        return self.act("publish", self.edited(writer, slug), "truongban", **extra)

    def _drafts(self):
        for writer, slug in (
            ("ctv", None),
            ("phongvien", None),
            ("caoson", "cao-son"),
            ("phuthong", "phu-thong"),
        ):
            self.draft(writer, slug)
        returned = self.submitted("ctv", genre="bai")
        self.act(
            "return",
            returned,
            "bientap",
            note="Bài viết tốt; đề nghị bổ sung số liệu và viết gọn tiêu đề.",
        )

    def _awaiting_editing(self):
        for writer, slug in (
            ("ctv", None),
            ("phongvien", None),
            ("caoson", "cao-son"),
            ("phuthong", "phu-thong"),
        ):
            self.submitted(writer, slug)
        self.submitted("viet-vi-huong", "vi-huong")
        self.submitted("phongvien", genre="bai")

    def _awaiting_publication(self):
        self.edited("ctv")
        self.edited("phongvien", genre="bai")
        self.edited("viet-cao-son", "cao-son")

    def _scheduled(self):
        tomorrow = timezone.localtime(self.at).replace(
            hour=7, minute=30, second=0, microsecond=0
        ) + timedelta(days=1)
        self.published("phongvien", at=tomorrow)
        self.published("phuthong", "phu-thong", at=tomorrow + timedelta(days=1))

    def _after_publication(self):
        """A correction under way, a retraction asked for, and an urgent notice that waits for its second signature."""
        note = "Sửa lại thời gian tổ chức theo thông báo mới."
        correction = self.act("correct", self.published("phongvien"), "phongvien", note=note)
        self.act("submit", correction, "phongvien", note=note)
        self.act(
            "ask_retraction",
            self.published("ctv"),
            "bientap",
            kind=RetractionKind.WRONG_CONTENT,
            note="Đơn vị cung cấp thông tin đề nghị kiểm tra lại số liệu trong bài.",
        )
        self.act(
            "publish_urgently",
            self.draft("phongvien"),
            "truongban",
            note="Thông tin cần đến ngay với người dân trong tối nay.",
        )
