"""Banners with plain drawn pictures, and the themes that they belong to."""

import math
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from banners.models import Banner, Position
from banners.models.themes import Kind, Season, Theme
from editorial.demo import editions, people
from editorial.histories import History, LogLine, write
from editorial.models import Item
from editorial.models.files import StoredFile
from editorial.states import EditionState

SIZE = WIDTH, HEIGHT = 1536, 512
THEMES = {
    "Mừng Đảng, mừng Xuân": {
        "kind": Kind.CAMPAIGN,
        "season": Season.LUNAR,
        "first_from_tet": -8,
        "last_from_tet": 14,
    },
    "Ngày Chuyển đổi số 10/10": {"season": Season.SOLAR, "days": (1, 9, 31, 12)},
    "Ngày Pháp luật Việt Nam 9/11": {"season": Season.SOLAR, "days": (1, 11, 30, 11)},
    "Quốc khánh 2/9": {"season": Season.SOLAR, "days": (15, 8, 10, 9)},
    "Ngày Quốc tế Phụ nữ 8/3": {"season": Season.SOLAR, "days": (20, 2, 15, 3)},
    "Toàn dân đoàn kết xây dựng đời sống văn hóa": {"kind": Kind.CAMPAIGN, "season": Season.ALWAYS},
    "Cải cách hành chính": {"kind": Kind.CAMPAIGN, "season": Season.ALWAYS},
}
# title, what the picture shows, theme, position, slug of the site that keeps it (None: the main one), drawing
BANNERS = [
    (
        "Mừng Đảng, mừng Xuân, mừng đất nước đổi mới",
        "Cành đào nở trên nền đỏ",
        "Mừng Đảng, mừng Xuân",
        Position.TOP,
        None,
        "blossom",
    ),
    (
        "Chào mừng Ngày Chuyển đổi số quốc gia 10/10",
        "Các chấm sáng nối nhau trên nền xanh",
        "Ngày Chuyển đổi số 10/10",
        Position.QUIET,
        None,
        "dots",
    ),
    (
        "Hưởng ứng Ngày Pháp luật Việt Nam 9/11",
        "Tờ văn bản và mũi tên",
        "Ngày Pháp luật Việt Nam 9/11",
        Position.QUIET,
        None,
        "paper",
    ),
    (
        "Chào mừng Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Ngôi sao vàng trên nền đỏ",
        "Quốc khánh 2/9",
        Position.TOP,
        None,
        "star",
    ),
    (
        "Kỷ niệm Ngày Quốc tế Phụ nữ 8/3",
        "Những bông hoa trên nền hồng",
        "Ngày Quốc tế Phụ nữ 8/3",
        Position.QUIET,
        None,
        "blossom",
    ),
    (
        "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
        "Mặt trời mọc trên ruộng bậc thang",
        "Toàn dân đoàn kết xây dựng đời sống văn hóa",
        Position.QUIET,
        None,
        "fields",
    ),
    (
        "Nộp hồ sơ trực tuyến – không phải đi lại",
        "Mũi tên và tờ hồ sơ trên nền xanh đậm",
        "Cải cách hành chính",
        Position.QUIET,
        None,
        "paper",
    ),
    (
        "Cao Sơn chung tay giữ rừng, giữ nguồn nước",
        "Đồi rừng và mặt trời",
        None,
        Position.QUIET,
        "cao-son",
        "fields",
    ),
]
LINKS = {"Cải cách hành chính": "https://dichvucong.gov.vn/"}


def themes():
    """{name: Theme}"""
    return {
        name: Theme.objects.get_or_create(name=name, defaults=_rule(rule))[0]
        for name, rule in THEMES.items()
    }


def _rule(rule):
    names = ("first_day", "first_month", "last_day", "last_month")
    days = dict(zip(names, rule["days"])) if "days" in rule else {}
    return (
        {"kind": Kind.ANNIVERSARY}
        | {name: value for name, value in rule.items() if name != "days"}
        | days
    )


def size(at):
    return len(BANNERS)


def seed(demo):
    write(list(_histories(demo)), demo.progress)


def _histories(demo):
    """One published edition of each banner, shown on all sites when the main site keeps it."""
    known = themes()
    for number, (title, alt, theme, position, slug, drawing) in enumerate(BANNERS):
        site = demo.site(slug)
        writer = people.writer_of(demo.people, site)
        picture = StoredFile.objects.keep(draw(drawing, number), kinds=["image"], by=writer)
        banner = Banner(
            title=title,
            cover=picture,
            cover_alt=alt,
            theme=known.get(theme),
            position=position,
            link=LINKS.get(theme, "/tin-tuc/"),
            author=writer,
            author_name=writer.display_name,
        )
        moments = _moments(demo.at - timedelta(days=40 - number))
        _stamp(banner, moments)
        log = [LogLine("create", writer, moments["created"])]
        log += editions.review_log(site, demo.people, writer, moments)
        item = Item(site=site, kind=Banner._meta.label_lower, created_at=moments["created"])
        yield History(
            item, banner, EditionState.PUBLISHED, log, {"sites": [site] if slug else demo.sites}
        )


def _moments(published):
    hours = {"created": 6, "submitted": 4, "passed": 2, "published": 0}
    return {name: published - timedelta(hours=before) for name, before in hours.items()}


def _stamp(banner, moments):
    banner.created_at, banner.submitted_at = moments["created"], moments["submitted"]
    banner.passed_at, banner.published_at = moments["passed"], moments["published"]


def draw(drawing, number):
    """The same picture each time."""
    picture = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), GROUNDS[drawing])
    DRAWINGS[drawing](ImageDraw.Draw(picture), number)
    buffer = BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=85)
    return ContentFile(buffer.getvalue(), name=f"lo-go-{number + 1}.jpg")


def _star(pen, number, centre=(1536, 512), size=300, colour="#ffd54a"):
    points = []
    for corner in range(10):
        radius, angle = (size if corner % 2 == 0 else size * 0.382), math.radians(corner * 36 - 90)
        points.append((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)))
    pen.polygon(points, fill=colour)


def _blossom(pen, number):
    pen.line(
        [(0, 900), (900, 620), (1700, 560), (2500, 250), (3072, 180)],
        fill="#5d2b22",
        width=26,
        joint="curve",
    )
    for place in range(16):
        x, y = 120 + place * 190, 820 - place * 42 + (place * 137 % 190) - 95
        _flower(pen, x, y, 46 + place * 29 % 34)


def _flower(pen, x, y, size):
    for petal in range(5):
        angle = math.radians(petal * 72 - 90)
        px, py, r = x + size * math.cos(angle), y + size * math.sin(angle), size * 0.72
        pen.ellipse((px - r, py - r, px + r, py + r), fill="#ffd9e0")
    pen.ellipse((x - size * 0.4, y - size * 0.4, x + size * 0.4, y + size * 0.4), fill="#ffcf3f")


def _dots(pen, number):
    places = [(130 + step * 190 + step * 61 % 70, 180 + step * 367 % 680) for step in range(16)]
    for first, second in zip(places, places[1:]):
        pen.line([first, second], fill="#4fb3d9", width=8)
    for step, (x, y) in enumerate(places):
        r = 26 + step * 17 % 34
        pen.ellipse((x - r, y - r, x + r, y + r), fill="#ffffff" if step % 3 else "#ffd54a")


def _fields(pen, number):
    pen.ellipse((2160, 120, 2560, 520), fill="#ffe08a")
    for row, colour in enumerate(("#8fbf6a", "#6fa84f", "#4f8f3c", "#357530")):
        top = 480 + row * 140
        points = [
            (x, top + 60 * math.sin(x / 360 + row * 1.7 + number)) for x in range(0, 3080, 24)
        ]
        pen.polygon([*points, (3072, 1024), (0, 1024)], fill=colour)


def _paper(pen, number):
    pen.rectangle((420, 200, 900, 840), fill="#ffffff")
    for line in range(5):
        pen.rectangle((500, 320 + line * 90, 820 - line * 30, 350 + line * 90), fill="#9fb6cc")
    pen.polygon(
        [(1200, 440), (2000, 440), (2000, 300), (2360, 520), (2000, 740), (2000, 600), (1200, 600)],
        fill="#ffd54a",
    )


DRAWINGS = {"star": _star, "blossom": _blossom, "dots": _dots, "fields": _fields, "paper": _paper}
GROUNDS = {
    "star": "#b3161b",
    "blossom": "#b3161b",
    "dots": "#0f4c81",
    "fields": "#bfe3f2",
    "paper": "#123b5d",
}
