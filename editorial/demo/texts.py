"""Titles, summaries and texts in Vietnamese, put together from topics; the same for the same Random."""

from dataclasses import dataclass

from editorial.demo.topics import FACTS, TOPICS, VILLAGES

SOURCES = [
    "Phòng Văn hóa – Thông tin",
    "Cổng thông tin điện tử huyện",
    "Ban biên tập",
    "Văn phòng HĐND và UBND",
]
OPENINGS = [
    "{When}, {place} {deed}.",
    "Thực hiện kế hoạch {job} năm {year}, {when}, {place} {deed}.",
    "Nhằm nâng cao hiệu quả công tác {job}, {when}, {place} {deed}.",
    "{When}, trong khuôn khổ chương trình {job}, {place} {deed}.",
]
SUMMARIES = [
    "{When}, {place} {deed}. Hoạt động được đông đảo cán bộ và nhân dân hưởng ứng.",
    "{Place} {deed}, góp phần thực hiện tốt công tác {job} năm {year}.",
    "Với sự vào cuộc của cấp ủy, chính quyền và nhân dân, {place} {deed}; công tác {job} có thêm chuyển biến.",
    "Công tác {job} tiếp tục được quan tâm: {when}, {place} {deed}.",
]
MIDDLES = [
    "Tham dự có đại diện cấp ủy, chính quyền, Mặt trận Tổ quốc, các đoàn thể và đông đảo nhân dân trên địa bàn.",
    "Ngay từ đầu năm, cấp ủy và chính quyền đã xây dựng kế hoạch, phân công cụ thể từng thành viên phụ trách địa bàn.",
    "Công tác tuyên truyền được thực hiện qua loa truyền thanh, các buổi họp thôn và trang thông tin điện tử.",
    "Qua thực tế, nhiều cách làm hay được ghi nhận và sẽ được nhân rộng ra các thôn khác.",
    "Những khó khăn về kinh phí và nhân lực đã được nêu ra để cùng bàn cách tháo gỡ.",
    "Mặt trận Tổ quốc và các đoàn thể giữ vai trò nòng cốt trong việc vận động nhân dân cùng làm.",
    "Tại {village}, có {hh} hộ tham gia ngay từ những ngày đầu.",
    "Đến nay, đã có {n} tập thể đăng ký thực hiện và {hh} hộ gia đình cam kết tham gia.",
]
ENDINGS = [
    "Thời gian tới, {place} tiếp tục duy trì và mở rộng hoạt động này, gắn với các phong trào thi đua ở cơ sở.",
    "Kết quả thực hiện sẽ được tổng hợp, công khai trên trang thông tin điện tử để nhân dân theo dõi, giám sát.",
    "Đây là tiền đề để {place} hoàn thành các mục tiêu đã đề ra trong năm {year}.",
    "Các đơn vị được giao tiếp tục theo dõi, kiểm tra và báo cáo kết quả trước cuối quý.",
]
HEADINGS = ["Cách làm từ cơ sở", "Nhân dân đồng thuận", "Kết quả bước đầu", "Việc cần làm tiếp"]
FEATURE_TITLES = [
    "{job}: nhìn từ {place}",
    "{place} và câu chuyện {job}",
    "Chuyển biến trong {job} ở {place}",
    "Sức dân trong {job} tại {place}",
    "Dấu ấn {job} trên đất {place}",
    "Khi người dân {place} chung tay {job}",
]


@dataclass
class Text:
    category: str
    tag: str
    title: str
    summary: str
    body: str
    source: str


class Writer:
    """Writes texts for one year; no title comes twice."""

    def __init__(self, rng):
        self.rng, self.used = rng, set()

    def write(self, site, event_on, *, feature=False):
        place = f"{site.kind} {site.name}"
        for _attempt in range(60):
            topic = self.rng.choice([row for row in TOPICS if event_on.month in row[1]])
            words = self._words(topic, place, event_on)
            title = self._title(words, feature)
            if title not in self.used:
                break
        else:
            title = f"{title} (ngày {event_on:%d/%m})"
        self.used.add(title)
        return self._text(topic, title, words, feature)

    def _words(self, topic, place, on):
        rng = self.rng
        words = {
            "village": rng.choice(VILLAGES),
            "n": rng.randint(5, 60),
            "hh": rng.randint(4, 32) * 10,
            "k": rng.randint(1, 4),
            "ha": rng.randint(8, 180),
            "km": f"{rng.randint(3, 48) / 10:.1f}".replace(".", ","),
            "month": on.month,
        }
        words["deed"] = rng.choice(topic[2]).format(**words)
        words["when"] = rng.choice(
            ["ngày {:%d/%m/%Y}", "sáng {:%d/%m/%Y}", "chiều {:%d/%m/%Y}"]
        ).format(on)
        return words | {
            "When": _capital(words["when"]),
            "place": place,
            "Place": _capital(place),
            "job": topic[4],
            "year": on.year,
        }

    def _title(self, words, feature):
        if feature:
            title = self.rng.choice(FEATURE_TITLES).format(**words)
            return _capital(self.rng.choice([title, f"{title} – chuyện ở thôn {words['village']}"]))
        joined = self.rng.choice(["{Place} {deed}", "{Place} {deed}", "{Place}: {Deed}"])
        return joined.format(**words, Deed=_capital(words["deed"]))

    def _text(self, topic, title, words, feature):
        rng = self.rng
        facts = rng.sample(FACTS[topic[3]], min(3, len(FACTS[topic[3]])))
        middles = rng.sample(MIDDLES, 4 if feature else 2)
        lead, end = rng.choice(OPENINGS), rng.choice(ENDINGS)
        parts = [lead, *_paired(facts, middles), end]
        body = "".join(f"<p>{part.format(**words)}</p>" for part in parts)
        if feature:
            body = self._long(parts, words)
        return Text(
            topic[0],
            topic[3],
            title,
            rng.choice(SUMMARIES).format(**words),
            body,
            rng.choice(SOURCES),
        )

    def _long(self, parts, words):
        """A feature article: the same kind of paragraphs under headings."""
        headings = iter(self.rng.sample(HEADINGS, 2))
        html = ""
        for index, part in enumerate(parts):
            html += f"<h2>{next(headings)}</h2>" if index in (1, 3) else ""
            html += f"<p>{part.format(**words)}</p>"
        return html


def _paired(facts, middles):
    """Paragraphs of a fact and a remark each."""
    paired = [" ".join(pair) for pair in zip(facts, middles)]
    return paired + middles[len(facts) :]


def _capital(words):
    return words[:1].upper() + words[1:]
