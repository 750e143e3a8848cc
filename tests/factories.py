"""Plain functions that make what a test needs, by the real doors: drafts.start and workflow.perform."""

import hashlib
from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Membership, User
from common.text import slugify
from editorial import drafts
from editorial.models import Edition
from editorial.models.files import StoredFile
from editorial.workflow import perform
from member_sites.models import Site
from news.models import Article, Category

PASSWORD = "demo"


def main_site(**fields):
    named = {"kind": "huyện", "name": "Bạch Thông", "slug": "bach-thong"} | fields
    return Site.objects.get_or_create(parent=None, defaults=named)[0]


def commune(name="Cao Sơn", **fields):
    named = {"kind": "xã", "name": name, "parent": main_site()} | fields
    return Site.objects.update_or_create(slug=slugify(name), defaults=named)[0]


def person(role, site=None, name="", **fields):
    """Somebody with `role` on `site`; the same call gives the same person, `name` makes another one.

    A role of None is an account without any membership.
    """
    site = site or main_site()
    username = "-".join(word for word in [role or "nobody", site.slug, name] if word)
    user = User.objects.filter(username=username).first()
    if user is None:
        named = {
            "full_name": username.title(),
            "email": f"{username}@example.vn",
            "is_staff": True,
        } | fields
        user = User.objects.create_user(username, password=PASSWORD, **named)
        if role:
            Membership.objects.create(user=user, site=site, role=role, from_on="2020-01-01")
    return user


def category(name="Kinh tế", **fields):
    return Category.objects.get_or_create(name=name, defaults=fields)[0]


def draft(site=None, by=None, **fields):
    """A complete first draft of an article."""
    site = site or main_site()
    complete = {
        "title": "Mùa mơ chín ở Cao Sơn",
        "summary": "Bà con vào vụ thu hoạch mơ.",
        "body": "<p>Vụ mơ năm nay được mùa.</p>",
        "event_at": timezone.now() - timedelta(hours=5),
        "source": "Cổng thông tin điện tử huyện",
    }
    fields = complete | fields
    fields.setdefault("category", category())
    return drafts.start(Article, site=site, by=by or person("writer", site), **fields)


def submitted(site=None, by=None, **fields):
    site = site or main_site()
    by = by or person("writer", site)
    return perform("submit", draft(site, by, **fields), by=by)


def reviewer(role, site, author):
    """The site's editor or chief, or the second one where the first wrote the text."""
    usual = person(role, site)
    return person(role, site, "hai") if usual == author else usual


def edited(site=None, by=None, **fields):
    site = site or main_site()
    return perform("pass", submitted(site, by, **fields), by=reviewer("editor", site, by))


def published(site=None, by=None, at=None, **fields):
    site = site or main_site()
    ready = submitted(site, by, **fields) if site.one_step_review else edited(site, by, **fields)
    return perform("publish", ready, by=reviewer("chief", site, by), at=at)


def correction(edition, by=None, reason="Sửa một dấu phẩy.", **changes):
    """An open draft that corrects `edition`, already changed and saved."""
    by = by or person("writer", edition.item.site)
    new = perform("correct", edition, by=by, note=reason)
    for name, value in ({"title": f"{edition.title},"} | changes).items():
        setattr(new, name, value)
    return drafts.save_draft(new, by=by, version=new.version)


def reviewed(new, by=None):
    """`new` submitted and passed: waiting for the chief."""
    site = new.item.site
    new = perform("submit", new, by=by or person("writer", site))
    return perform("pass", new, by=person("editor", site))


def retracted(site=None, edition=None, note="Bài đăng nhầm chuyên mục.", **fields):
    """A published article taken down by two people."""
    edition = edition or published(site)
    site = edition.item.site
    reasons = {"kind": "mistake", "body": "Ban biên tập"} | fields
    perform("ask_retraction", edition, by=person("editor", site), note=note, **reasons)
    return perform("retract", again(edition), by=person("chief", site))


def again(edition):
    """The row as it stands now, as its section's model; what a new request would read."""
    return Edition.objects.get(pk=edition.pk).leaf()


def picture(width=1200, height=800, colour=(20, 120, 60)):
    """An upload that really is a JPEG."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG")
    return SimpleUploadedFile("rung-mo.jpg", buffer.getvalue(), "image/jpeg")


def stored_picture(by=None, **shape):
    return StoredFile.objects.keep(picture(**shape), kinds=["image"], by=by or person("writer"))


def stored_row():
    """A file's row alone, for tests of rows that carry files."""
    count = StoredFile.objects.count()
    return StoredFile.objects.create(
        sha256=hashlib.sha256(b"%d" % count).hexdigest(),
        kind="document",
        content_type="application/pdf",
        extension="pdf",
        size=9,
        original_name="quyet-dinh.pdf",
    )


def browser(user=None, **defaults):
    """A test client that speaks HTTPS as the proxy in front of us would, logged in when a user is given."""
    client = Client(HTTP_X_FORWARDED_PROTO="https", **defaults)
    if user:
        client.force_login(user)
    return client
