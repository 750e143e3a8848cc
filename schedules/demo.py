"""Weeks of work: every week of 2023 and the present ones, for the three bodies of the district and some communes."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from editorial.demo import editions, people
from editorial.histories import History, LogLine, write
from editorial.models import Item
from editorial.states import EditionState
from schedules.models import Body, Leader, Place, ScheduleLine, WeekSchedule
from schedules.weeks import WEEK, Session, days_of, this_monday

YEAR = 2023
COMMUNES = ("cao-son", "phu-thong", "luc-binh", "don-phong")
CORRECTED, INTERNAL, EVENING = 0.14, 0.12, 0.03
# name, symbol of its notices, post of the signer, [(leader, post)]
BODIES = [
    (
        "Thường trực Huyện ủy",
        "TB-HU",
        "Chánh Văn phòng",
        [
            ("Hoàng Văn Mẫu (demo)", "Bí thư Huyện ủy"),
            ("Nông Thị Mẫu (demo)", "Phó Bí thư Thường trực Huyện ủy"),
        ],
    ),
    (
        "Thường trực HĐND huyện",
        "TB-HĐND",
        "Chánh Văn phòng",
        [
            ("Triệu Văn Mẫu (demo)", "Chủ tịch HĐND huyện"),
            ("Bàn Thị Mẫu (demo)", "Phó Chủ tịch HĐND huyện"),
        ],
    ),
    (
        "Lãnh đạo UBND huyện",
        "TB-UBND",
        "Chánh Văn phòng",
        [
            ("Hà Văn Mẫu (demo)", "Chủ tịch UBND huyện"),
            ("Lường Thị Mẫu (demo)", "Phó Chủ tịch UBND huyện"),
            ("Đinh Văn Mẫu (demo)", "Phó Chủ tịch UBND huyện"),
        ],
    ),
]
PLACES = [
    "Phòng họp tầng 2, trụ sở UBND huyện",
    "Hội trường trung tâm huyện",
    "Phòng họp Huyện ủy",
    "Trụ sở tiếp công dân huyện",
]
# content, participants, who prepares
WORK = [
    ("Họp giao ban đầu tuần", "Trưởng các phòng, ban", "Văn phòng"),
    ("Tiếp công dân định kỳ", "Ban Tiếp công dân; Thanh tra huyện", "Ban Tiếp công dân"),
    (
        "Làm việc với Ban Quản lý dự án về tiến độ các công trình xây dựng cơ bản",
        "Phòng Tài chính – Kế hoạch; Ban QLDA",
        "Ban QLDA",
    ),
    (
        "Kiểm tra sản xuất vụ xuân và công tác phòng, chống rét cho gia súc",
        "Phòng Nông nghiệp và PTNT; UBND các xã",
        "Phòng NN&PTNT",
    ),
    (
        "Hội nghị trực tuyến với UBND tỉnh về phát triển kinh tế – xã hội",
        "Thành viên UBND huyện",
        "Văn phòng",
    ),
    ("Dự sinh hoạt chi bộ thôn", "Cấp ủy chi bộ", "Chi bộ thôn"),
    ("Họp Ban Chỉ đạo chuyển đổi số", "Thành viên Ban Chỉ đạo", "Phòng Văn hóa và Thông tin"),
    (
        "Thẩm định hồ sơ công nhận xã đạt chuẩn nông thôn mới",
        "Văn phòng Điều phối NTM",
        "Phòng NN&PTNT",
    ),
    ("Giám sát việc giải quyết kiến nghị của cử tri", "Các Ban HĐND", "Văn phòng HĐND"),
    ("Kiểm tra công tác phòng cháy, chữa cháy rừng", "Hạt Kiểm lâm; UBND các xã", "Hạt Kiểm lâm"),
    ("Họp xét thi đua, khen thưởng", "Hội đồng Thi đua – Khen thưởng", "Phòng Nội vụ"),
    ("Dự lễ khai mạc giải thể thao các dân tộc", "Đại biểu theo giấy mời", "Trung tâm Văn hóa"),
]
INSIDE = ("Hội ý nội bộ về công tác cán bộ (nội bộ)", "Thường trực", "Văn phòng")
REASONS = [
    "Hoãn một cuộc họp để tham gia đoàn công tác của tỉnh.",
    "Điều chỉnh giờ và địa điểm theo thông báo mới.",
    "Bổ sung nội dung theo giấy mời của UBND tỉnh.",
]


@dataclass
class Office:
    """A body with the people and places that its weeks name."""

    body: Body
    leaders: list
    places: list


def furnish(sites):
    """The bodies of the district and of some communes."""
    main = next(site for site in sites if site.is_main)
    offices = [_office(main, position, *row) for position, row in enumerate(BODIES)]
    for site in sites:
        if site.slug in COMMUNES:
            name = f"UBND {site.kind} {site.name}"
            leaders = [
                (f"{family} Văn Mẫu {site.name} (demo)", f"{post} {name}")
                for family, post in (("Ma", "Chủ tịch"), ("Lý", "Phó Chủ tịch"))
            ]
            offices.append(_office(site, 0, name, "TB-UBND", "Văn phòng – Thống kê", leaders))
    return offices


def _office(site, position, name, symbol, signer_post, leaders):
    fields = {
        "position": position,
        "symbol": symbol,
        "signer_post": signer_post,
        "signer": "(dữ liệu demo)",
    }
    body = Body.objects.get_or_create(site=site, name=name, defaults=fields)[0]
    known = [
        Leader.objects.get_or_create(
            body=body, name=person, defaults={"post": post, "position": place}
        )[0]
        for place, (person, post) in enumerate(leaders)
    ]
    rooms = (
        PLACES
        if site.is_main
        else [f"Phòng họp UBND {site.kind} {site.name}", f"Nhà văn hóa {site.kind} {site.name}"]
    )
    return Office(
        body, known, [Place.objects.get_or_create(site=site, name=room)[0] for room in rooms]
    )


def mondays(at):
    """Of every week of the year of the report, of the present week and of the next."""
    first = date(YEAR, 1, 2)
    return [first + WEEK * number for number in range(52)] + [
        this_monday(at),
        this_monday(at) + WEEK,
    ]


def seed(demo):
    write(list(_histories(demo)), demo.progress)


def _histories(demo):
    rng = Random(demo.at.year)
    for office in furnish(demo.sites):
        for monday in mondays(demo.at):
            yield from _week(rng, office, monday, demo.people, demo.at)


def size(at):
    return len(mondays(at)) * (len(BODIES) + len(COMMUNES))


def _week(rng, office, monday, accounts, at):
    """One week: published at its eve, now and then corrected during it."""
    published = min(
        _moment(monday - timedelta(days=rng.choice((2, 3))), rng.randint(9, 16)),
        at - timedelta(hours=30),
    )
    lines = _lines(rng, office, monday)
    first = _history(office, monday, lines, published, accounts, rng)
    yield first
    later = _moment(monday + timedelta(days=1), rng.randint(9, 15))
    if monday == this_monday(at):
        later = at - timedelta(hours=3)
    if later < at and (rng.random() < CORRECTED or monday == this_monday(at)):
        yield _correction(first, lines, later, accounts, rng)


def _moment(day, hour):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def _lines(rng, office, monday):
    lines = [
        _line(rng, office, day, time(hour, rng.choice((0, 30))), rng.choice(WORK))
        for day in days_of(monday)[:5]
        for hour in (7 + rng.randint(0, 1), 13 + rng.randint(1, 2))
        if rng.random() < 0.85
    ]
    if rng.random() < EVENING * 5:
        lines.append(_line(rng, office, days_of(monday)[rng.randint(0, 4)], time(19, 30), WORK[5]))
    if not lines or rng.random() < INTERNAL * 4:
        lines.append(
            _line(
                rng,
                office,
                days_of(monday)[rng.randint(0, 4)],
                time(10, 30),
                INSIDE,
                is_public=False,
            )
        )
    return sorted(lines, key=lambda line: (line.on, line.starts_at))


def _line(rng, office, day, start, work, **fields):
    content, participants, prepared_by = work
    chair, place = rng.choice(office.leaders), rng.choice(office.places)
    line = ScheduleLine(
        uid=uuid.UUID(int=rng.getrandbits(128), version=4),
        on=day,
        session=Session.at(start),
        starts_at=start,
        ends_at=start.replace(hour=start.hour + rng.randint(1, 3)) if rng.random() < 0.7 else None,
        content=content,
        chair=chair,
        chair_text=f"{chair.name} – {chair.post}",
        participants=participants,
        place=place,
        place_text=place.name,
        prepared_by=prepared_by,
        **fields,
    )
    if rng.random() < 0.2:
        other = rng.choice(office.leaders)
        line.participants, line.chosen = f"{other.name}; {participants}", {"leaders": [other]}
    return line


def _history(office, monday, lines, published, accounts, rng, **fields):
    site = office.body.site
    moments, writer = editions.moments_before(rng, published), people.writer_of(accounts, site)
    week = WeekSchedule(
        body=office.body, monday=monday, author=writer, author_name=writer.display_name, **fields
    )
    week.title, week.published_at, week.created_at = (
        week.derived_title(),
        published,
        moments["created"],
    )
    week.submitted_at, week.passed_at = (
        moments["submitted"],
        None if site.one_step_review else moments["passed"],
    )
    item = Item(site=site, kind=WeekSchedule._meta.label_lower, created_at=moments["created"])
    begun = LogLine("create", writer, moments["created"])
    log = [begun, *editions.review_log(site, accounts, writer, moments)]
    return History(item, week, EditionState.PUBLISHED, log, rows=_placed(lines))


def _placed(lines):
    for position, line in enumerate(lines):
        line.position = position
    return lines


def _correction(first, lines, published, accounts, rng):
    """One meeting put off, one moved, one taken away or added; the rest as it was."""
    week, office = first.edition, Office(first.edition.body, *_named(lines))
    again = [_copy(line) for line in lines]
    public = [line for line in again if line.is_public]
    if public:
        public[0].is_postponed = True
        public[-1].starts_at, public[-1].ends_at = public[-1].starts_at.replace(minute=45), None
    if len(public) > 4:
        again.remove(public[2])
        again.append(_line(rng, office, public[3].on, time(16), rng.choice(WORK)))
    reason = rng.choice(REASONS)
    second = _history(office, week.monday, again, published, accounts, rng, number=2, reason=reason)
    second.item, second.edition.first_published_at = first.item, week.published_at
    begun = second.log[0]
    second.log[0] = LogLine("correct", begun.by, begun.at, reason)
    first.state, week.superseded_at = EditionState.SUPERSEDED, published
    return second


def _named(lines):
    return [line.chair for line in lines], [line.place for line in lines]


def _copy(line):
    names = [
        field.attname
        for field in ScheduleLine._meta.concrete_fields
        if field.name not in ("id", "schedule")
    ]
    copy = ScheduleLine(**{name: getattr(line, name) for name in names})
    copy.chosen = line.chosen
    return copy
