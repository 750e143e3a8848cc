"""The report as it is signed. The language of an official document is Vietnamese by law, so its words
stand here, and in the clauses of its parts, as they are printed and are not taken from the catalogue."""

from datetime import datetime
from itertools import groupby

from django.utils.text import capfirst

from common import official
from editorial.figures import Told, number
from member_sites.models import Site
from reports.figures import by_site, declared, in_order, known
from reports.models import Chapter, ReportHead, ReportText

TITLE = "BÁO CÁO"
UNWRITTEN = "(Nội dung do Ban biên tập bổ sung)"
NOTHING = "—"
ARCHIVE = "- Lưu: VT, BBT."
RECIPIENTS = (
    "Thường trực Huyện ủy\nThường trực HĐND huyện\nLãnh đạo UBND huyện\nThành viên Ban biên tập"
)
HEADINGS = {
    "2": "2. Tồn tại, hạn chế và nguyên nhân",
    Chapter.WEAKNESSES: "2.1. Tồn tại, hạn chế",
    Chapter.CAUSES: "2.2. Nguyên nhân",
    "3": "3. Nhiệm vụ, giải pháp",
    Chapter.TASKS: "3.1. Nhiệm vụ",
    Chapter.MEASURES: "3.2. Giải pháp",
    Chapter.PROPOSALS: "4. Đề nghị",
}


def document(figures):
    """All that report.typ prints, as plain data."""
    year, site = figures["year"], Site.objects.main()
    head = ReportHead.objects.filter(year=year).first() or ReportHead(year=year)
    return {
        **_head(head, site),
        **_signature(head, site),
        "title": TITLE,
        "subject": _subject(year, site),
        "parts": [*_results(figures), *_written(year)],
        "annex_of": f"(Kèm theo Báo cáo số {_number(head)}/{head.symbol} {_day(head)})",
        "sites": _sites(figures),
        "rules": _rules(figures),
    }


def _head(head, site):
    return {
        "superior_lines": official.in_lines(
            site.body_name or f"Ủy ban nhân dân {site.kind} {site.name}"
        ),
        "issuer": head.issuer,
        "issuer_lines": official.in_lines(head.issuer),
        "number": _number(head),
        "symbol": head.symbol,
        "place_and_day": f"{site.name}, {_day(head)}",
    }


def _number(head):
    """A number below ten has a leading nought; without a number there is room to write one."""
    return f"{head.number:02d}" if head.number else "\u2003\u2003"


def _day(head):
    day = head.signed_on
    if day is None:
        return f"ngày\u2003\u2003tháng\u2003\u2003năm {head.year + 1}"
    return official.day_in_words(day)


def _signature(head, site):
    recipients = [
        line.strip(" -;.") for line in (head.recipients or RECIPIENTS).splitlines() if line.strip()
    ]
    return {
        "posts": [post for post in (head.post, head.second_post or site.responsible_post) if post],
        "signer": head.signer or site.responsible_person,
        "recipients": [*(f"- {line};" for line in recipients), ARCHIVE],
    }


def _subject(year, site):
    # A name is not broken at the end of a line.
    unit = f"{site.kind} {site.name}".replace(" ", "\u00a0")
    return (
        f"Kết quả hoạt động của Cổng Thông tin điện tử {unit} năm\u00a0{year}; "
        f"phương hướng, nhiệm vụ năm\u00a0{year + 1}"
    )


def _results(figures):
    year = figures["year"]
    rows = [[_label(name), *cells(name, figures)] for name in figures["figures"]]
    yield {"level": 1, "title": "1. Kết quả thực hiện", "lines": []}
    yield {
        "level": 2,
        "title": "1.1. Đăng tải thông tin và phục vụ bạn đọc",
        "lines": list(_sentences(figures)),
    }
    yield {
        "level": 2,
        "title": "1.2. Số liệu tổng hợp",
        "lines": [],
        "table": {
            "head": ["Chỉ tiêu", f"Năm {year - 1}", f"Năm {year}", "Tăng, giảm"],
            "rows": rows,
        },
        "after": ["Số liệu theo từng trang tại Phụ lục I; quy tắc đếm tại Phụ lục II."],
    }


def _label(name):
    label = str(declared()[name].label)
    return f"– {label}" if label[0].islower() else label


def _sentences(figures):
    """The clauses of all parts; neighbours with one opening and joint share a sentence."""
    told = _told(figures)
    clauses = [clause for part in in_order() for clause in part.clauses]
    for (opening, joint), group in groupby(clauses, key=lambda one: (one.opening, one.joint)):
        texts = [clause.filled(told) for clause in group]
        for text in [joint.join(texts)] if joint else texts:
            yield f"{capfirst(opening + text)}."


def _told(figures):
    year = figures["year"]
    told = {name: _tell(value) for name, value in (figures | figures["figures"]).items()}
    return told | {"year": year, "last_year": year - 1}


def _tell(value):
    """A number, alone or beside the year before, as sentences write it; the same in the rows of a table."""
    if isinstance(value, list):
        return [{key: _tell(cell) for key, cell in row.items()} for row in value]
    if isinstance(value, dict) and "value" in value:
        return Told(value["value"], value["previous"])
    return Told(value) if isinstance(value, int | float) else value


def _written(year):
    texts = dict(ReportText.objects.filter(year=year).values_list("section", "text"))
    parts = [_part(key, title, texts) for key, title in HEADINGS.items()]
    last = parts[-1]["lines"]
    parts[-1]["lines"] = [*last[:-1], f"{last[-1].rstrip(' ./')}./."]
    return parts


def _part(key, title, texts):
    lines = _lines(texts.get(key, "")) if key in Chapter else []
    return {"level": 2 if "." in key else 1, "title": title, "lines": lines}


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()] or [UNWRITTEN]


def _sites(figures):
    year, shown = figures["year"], by_site()
    names = [str(figure.label) for figure in shown]
    return {
        "title": f"Số {', '.join(names).lower()} của từng trang năm {year}",
        "head": [
            "Trang",
            *(f"{name} {one}" for name in names for one in (year - 1, year, "tăng, giảm")),
        ],
        "rows": [
            [site["name"], *(cell for figure in shown for cell in _cells(site[figure.name]))]
            for site in figures["sites"]
        ],
    }


def _cells(figure):
    return [
        number(figure["previous"]),
        number(figure["value"]),
        number(figure["change"], signed=True),
    ]


def cells(name, figures):
    """Last year's number, this year's, and the change, as printed; a median of nothing is no number."""
    printed = _cells(figures["figures"][name])
    return [
        text if one else NOTHING for text, one in zip(printed, known(name, figures), strict=True)
    ]


def _rules(figures):
    counted_at = f"{datetime.fromisoformat(figures['counted_at']):%H giờ %M phút, ngày %d/%m/%Y}"
    return {
        "title": "Quy tắc đếm số liệu",
        "lines": [f"Số liệu được đếm trực tiếp từ cơ sở dữ liệu của Cổng lúc {counted_at}."],
        "rows": [
            {
                "label": str(figure.label),
                "mark": f"{figure.name}, phiên bản {figure.version}",
                "text": str(figure.rule),
            }
            for figure in declared().values()
        ],
    }
