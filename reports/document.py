"""The words of the report as it is signed. The language of an official document is Vietnamese by law, so its
sentences stand here as they are printed and are not taken from the catalogue."""

from datetime import datetime

from common import official
from member_sites.models import Site
from reports.models import ReportHead, ReportText, Section
from reports.rules import RULES, known

TITLE = "BÁO CÁO"
UNWRITTEN = "(Nội dung do Ban biên tập bổ sung)"
NOTHING = "—"
ARCHIVE = "- Lưu: VT, BBT."
RECIPIENTS = (
    "Thường trực Huyện ủy\nThường trực HĐND huyện\nLãnh đạo UBND huyện\nThành viên Ban biên tập"
)
HEADINGS = {
    "2": "2. Tồn tại, hạn chế và nguyên nhân",
    Section.WEAKNESSES: "2.1. Tồn tại, hạn chế",
    Section.CAUSES: "2.2. Nguyên nhân",
    "3": "3. Nhiệm vụ, giải pháp",
    Section.TASKS: "3.1. Nhiệm vụ",
    Section.MEASURES: "3.2. Giải pháp",
    Section.PROPOSALS: "4. Đề nghị",
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


def number(value, *, signed=False):
    """1450635 → "1.450.635"; 17.5 → "17,5"; a change carries its sign, a minus as long as a plus."""
    text = f"{abs(value):,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    text = text.removesuffix(",0")
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + text


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
    label = str(RULES[name].label)
    return f"– {label}" if label[0].islower() else label


def _sentences(figures):
    f = {name: figure["value"] for name, figure in figures["figures"].items()}
    change = {name: _change(figure["change"]) for name, figure in figures["figures"].items()}
    year = figures["year"]
    yield from (
        f"Trong năm {year}, Cổng Thông tin điện tử và các trang thành viên đã đăng {number(f['tin'])} tin "
        f"(trong đó có {number(f['tin_hinh'])} tin hình) và {number(f['bai'])} bài (trong đó có "
        f"{number(f['bai_hinh'])} bài hình).",
        f"Cộng tác viên có {number(f['contributor_tin'])} tin ({change['contributor_tin']}), "
        f"{number(f['contributor_bai'])} bài ({change['contributor_bai']}) và "
        f"{number(f['contributor_videos'])} tin, bài hình ({change['contributor_videos']}) được đăng.",
        _of_documents(figures, f, change),
        f"Đã đăng {number(f['broadcasts'])} chương trình phát thanh ({change['broadcasts']}) và {number(f['weeks'])} lịch "
        f"làm việc tuần của các cơ quan, đơn vị ({change['weeks']}), trong đó có {number(f['week_changes'])} lần thay đổi "
        f"sau khi đăng.",
        _of_questions(figures, f, change),
        _of_errors(f, change),
        _of_ratings(figures, f),
        f"Các trang đã chia sẻ với nhau {number(f['shared_offered'])} mục, trong đó {number(f['shared_taken'])} mục được trang "
        f"khác giới thiệu lại; lô gô tuyên truyền hiển thị {number(f['banners_shown'])} lượt, có "
        f"{number(f['banners_clicks'])} lượt bấm xem.",
        f"Lượt truy cập lũy kế đến ngày 31/12/{year} là {number(f['visits_cumulative'])} lượt "
        f"({change['visits_cumulative']}).",
        f"Sau khi đăng, đã đính chính {number(f['corrections'])} lần, thu hồi {number(f['retractions'])} "
        f"lượt nội dung; đăng khẩn {number(f['urgent'])} lần.",
        _delay(figures),
        _components(figures),
    )


def _of_questions(figures, f, change):
    sentence = (
        f"Đã tiếp nhận {number(f['questions'])} câu hỏi của công dân ({change['questions']}), trả lời "
        f"{number(f['questions_answered'])} câu, trong đó {number(f['questions_late'])} câu trả lời trễ hạn"
    )
    if not f["questions_answered"]:
        return f"{sentence}."
    units = "; ".join(
        f"{unit['name']} {number(unit['answered'])}/{number(unit['received'])} câu, trễ hạn {number(unit['late'])}"
        for unit in figures["question_units"]
    )
    by_unit = f" Theo đơn vị (đã trả lời/tiếp nhận): {units}." if units else ""
    return f"{sentence}; trung vị {number(f['questions_days'])} ngày làm việc.{by_unit}"


def _of_documents(figures, f, change):
    bodies = "; ".join(
        f"{body['name']} {number(body['documents']['value'])}" for body in figures["issuers"]
    )
    sentence = (
        f"Đã đăng {number(f['documents'])} văn bản chỉ đạo, điều hành ({change['documents']})"
    )
    sentence += f", trong đó: {bodies}" if bodies else ""
    if not figures["documents_measured"]["value"]:
        return f"{sentence}."
    return (
        f"{sentence}. Từ khi ký đến khi đăng có trung vị là {number(f['documents_days'])} ngày làm việc; "
        f"{number(f['documents_late'])} văn bản đăng chậm so với thời hạn."
    )


def _of_errors(f, change):
    return (
        f"Bạn đọc đã báo {number(f['error_reports'])} lỗi trong các mục đã đăng ({change['error_reports']}); "
        f"{number(f['error_reports_solved'])} lỗi đã được sửa."
    )


def _of_ratings(figures, f):
    """Means of the criteria that somebody rated."""
    if not f["ratings"]:
        return "Trong năm chưa có lượt đánh giá Cổng nào."
    criteria = {
        "looks": "giao diện",
        "content": "nội dung",
        "quality": "chất lượng",
        "support": "hỗ trợ",
    }
    means = "; ".join(
        f"{words} {number(f[f'rating_{name}'])}"
        for name, words in criteria.items()
        if figures[f"rating_{name}_measured"]["value"]
    )
    return f"Người dùng đã đánh giá Cổng {number(f['ratings'])} lượt; điểm trung bình trên thang 5: {means}."


def _change(change):
    if change == 0:
        return "bằng năm trước"
    return f"{'tăng' if change > 0 else 'giảm'} {number(abs(change))} so với năm trước"


def _delay(figures):
    measured = figures["measured"]["value"]
    if not measured:
        return "Chưa có tin, bài nào ghi thời điểm diễn ra sự kiện để đo thời gian đăng tin."
    hours = figures["figures"]["median_hours"]["value"]
    return (
        f"Thời gian từ khi sự kiện diễn ra đến khi đăng có trung vị là {number(hours)} giờ "
        f"(đo trên {number(measured)} tin, bài)."
    )


def _components(figures):
    year, counted = figures["year"], figures["figures"]["components_complete"]
    total, before = figures["member_sites"]["value"], figures["member_sites"]["previous"]
    return (
        f"Đến hết năm {year}, {number(counted['value'])}/{number(total)} trang thành viên có đầy đủ các thành phần "
        f"theo quy định có hiệu lực tại thời điểm đó (năm {year - 1}: {number(counted['previous'])}/{number(before)})."
    )


def _written(year):
    texts = dict(ReportText.objects.filter(year=year).values_list("section", "text"))
    parts = [_part(key, title, texts) for key, title in HEADINGS.items()]
    last = parts[-1]["lines"]
    parts[-1]["lines"] = [*last[:-1], f"{last[-1].rstrip(' ./')}./."]
    return parts


def _part(key, title, texts):
    lines = _lines(texts.get(key, "")) if key in Section else []
    return {"level": 2 if "." in key else 1, "title": title, "lines": lines}


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()] or [UNWRITTEN]


def _sites(figures):
    year = figures["year"]
    rows = [[site["name"], *_cells(site["tin"]), *_cells(site["bai"])] for site in figures["sites"]]
    head = [
        "Trang",
        *(f"{kind} {one}" for kind in ("Tin", "Bài") for one in (year - 1, year, "tăng, giảm")),
    ]
    return {"title": f"Số tin, bài của từng trang năm {year}", "head": head, "rows": rows}


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
                "label": str(rule.label),
                "mark": f"{rule.name}, phiên bản {rule.version}",
                "text": str(rule.sentence),
            }
            for rule in RULES.values()
        ],
    }
