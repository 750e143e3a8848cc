"""Static pages of the demo sites, rich and thin as in the source report; no site has all that the decree asks for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from common.text import fold
from editorial.demo import editions, people
from editorial.histories import History, LogLine, write
from editorial.models import Item
from editorial.sections import menu_tree
from editorial.states import EditionState
from pages.demo import texts
from pages.models import Contact, Layout, Leader, Page, Unit
from pages.models.menu import MenuEntry

INTRODUCTION, BUDGET_TEXT = "gioi-thieu", "ngan-sach"
# What each sort of site has; a word of `PLANS` names a maker below.
MAIN = (
    "about",
    "leaders",
    "units",
    "contact",
    "map",
    "history",
    "budget",
    "procedures",
    "access",
    "english",
    "english_units",
    "english_contact",
)
PLANS = {
    "cao-son": (
        "about",
        "leaders",
        "units",
        "contact",
        "map",
        "history",
        "procedures",
        "english_contact",
    ),
    "phu-thong": ("about", "leaders", "units", "contact", "map", "budget", "procedures"),
    "luc-binh": ("about", "leaders", "contact", "map", "budget", "access"),
    "don-phong": ("about", "leaders", "contact", "history", "procedures"),
    "my-thanh": ("about", "leaders", "contact", "budget", "procedures"),
}
USUAL, THIN = ("about", "leaders", "contact"), ("short_about",)
# Of the sites of the crowd, by richness.
PLANS_OF_CROWD = ((), THIN, USUAL, PLANS["cao-son"])


@dataclass
class Draft:
    """A page as its writers would hand it in."""

    page: Page
    rows: list = field(default_factory=list)
    files: list = field(default_factory=list)
    above: str = ""
    translates: str = ""


# How many of ten pages were looked through again within the last months: an honest mixture of fresh and stale.
RENEWED_OF_TEN = {"rich": 9, "usual": 4, "thin": 0}
NOTE = "Rà soát, cập nhật theo hiện trạng."


def size(at):
    others = 14 - len(PLANS) - len(people.THIN)
    rich = len(MAIN) + sum(map(len, PLANS.values()))
    return rich + len(people.THIN) * len(THIN) + others * len(USUAL)


def seed(demo):
    """The pages of all sites, written before or during 2023; the better sites have renewed theirs since."""
    written = []
    for number, site in enumerate(demo.sites):
        author = Author(site, demo, Random(2023 + number), plan_of(site))
        written += author.histories(demo.at)
    write(written, demo.progress)
    menus(demo.sites)


def fill(demo, site, richness):
    """A site of the crowd; the poorest has none."""
    plan = PLANS_OF_CROWD[richness]
    write(list(Author(site, demo, Random(site.pk), plan).histories(demo.at)))
    menus([site])


def plan_of(site):
    if site.is_main:
        return MAIN
    return PLANS.get(site.slug, THIN if site.slug in people.THIN else USUAL)


class Author:
    """Writes the pages of one site and passes them through its review."""

    def __init__(self, site, demo, rng, plan):
        self.people, self.pictures = demo.people, demo.pictures
        self.site, self.rng, self.plan = site, rng, plan
        self.manner = "rich" if len(plan) > len(USUAL) else "thin" if plan == THIN else "usual"
        district = site if site.is_main else site.parent
        within = (
            ", tỉnh Bắc Kạn,"
            if site.is_main
            else f" nằm trong huyện {district.name}, tỉnh Bắc Kạn,"
        )
        self.words = {
            "within": within,
            "name": site.full_name,
            "plain": _plain(site),
            "district": district.name,
            "body": site.body_name,
            "unit": f"{site.kind} {site.name}",
        }

    def histories(self, at):
        drafts = {name: getattr(self, name)() for name in self.plan}
        items = [Item(site=self.site, kind=Page._meta.label_lower) for _draft in drafts]
        known = dict(zip(drafts, Item.objects.bulk_create(items)))
        for place, (name, draft) in enumerate(drafts.items()):
            draft.page.position = place
            draft.page.parent_id = known[draft.above].pk if draft.above in known else None
            draft.page.translation_of_id = (
                known[draft.translates].pk if draft.translates in known else None
            )
            first = self._reviewed(known[name], draft, self._begun(place), "create")
            yield first
            if self.rng.randrange(10) < RENEWED_OF_TEN[self.manner]:
                yield self._renewed(first, getattr(self, name)(), at)

    def _begun(self, place):
        """The better sites wrote theirs in 2023; the others have not touched them for long."""
        begun, apart = (
            (datetime(2023, 1, 9, 9), 35)
            if self.site.slug in people.RICH
            else (datetime(2021, 9, 6, 9), 55)
        )
        return timezone.make_aware(begun + timedelta(days=self.rng.randint(0, 40) + place * apart))

    def _renewed(self, first, draft, at):
        """A second edition within the last months; the first is kept as the one it replaced."""
        published = at - timedelta(days=self.rng.randint(12, 150), hours=self.rng.randint(1, 8))
        page, old = draft.page, first.edition
        page.number, page.reason, page.position = 2, NOTE, old.position
        page.parent_id, page.translation_of_id, page.first_published_at = (
            old.parent_id,
            old.translation_of_id,
            old.published_at,
        )
        first.state, old.superseded_at = EditionState.SUPERSEDED, published
        return self._reviewed(first.item, draft, published, "correct", NOTE)

    def _reviewed(self, item, draft, published, action, note=""):
        writer = people.writer_of(self.people, self.site)
        moments, page = editions.moments_before(self.rng, published), draft.page
        page.author, page.author_name = writer, writer.display_name
        page.created_at, page.submitted_at, page.published_at = (
            moments["created"],
            moments["submitted"],
            moments["published"],
        )
        page.passed_at = None if self.site.one_step_review else moments["passed"]
        log = [LogLine(action, writer, moments["created"], note)]
        log += editions.review_log(self.site, self.people, writer, moments, note=note)
        return History(item, page, EditionState.PUBLISHED, log, rows=draft.rows, files=draft.files)

    def text(self, title, address, summary, body, **fields):
        component = fields.pop("component", address.rpartition("/")[2])
        return Page(
            title=title,
            address=address,
            summary=summary.format(**self.words),
            body=body.format(**self.words),
            component=component,
            **fields,
        )

    def about(self):
        cover, alt = self.rng.choice(self.pictures)
        summary = "Vài nét về vị trí, dân cư, kinh tế và bộ máy hành chính của {unit}."
        page = self.text(
            "Giới thiệu chung", INTRODUCTION, summary, texts.ABOUT, cover=cover, cover_alt=alt
        )
        return Draft(page)

    def short_about(self):
        return Draft(self.text("Giới thiệu", INTRODUCTION, "", texts.SHORT_ABOUT))

    def history(self):
        page = self.text(
            "Lịch sử và văn hóa",
            f"{INTRODUCTION}/lich-su-van-hoa",
            "Truyền thống, lễ hội và di tích của {unit}.",
            texts.HISTORY,
            component="",
        )
        return Draft(page, above="about")

    def leaders(self):
        listed = texts.MAIN_LEADERS if self.site.is_main else texts.MEMBER_LEADERS
        rows = [
            Leader(
                position=place,
                name=name,
                post=post.format(**self.words),
                duties=duties,
                phone="0209 000 000",
                email=self.site.email,
                biography=texts.LIFE if self.site.slug in (*people.RICH, self._main_slug()) else "",
            )
            for place, (name, post, duties) in enumerate(listed)
        ]
        page = self.text(
            "Lãnh đạo",
            f"{INTRODUCTION}/lanh-dao",
            "Nhiệm vụ và cách liên hệ với lãnh đạo {unit}.",
            "",
            layout=Layout.LEADERS,
        )
        return Draft(page, rows, above="about")

    def _main_slug(self):
        return self.site.slug if self.site.is_main else ""

    def units(self):
        listed = texts.MAIN_UNITS if self.site.is_main else texts.MEMBER_UNITS
        page = self.text(
            "Sơ đồ tổ chức",
            f"{INTRODUCTION}/so-do-to-chuc",
            "Các phòng, ban, bộ phận và chức năng của từng nơi.",
            "",
            layout=Layout.ORGANISATION,
            component="",
        )
        return Draft(page, self._unit_rows(listed), above="about")

    def _unit_rows(self, listed):
        return [
            Unit(
                position=place,
                level=level,
                name=name.format(**self.words),
                head=head,
                function=function,
            )
            for place, (level, name, head, function) in enumerate(listed)
        ]

    def contact(self):
        page = self.text(
            "Liên hệ",
            "lien-he",
            "Đầu mối, điện thoại, thư điện tử và giờ làm việc của UBND {unit}.",
            texts.CONTACT,
            layout=Layout.CONTACTS,
        )
        return Draft(page, self._contact_rows(texts.CONTACTS))

    def _contact_rows(self, listed):
        return [
            Contact(
                position=place,
                name=name,
                post=post,
                unit=unit.format(**self.words),
                phone="0209 000 000",
                email=self.site.email,
            )
            for place, (name, post, unit) in enumerate(listed)
        ]

    def map(self):
        cover, alt = self.rng.choice(self.pictures)
        page = self.text(
            "Bản đồ vị trí",
            "ban-do",
            "Đường đến trụ sở {body}.",
            "<p>Trụ sở nằm trên trục đường chính, có chỗ để xe và lối đi cho xe lăn.</p>",
            layout=Layout.MAP,
            cover=cover,
            cover_alt=f"{alt} (thay cho ảnh bản đồ trong bản trình diễn)",
            map_url="https://www.openstreetmap.org/search?query=B%E1%BA%A1ch%20Th%C3%B4ng",
        )
        return Draft(page)

    def budget(self):
        return Draft(
            self.text(
                "Công khai ngân sách",
                BUDGET_TEXT,
                "Dự toán, thực hiện và quyết toán ngân sách.",
                texts.BUDGET,
            )
        )

    def procedures(self):
        return Draft(
            self.text(
                "Thủ tục hành chính",
                "thu-tuc-hanh-chinh",
                "Nơi nộp hồ sơ và tra cứu thủ tục.",
                texts.PROCEDURES,
            )
        )

    def access(self):
        return Draft(
            self.text(
                "Tiếp cận thông tin",
                "tiep-can-thong-tin",
                "Cách yêu cầu và danh mục thông tin công khai.",
                texts.ACCESS,
            )
        )

    def english(self):
        page = self.text(
            "About us",
            "about",
            "Where we are and what the People's Committee does.",
            texts.ENGLISH_ABOUT,
            language="en",
            component="tieng-anh",
        )
        return Draft(page, translates="about")

    def english_units(self):
        page = self.text(
            "Organisation",
            "about/organisation",
            "Divisions of the People's Committee.",
            "",
            layout=Layout.ORGANISATION,
            language="en",
            component="tieng-anh",
        )
        return Draft(
            page, self._unit_rows(texts.ENGLISH_UNITS), above="english", translates="units"
        )

    def english_contact(self):
        page = self.text(
            "Contact",
            "contact",
            "Whom to call or write to, and when.",
            texts.ENGLISH_CONTACT,
            layout=Layout.CONTACTS,
            language="en",
            component="tieng-anh",
        )
        return Draft(page, self._contact_rows(texts.ENGLISH_CONTACTS), translates="contact")


def menus(sites):
    """A menu for each site that has more than an introduction: the introduction with its parts, sections, services, contact."""
    for site in sites:
        pages = {page.address: page.item_id for page in Page.objects.on_site(site).published()}
        if len(pages) > 1:
            _menu(site, pages)


def _menu(site, pages):
    for place, (label, target, below) in enumerate(_words(pages)):
        top = MenuEntry.objects.create(site=site, label=label, position=place * 10, **target)
        MenuEntry.objects.bulk_create(
            MenuEntry(site=site, label=word, parent=top, position=place * 10 + number, **leads)
            for number, (word, leads) in enumerate(below, 1)
        )


def _words(pages):
    """[(word, where it leads, [(word below it, where that leads)])], seven with the home page."""
    parts = [address for address in pages if address.startswith(f"{INTRODUCTION}/")]
    words = [(0, "Giới thiệu", {"page_id": pages[INTRODUCTION]}, _leading(pages, parts))]
    words += _of_sections()
    services = _leading(pages, ["thu-tuc-hanh-chinh", BUDGET_TEXT, "tiep-can-thong-tin"])
    if services:
        words.append((SERVICES, *services[0], services[1:]))
    words.sort(key=lambda word: word[0])
    # How one reaches the office stands below the last word, whichever section has it.
    words[-1][-1].extend(_leading(pages, ["lien-he", "ban-do"]))
    return [word[1:] for word in words]


def _of_sections():
    """A word for each section with those below it; what no new site begins with goes below the first."""
    tree = menu_tree()
    words = [
        (link.position, *_leads(link), [_leads(one) for one in below])
        for link, below in tree
        if link.in_starter
    ]
    words[0][-1].extend(_leads(link) for link, _below in tree if not link.in_starter)
    return words


def _leads(link):
    return str(link.label), {"section": link.view}


def _leading(pages, addresses):
    return [
        (TITLES[address], {"page_id": pages[address]}) for address in addresses if address in pages
    ]


# Between the sections, like the positions of their words.
SERVICES = 60
TITLES = {
    "thu-tuc-hanh-chinh": "Thủ tục hành chính",
    BUDGET_TEXT: "Ngân sách",
    "tiep-can-thong-tin": "Tiếp cận thông tin",
    "lien-he": "Liên hệ",
    "ban-do": "Bản đồ vị trí",
    f"{INTRODUCTION}/lanh-dao": "Lãnh đạo",
    f"{INTRODUCTION}/so-do-to-chuc": "Sơ đồ tổ chức",
    f"{INTRODUCTION}/lich-su-van-hoa": "Lịch sử và văn hóa",
}


def _plain(site):
    return fold(site.name).title()
