"""Reports of errors in each state, and ratings of two years and of this one. Nobody here stands for a real person."""

from datetime import datetime, time, timedelta
from random import Random

from django.apps import apps
from django.utils import timezone

from citizens.retention import erased_before
from editorial import drafts
from editorial import workflow as editorial_workflow
from editorial.models import Edition
from editorial.states import SETTLED, EditionState
from feedback.error_reports import receivers, workflow
from feedback.error_reports.states import Act, ReportState
from feedback.models.error_reports import ErrorReport, ReportEvent, ReportLetter
from feedback.models.ratings import CRITERIA, PortalRating

RATED = {2022: 64, 2023: 118}
RATED_LATELY = 46
REPORTED = {2022: 14, 2023: 22}
MEMBER_SHARE, SILENT = 0.35, 0.2
# How often each mark from 5 to 1 is given, by year: the portal is liked a little better each year.
LIKED = {2022: [14, 30, 32, 16, 8], 2023: [22, 36, 26, 11, 5]}
LATELY = [34, 38, 18, 7, 3]
REMARKS = [
    "Chữ trên điện thoại dễ đọc hơn trước (demo).",
    "Mong đăng lịch tiếp công dân sớm hơn (demo).",
    "Tìm văn bản theo số rất nhanh (demo).",
    "Tin của xã còn ít, mong cập nhật thường xuyên (demo).",
    "Phát thanh nghe lại được, bà con đi làm nương về vẫn theo dõi được (demo).",
]
UNCHANGED = "Đã đối chiếu với văn bản gốc: nội dung đăng đúng, xin giữ nguyên."
# (what is wrong, the passage)
WRONG = [
    ("Giờ họp ghi trong tin không khớp với giấy mời của thôn (demo).", ""),
    ("Tên thôn viết sai dấu (demo).", "thôn Nà Lìu"),
    ("Số hộ ở đoạn đầu và đoạn cuối khác nhau (demo).", "số hộ tham gia"),
    ("Ảnh và chú thích không khớp nhau (demo).", ""),
    ("Liên kết trong bài không mở được trên điện thoại (demo).", ""),
]


def size(at):
    return sum(RATED.values()) + RATED_LATELY + sum(REPORTED.values())


def seed(demo):
    rng, at = Random(42), demo.at
    _ratings(rng, demo)
    for year, count in REPORTED.items():
        _ended_in(rng, year, count, at)
    _now(demo)
    ReportLetter.objects.update(sent_at=at)
    demo.progress(size(at))


def _ratings(rng, demo):
    main, members, at = demo.main, demo.members, demo.at
    year_of = [(year, LIKED[year]) for year, count in RATED.items() for _number in range(count)]
    moments = [
        (_moment(datetime(year, 1, 2).date() + timedelta(days=rng.randint(0, 360)), rng), liked)
        for year, liked in year_of
    ]
    today = timezone.localdate(at)
    moments += [
        (min(at, _moment(today - timedelta(days=rng.randint(0, 90)), rng)), LATELY)
        for _number in range(RATED_LATELY)
    ]
    PortalRating.objects.bulk_create(
        _rating(
            rng, rng.choice(members) if rng.random() < MEMBER_SHARE else main, moment, liked, at
        )
        for moment, liked in moments
    )


def _rating(rng, site, moment, liked, at):
    """What is past the period of retention is written as the task would have left it: without its remark."""
    marks = {name: rng.choices([5, 4, 3, 2, 1], liked)[0] for name in CRITERIA}
    if rng.random() < SILENT:
        marks["support"] = None
    remark = rng.choice(REMARKS) if moment > erased_before(at) and rng.random() < 0.3 else ""
    return PortalRating(site=site, rated_at=moment, remark=remark, **marks)


def _ended_in(rng, year, count, at):
    """Reports that led to the corrections which the year has, and others that were none; their words are erased by now."""
    texts = _texts_that_sites_share().filter(published_at__year=year)
    corrected = texts.filter(number__gt=1, state__in=SETTLED)
    others = texts.filter(number=1, state=EditionState.PUBLISHED)
    solved = list(corrected.select_related("item").order_by("pk")[: count * 2 // 3])
    refused = list(others.select_related("item").order_by("pk")[: count - len(solved)])
    reports = [_solved(edition, at) for edition in solved] + [
        _refused(rng, edition, at) for edition in refused
    ]
    ErrorReport.objects.bulk_create(reports)
    ReportEvent.objects.bulk_create(event for report in reports for event in _log(report))


def _solved(correction, at):
    first = Edition.objects.get(item=correction.item_id, number=correction.number - 1)
    sent = max(first.published_at, correction.created_at - timedelta(hours=3))
    ended = {
        "state": ReportState.SOLVED,
        "correction_id": correction.pk,
        "closed_at": correction.published_at,
    }
    return _past(first, correction.item, sent, at, ended)


def _refused(rng, edition, at):
    sent = edition.published_at + timedelta(days=rng.randint(0, 3), hours=rng.randint(1, 9))
    ended = {
        "state": ReportState.REFUSED,
        "reply": UNCHANGED,
        "closed_at": sent + timedelta(days=rng.randint(1, 6)),
    }
    return _past(edition, edition.item, sent, at, ended)


def _past(edition, item, sent, at, ended):
    erased = ended["closed_at"] + (at - erased_before(at))
    words = {"text": "", "anonymised_at": erased} if erased < at else {"text": WRONG[0][0]}
    return ErrorReport(
        item=item, edition_id=edition.pk, seen_on_id=item.site_id, sent_at=sent, **ended, **words
    )


def _log(report):
    yield ReportEvent(report=report, act=Act.RECEIVED, at=report.sent_at)
    act = Act.SOLVED if report.state == ReportState.SOLVED else Act.REFUSED
    yield ReportEvent(report=report, act=act, at=report.closed_at, note=report.reply)
    if report.anonymised_at:
        yield ReportEvent(report=report, act=Act.ANONYMISED, at=report.anonymised_at)


def _now(demo):
    """By the real doors: new, late, a second one on the same item, being corrected, corrected, no error; and at a commune."""
    main, at = demo.main, demo.at
    fresh, old = _texts(main, at)[:5], _texts(main, at - timedelta(days=60))[0]
    first, same, busy, solved, refused = (
        _report(edition, number, at - timedelta(hours=4 + number))
        for number, edition in enumerate([fresh[0], *fresh[:4]])
    )
    _report(old, 3, at - timedelta(days=33))
    _report(_texts(demo.site("cao-son"), at)[0], 4, at - timedelta(hours=7))
    by = demo.people["bientap"]
    workflow.perform("merge", same, by=by, into=first)
    workflow.perform("correct", busy, by=by)
    workflow.perform("refuse", refused, by=by, reply=UNCHANGED)
    _corrected(workflow.perform("correct", solved, by=by).leaf(), by, demo.people["truongban"])
    receivers.settle()


def _corrected(draft, by, chief):
    draft.summary = f"{draft.summary} (Đã sửa giờ họp theo giấy mời.)"
    draft = drafts.save_draft(draft, by=by, version=draft.version)
    ready = editorial_workflow.perform(
        "pass", editorial_workflow.perform("submit", draft, by=by), by=chief
    )
    editorial_workflow.perform("publish", ready, by=chief)


def _texts_that_sites_share():
    """What most readers come for, and so report on."""
    kinds = [
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, Edition) and model.shareable
    ]
    return Edition.objects.filter(item__kind__in=kinds)


def _texts(site, until):
    """Public texts of a site on which nobody works, the newest first."""
    public = (
        _texts_that_sites_share()
        .of_site(site)
        .published()
        .filter(retraction=None, first_published_at__lte=until)
    )
    free = public.exclude(item__in=Edition.objects.open().values("item"))
    return list(free.select_related("item__site").newest_first()[:6])


def _report(edition, number, at):
    text, passage = WRONG[number % len(WRONG)]
    return workflow.receive(
        edition,
        seen_on=edition.item.site,
        text=text,
        passage=passage,
        email=f"ban-doc-{number + 1}@example.vn",
        at=at,
    )


def _moment(day, rng):
    return timezone.make_aware(datetime.combine(day, time(rng.randint(7, 21), rng.randint(0, 59))))
