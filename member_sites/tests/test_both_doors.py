"""A member site under /don-vi/<slug>/ and under a host name of its own: the same tests for both doors."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from editorial.models import Edition
from qa.models.routing import Topic
from site_transfer.tests.factories import full_site
from tests.factories import browser

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOST = "caoson.example.vn"
MOST = 160
SECTIONS = [
    "/",
    "/tin-tuc/",
    "/tin-tuc/rss/",
    "/van-ban/",
    "/van-ban/lay-y-kien/",
    "/phat-thanh/",
    "/lich-lam-viec/",
    "/hoi-dap/",
    "/hoi-dap/hoi/",
    "/gioi-thieu/",
    "/so-do/",
    "/en/",
    "/tuyen-truyen/",
]
# Places that are one for the whole portal, and what no robot follows.
SHARED = ("/quan-tri/", "/static/", "/tep/", "/logo", "/hien-thi")


class Door:
    """A reader who has come in by one of the two ways; `start` is where the site's pages begin."""

    def __init__(self, start, headers):
        self.start, self.client = start, browser(**headers)

    def get(self, path, **options):
        return self.client.get(f"{self.start}{path}", **options)

    def links(self, answer, address):
        """Addresses of this site that a page leads to by this door."""
        for href in re.findall(r'<(?:a|link)\b[^>]*\bhref="([^"]+)"', answer.content.decode()):
            whole = urlsplit(urljoin(f"https://here{address}", unescape(href)))
            if (
                whole.netloc == "here"
                and whole.path.startswith(f"{self.start}/")
                and not whole.path.startswith(SHARED)
            ):
                yield f"{whole.path}?{whole.query}" if whole.query else whole.path


@pytest.fixture
def site(settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST, "testserver"]
    here = full_site()
    here.domain = HOST
    here.save()
    return here


@pytest.fixture(params=["prefix", "host"])
def door(request, site):
    return (
        Door("/don-vi/cao-son", {}) if request.param == "prefix" else Door("", {"HTTP_HOST": HOST})
    )


class DoorTests:
    def test_every_section_answers_with_the_sites_own_name(self, door):
        for path in SECTIONS:
            answer = door.get(path, follow=True)
            assert answer.status_code == 200 and "Cao Sơn" in answer.content.decode(), path

    def test_every_public_text_answers_at_the_same_place(self, door, site):
        texts = [
            edition.leaf()
            for edition in Edition.objects.of_site(site).published().select_related("item__site")
        ]
        assert len({edition.item.kind for edition in texts}) == 8
        for edition in texts:
            path = edition.get_absolute_url().removeprefix("/don-vi/cao-son")
            answer = door.get(path, follow=True)
            assert answer.status_code == 200 and edition.title.split(",")[0] in unescape(
                answer.content.decode()
            ), path

    def test_shows_no_draft_and_nothing_that_was_retracted(self, door):
        page = door.get("/tin-tuc/").content.decode()
        assert (
            "Lũ về" in page
            and "Đang chờ" not in page
            and "Có từ khóa" not in page
            and "Đăng nhầm" not in page
        )

    def test_of_a_shared_item_leads_to_its_own_site(self, door):
        page = door.get("/tin-tuc/").content.decode()
        href = re.search(r'href="([^"]+)"[^>]*>\s*Tin của huyện', page)[1]
        assert "/don-vi/" not in href and urlsplit(href).path.startswith("/tin-tuc/")
        assert bool(urlsplit(href).netloc) == (door.start == "")

    def test_no_link_of_any_page_leads_nowhere(self, door):
        """Walks the site as a reader would; whoever leaves it by a link of the frame is not followed."""
        waiting, seen, wrong = [f"{door.start}/"], set(), []
        while waiting and len(seen) < MOST:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            answer = door.client.get(address)
            if answer.status_code not in (200, 301, 302, 410):
                wrong.append((address, answer.status_code))
            if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                waiting += door.links(answer, address)
        assert wrong == [] and len(seen) > 40

    def test_sends_a_question_to_its_own_site(self, door, site):
        before = site.questions.count()
        sent = {
            "field": Topic.objects.get(name="Chuyện riêng của xã").pk,
            "text": "Bao giờ có lịch tiêm phòng cho đàn trâu?",
            "name": "Bàn Thị Mẫu (demo)",
            "residence": "Xã Cao Sơn",
            "email": "mau@example.vn",
            "consent": "on",
        }
        answer = door.client.post(f"{door.start}/hoi-dap/hoi/", sent)
        assert answer.status_code == 302, answer.context["form"].errors
        assert (
            answer["Location"].startswith(f"{door.start}/hoi-dap/")
            and site.questions.count() == before + 1
        )

    def test_leads_on_from_a_banner(self, door, site):
        banner = Edition.objects.of_site(site).of_kind("banners.banner").published().get()
        answer = door.get(f"/tuyen-truyen/{banner.item_id}/den/")
        assert (answer.status_code, answer["Location"]) == (302, "/tin-tuc/")

    def test_of_an_unknown_address_says_so_under_the_sites_name(self, door):
        answer = door.get("/khong-co-trang-nay/")
        assert answer.status_code == 404 and "Cao Sơn" in answer.content.decode()

    def test_opens_no_desk(self, door):
        assert door.get("/quan-tri/").status_code == 404
