"""A week in the layout of a notice (NĐ 30/2020). The language of an official document is Vietnamese by law, so its
sentences stand here as they are printed and are not taken from the catalogue."""

from itertools import groupby
from pathlib import Path

from django.utils import timezone

from common import official
from schedules import timeline
from schedules.weeks import day_label, number_of, span

TEMPLATE = Path(__file__).with_name("week.typ")
HEAD = ["Thời gian", "Nội dung", "Chủ trì", "Thành phần", "Địa điểm"]


def pdf(schedule):
    """Bytes of an accessible PDF/A."""
    return official.pdf(TEMPLATE, notice(schedule), schedule.published_at)


def notice(schedule):
    """All that the notice says, as plain data; nothing but public lines."""
    body, site = schedule.body, schedule.item.site
    return {
        "title": "LỊCH LÀM VIỆC",
        "subject": f"Tuần {number_of(schedule.monday)} ({span(schedule.monday)})",
        "issuer": str(body),
        "issuer_lines": official.in_lines(str(body)),
        "superior_lines": official.in_lines(body.superior) if body.superior else [],
        "number": "\u2003\u2003",
        "symbol": body.symbol or "TB",
        "place_and_day": f"{site.name}, {official.day_in_words(timezone.localdate(schedule.published_at))}",
        "posts": [body.signer_post] if body.signer_post else [],
        "signer": body.signer,
        "recipients": ["- Như thành phần dự họp;", "- Lưu: VT."],
        "reason": f"Lịch được điều chỉnh: {schedule.reason}" if schedule.number > 1 else "",
        "head": HEAD,
        "days": _days(timeline.of_schedule(schedule)),
    }


def _days(week):
    """[{day, rows}]; what was taken away in a correction is not printed, what is postponed is, and says so."""
    lines = sorted(
        (entry.line for entry in week.entries if not entry.is_gone), key=lambda line: line.time_key
    )
    return [
        {"day": day_label(day), "rows": [_row(line) for line in ours]}
        for day, ours in groupby(lines, lambda line: line.on)
    ]


def _row(line):
    content = f"HOÃN: {line.content}" if line.is_postponed else line.content
    more = [f"Chuẩn bị: {line.prepared_by}"] * bool(line.prepared_by) + [line.note] * bool(
        line.note
    )
    hours = f"{line.get_session_display()} {line.hours()}".strip()
    return [hours, "\n".join([content, *more]), line.chair_text, line.participants, line.place_text]
