from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from redis import ConnectionError as RedisAway

from editorial.models import Item
from editorial.signals import moved
from editorial.states import EditionState
from member_sites.models import Site
from news.models import Article
from portal import page_cache
from portal.page_cache import PageCacheMiddleware

pytestmark = pytest.mark.django_db


class Portal:
    """A portal of one page that counts how often it is rendered."""

    def __init__(self, answer=lambda request: HttpResponse("<p>Tin</p>")):
        self.rendered_count, self.answer = 0, answer
        self.ask = PageCacheMiddleware(self.render)

    def render(self, request):
        self.rendered_count += 1
        return self.answer(request)


def request(rf, path="/tin-tuc/", cookies=None, method="get", **headers):
    made = getattr(rf, method)(path, **headers)
    made.COOKIES = cookies or {}
    return made


def scheduled(at):
    site = Site.objects.create(kind="huyện", name="Bạch Thông", slug="bach-thong")
    item = Item.objects.create(site=site, kind="news.article")
    return Article.objects.create(
        item=item, title="Tin", state=EditionState.PUBLISHED, published_at=at, first_published_at=at
    )


class PageCacheTests:
    def test_renders_an_unchanged_page_once(self, rf):
        portal = Portal()
        answers = [portal.ask(request(rf)) for _reader in range(3)]
        assert portal.rendered_count == 1
        assert {answer.content for answer in answers} == {b"<p>Tin</p>"}
        assert answers[2].headers["Cache-Control"] == "public, no-cache"
        assert "Cookie" in answers[2].headers["Vary"]

    def test_tells_a_browser_that_has_the_page_so(self, rf):
        portal = Portal()
        tag = portal.ask(request(rf)).headers["ETag"]
        assert portal.ask(request(rf, HTTP_IF_NONE_MATCH=tag)).status_code == 304

    def test_forgets_everything_when_an_edition_moves(self, rf):
        portal = Portal()
        portal.ask(request(rf))
        moved.send(sender=Article, edition=None, event=None)
        portal.ask(request(rf))
        assert portal.rendered_count == 2

    def test_asks_for_the_next_change_once_for_all_pages(self, rf, django_assert_num_queries):
        portal = Portal()
        with django_assert_num_queries(1):
            for number in range(3):
                portal.ask(request(rf, f"/tin-tuc/?trang={number}"))
        moved.send(sender=Article, edition=None, event=None)
        with django_assert_num_queries(1):
            portal.ask(request(rf))

    def test_keeps_a_page_apart_by_address_host_and_display(self, rf):
        portal = Portal()
        portal.ask(request(rf))
        portal.ask(request(rf, "/tin-tuc/?trang=2"))
        portal.ask(request(rf, HTTP_HOST="127.0.0.1"))
        portal.ask(request(rf, cookies={"co-chu": "lon"}))
        assert portal.rendered_count == 4
        portal.ask(request(rf, cookies={"la": "gi-do"}))
        assert portal.rendered_count == 4

    def test_gives_who_is_logged_in_a_page_of_their_own(self, rf):
        portal = Portal()
        portal.ask(request(rf))
        answer = portal.ask(request(rf, cookies={settings.SESSION_COOKIE_NAME: "x"}))
        assert portal.rendered_count == 2
        assert answer.headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        "answer",
        [
            lambda request: HttpResponse("?", status=404),
            lambda request: HttpResponse('<input name="csrfmiddlewaretoken">'),
            lambda request: HttpResponse("%PDF", content_type="application/pdf"),
        ],
    )
    def test_keeps_only_whole_pages_that_are_for_everybody(self, rf, answer):
        portal = Portal(answer)
        portal.ask(request(rf))
        assert "ETag" not in portal.ask(request(rf)).headers
        assert portal.rendered_count == 2

    def test_keeps_no_page_that_sets_a_cookie(self, rf):
        def answer(request):
            response = HttpResponse("<p>Tin</p>")
            response.set_cookie("a", "b")
            return response

        portal = Portal(answer)
        portal.ask(request(rf))
        portal.ask(request(rf))
        assert portal.rendered_count == 2

    def test_keeps_a_page_no_longer_than_until_the_next_publication(self, rf, monkeypatch):
        kept_seconds = []
        monkeypatch.setattr(
            page_cache.cache,
            "set",
            lambda key, value, seconds: kept_seconds.append(seconds),
            raising=False,
        )
        scheduled(timezone.now() + timedelta(seconds=60))
        Portal().ask(request(rf))
        assert 50 <= kept_seconds[-1] < 60

    def test_shows_what_the_desk_saved(self, rf):
        portal = Portal(
            lambda request: HttpResponse(
                "<p>Tin</p>", status=302 if request.method == "POST" else 200
            )
        )
        portal.ask(request(rf))
        portal.ask(request(rf, "/quan-tri/member_sites/site/1/change/", method="post"))
        portal.ask(request(rf))
        assert portal.rendered_count == 3

    def test_renders_when_the_cache_is_away(self, rf, monkeypatch):
        def refuse(*args, **kwargs):
            raise RedisAway

        monkeypatch.setattr("redis.connection.ConnectionPool.get_connection", refuse)
        portal = Portal()
        assert [portal.ask(request(rf)).status_code for _reader in range(2)] == [200, 200]
        assert portal.rendered_count == 2

    def test_stops_keeping_when_addresses_are_invented(self, rf, monkeypatch):
        monkeypatch.setattr(page_cache, "MOST_PAGES", 1)
        portal = Portal()
        for _reader in range(2):
            portal.ask(request(rf, "/?a=1"))
            portal.ask(request(rf, "/?a=2"))
        assert portal.rendered_count == 3
