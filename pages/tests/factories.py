"""Pages and menus by the real doors."""

from accounts.models import Role
from editorial import drafts
from editorial.workflow import perform
from pages.models import Leader, Page, PageItem
from pages.models.menu import MenuEntry
from tests.factories import main_site, person, reviewer


def page(site=None, by=None, rows=(), **fields):
    """A complete first draft of a page."""
    site = site or main_site()
    complete = {
        "title": "Giới thiệu chung",
        "summary": "Vài nét về địa phương.",
        "body": "<p>Nằm bên sông Cầu.</p>",
    }
    started = drafts.start(
        Page, site=site, by=by or person(Role.WRITER, site), **(complete | fields)
    )
    for position, row in enumerate(rows):
        row.page, row.position = started, position
        row.save()
    drafts.sync_files(started)
    drafts.refresh_search(started)
    return started


def published_page(site=None, by=None, at=None, **fields):
    return publish(page(site, by, **fields), by, at=at)


def publish(edition, by=None, at=None):
    """An open draft through the whole review."""
    site = edition.item.site
    by = by or person(Role.WRITER, site)
    note = "" if edition.number == 1 else edition.reason or "Cập nhật."
    edition = perform("submit", edition, by=by, note=note)
    if not site.one_step_review:
        edition = perform("pass", edition, by=reviewer("editor", site, by))
    return perform("publish", edition, by=reviewer("chief", site, by), at=at)


def as_item(edition):
    """What a parent, a translation or a menu names."""
    return PageItem.objects.get(pk=edition.item_id)


def leader(name="Người Thử Nghiệm (demo)", **fields):
    return Leader(**{"name": name, "post": "Chủ tịch", "duties": "Phụ trách chung."} | fields)


def word(site, label="Tin tức", above=None, **target):
    target = target or {"section": "news:list"}
    position = MenuEntry.objects.filter(site=site).count()
    return MenuEntry.objects.create(
        site=site, label=label, parent=above, position=position, **target
    )
