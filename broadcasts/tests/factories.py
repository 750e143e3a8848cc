"""Programmes by the real doors."""

from datetime import timedelta

from django.utils import timezone

from broadcasts.models import Broadcast, Part, Station
from editorial import drafts
from editorial.models.files import StoredFile
from editorial.workflow import perform
from tests.factories import main_site, person, reviewer
from tests.sounds import mp3

TITLE = "Bản tin sáng thứ Hai"
TRANSCRIPT = "<p>Kính chào quý vị và bà con. Sáng nay Cao Sơn vào vụ mơ, mời bà con cùng nghe.</p>"


def station(site=None, name="Đài Truyền thanh huyện", **fields):
    return Station.objects.get_or_create(
        name=name, defaults={"site": site or main_site()} | fields
    )[0]


def recording(by=None, upload=None):
    return StoredFile.objects.keep(upload or mp3(), kinds=["audio"], by=by or person("writer"))


def draft(site=None, by=None, parts=(), **fields):
    """A complete first draft; `parts` are pairs of seconds and title."""
    site = site or main_site()
    by = by or person("writer", site)
    complete = {
        "title": TITLE,
        "summary": "Tin trong huyện và lịch nông vụ tuần này.",
        "transcript": TRANSCRIPT,
        "aired_at": timezone.now() - timedelta(hours=6),
        "presenters": "Phát thanh viên (demo)",
    }
    fields = complete | fields
    own = station() if site.is_main else station(site, f"Đài {site.full_name}")
    fields.setdefault("station", own)
    if "audio" not in fields:
        fields["audio"] = recording(by)
    made = drafts.start(Broadcast, site=site, by=by, **fields)
    for position, (offset, title) in enumerate(parts):
        Part.objects.create(broadcast=made, position=position, offset_seconds=offset, title=title)
    return made


def submitted(site=None, by=None, **fields):
    site = site or main_site()
    by = by or person("writer", site)
    return perform("submit", draft(site, by, **fields), by=by)


def edited(site=None, by=None, **fields):
    site = site or main_site()
    return perform("pass", submitted(site, by, **fields), by=reviewer("editor", site, by))


def published(site=None, by=None, at=None, **fields):
    site = site or main_site()
    return perform("publish", edited(site, by, **fields), by=reviewer("chief", site, by), at=at)


def on_the_form(**changes):
    """What a browser sends from an empty writing form, all filled in."""
    return {
        "site": main_site().pk,
        "station": station().pk,
        "title": TITLE,
        "summary": "Tin trong huyện.",
        "aired_at": "2026-11-23T05:30",
        "presenters": "Phát thanh viên (demo)",
        "transcript": TRANSCRIPT,
        **rows(("0:00", "Chào đầu"), ("0:03", "Tin trong huyện")),
    } | changes


def rows(*parts):
    sent = {"parts-TOTAL_FORMS": len(parts), "parts-INITIAL_FORMS": 0}
    for number, (offset, title) in enumerate(parts):
        sent |= {f"parts-{number}-offset_seconds": offset, f"parts-{number}-title": title}
    return sent
