"""Banners by the real doors."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from banners.models import Banner
from banners.models.themes import Theme
from editorial import drafts
from editorial.workflow import perform
from tests.factories import main_site, person, reviewer, stored_picture


def theme(name="Cải cách hành chính", **fields):
    return Theme.objects.get_or_create(name=name, defaults=fields)[0]


def banner_draft(site=None, by=None, sites=None, **fields):
    """A complete first draft, shown on its own site."""
    site = site or main_site()
    by = by or person("writer", site)
    complete = {
        "title": "Nộp hồ sơ trực tuyến",
        "cover_alt": "Tờ hồ sơ",
        "link": "/tin-tuc/",
    } | fields
    complete.setdefault("cover", stored_picture(by=by, width=1500, height=500))
    banner = drafts.start(Banner, site=site, by=by, **complete)
    banner.sites.set(sites or [site])
    return banner


def banner_published(site=None, by=None, at=None, **fields):
    site = site or main_site()
    banner = banner_draft(site, by, **fields)
    banner = perform("submit", banner, by=by or person("writer", site))
    if not site.one_step_review:
        banner = perform("pass", banner, by=reviewer("editor", site, by))
    return perform("publish", banner, by=reviewer("chief", site, by), at=at)


def moving(form):
    """An upload with two frames: GIF, PNG or WEBP, under the name of a harmless picture."""
    frames = [Image.new("RGB", (1200, 400), colour) for colour in ("#a4161a", "#ffd54a")]
    buffer = BytesIO()
    frames[0].save(buffer, form, save_all=True, append_images=frames[1:], duration=300)
    return SimpleUploadedFile("lo-go.png", buffer.getvalue(), "image/png")


def still(form="PNG"):
    buffer = BytesIO()
    Image.new("RGB", (1200, 400), "#a4161a").save(buffer, form)
    return SimpleUploadedFile("lo-go.png", buffer.getvalue(), "image/png")
