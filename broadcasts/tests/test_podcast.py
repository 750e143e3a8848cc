"""The podcast, read back by a parser that knows nothing of this portal, and held against what directories require."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadcasts.tests.factories import TITLE, draft, published, recording, station
from editorial.workflow import perform
from tests.factories import browser, commune, correction, person, retracted, reviewed
from tests.sounds import m4a

pytestmark = pytest.mark.django_db
ITUNES, ATOM = "{http://www.itunes.com/dtds/podcast-1.0.dtd}", "{http://www.w3.org/2005/Atom}"
PATH = "/phat-thanh/dai/dai-truyen-thanh-huyen/podcast.xml"
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def without_a_proxy(settings):
    settings.SECURE_PROXY_SSL_HEADER = None


def fetched(path=PATH):
    cache.clear()
    return browser().get(path)


def channel(path=PATH):
    return ElementTree.fromstring(fetched(path).content).find("channel")


def words(parent, name):
    return parent.findtext(f"{ITUNES}{name}")


def episodes():
    return channel().findall("item")


class ChannelTests:
    @pytest.fixture
    def found(self):
        station(
            description="Tiếng nói của huyện.", email="dai@example.vn", author="Ban biên tập (demo)"
        )
        return channel()

    def test_has_all_that_rss_requires(self, found):
        assert found.findtext("title") == "Đài Truyền thanh huyện"
        assert found.findtext("description") == "Tiếng nói của huyện."
        assert found.findtext("link") == f"{HOST}/phat-thanh/"
        assert found.findtext("language") == "vi"

    def test_names_its_own_address(self, found):
        link = found.find(f"{ATOM}link")
        assert (link.get("rel"), link.get("href")) == ("self", HOST + PATH)

    def test_has_all_that_directories_require(self, found):
        assert words(found, "author") == "Ban biên tập (demo)"
        assert words(found, "explicit") == "false" and words(found, "type") == "episodic"
        assert found.find(f"{ITUNES}category").get("text") == "News"
        assert words(found.find(f"{ITUNES}owner"), "email") == "dai@example.vn"
        assert words(found.find(f"{ITUNES}owner"), "name") == "Ban biên tập (demo)"

    def test_has_a_picture_that_is_there(self, found):
        address = found.find(f"{ITUNES}image").get("href")
        assert address == found.findtext("image/url") and address.startswith(f"{HOST}/")
        assert browser().get(address.removeprefix(HOST)).status_code == 200

    def test_is_rss_and_comes_from_the_page_cache(self):
        station()
        response = fetched()
        assert response["Content-Type"].startswith("application/rss+xml") and response["ETag"]

    def test_names_the_language_of_the_station(self):
        station(language="tyz")
        assert channel().findtext("language") == "tyz"

    def test_stays_at_its_own_site(self):
        here = commune()
        published(site=here)
        own = "dai-xa-cao-son"
        assert fetched(f"/phat-thanh/dai/{own}/podcast.xml").status_code == 404
        found = channel(f"/don-vi/cao-son/phat-thanh/dai/{own}/podcast.xml")
        assert found.find("item/enclosure").get("url").startswith(f"{HOST}/don-vi/cao-son/tep/")
        assert found.findtext("item/link").startswith(f"{HOST}/don-vi/cao-son/phat-thanh/")


class EpisodeTests:
    def test_promises_as_many_bytes_as_are_served(self):
        published()
        enclosure = episodes()[0].find("enclosure")
        served = browser().get(enclosure.get("url").removeprefix(HOST))
        assert enclosure.get("url").startswith(f"{HOST}/tep/") and enclosure.get("url").endswith(
            ".mp3"
        )
        assert enclosure.get("length") == str(len(served.getvalue())) == served["Content-Length"]
        assert enclosure.get("type") == served["Content-Type"] == "audio/mpeg"

    def test_names_the_kind_that_directories_know_for_m4a(self):
        published(audio=recording(upload=m4a()))
        enclosure = episodes()[0].find("enclosure")
        assert enclosure.get("type") == "audio/x-m4a" and enclosure.get("url").endswith(".m4a")

    def test_has_all_that_directories_require(self):
        published()
        item = episodes()[0]
        assert (item.findtext("title"), words(item, "title")) == (TITLE, TITLE)
        assert words(item, "duration") == "0:05" and words(item, "episodeType") == "full"
        assert (
            words(item, "explicit") == "false" and words(item, "author") == "Phát thanh viên (demo)"
        )
        assert (
            words(item, "summary")
            == item.findtext("description")
            == "Tin trong huyện và lịch nông vụ tuần này."
        )

    def test_tells_what_is_said_where_there_is_no_summary(self):
        published(summary="")
        assert episodes()[0].findtext("description").startswith("Kính chào quý vị")

    def test_is_dated_by_the_hour_on_the_air(self):
        broadcast = published()
        moment = parsedate_to_datetime(episodes()[0].findtext("pubDate"))
        assert moment == broadcast.aired_at.replace(microsecond=0)

    def test_is_not_dated_ahead_when_posted_before_the_air(self):
        published(aired_at=timezone.now() + timedelta(days=1))
        assert parsedate_to_datetime(episodes()[0].findtext("pubDate")) <= timezone.now()

    def test_keeps_its_identity_and_date_over_a_correction(self):
        first = published()
        before = episodes()[0]
        perform("publish", reviewed(correction(first, title="Bản tin đã sửa")), by=person("chief"))
        after = episodes()[0]
        assert len(episodes()) == 1 and after.findtext("title") == "Bản tin đã sửa"
        assert after.findtext("guid") == before.findtext("guid") and after.findtext(
            "pubDate"
        ) == before.findtext("pubDate")
        assert after.find("guid").get("isPermaLink") == "false"

    def test_leaves_with_its_retraction(self):
        broadcast = published()
        retracted(edition=broadcast)
        assert episodes() == []

    def test_waits_for_publication(self):
        draft()
        published(at=timezone.now() + timedelta(hours=1))
        assert episodes() == []


class ParserTests:
    def test_reads_every_episode(self):
        station(email="dai@example.vn")
        for number in range(3):
            published(
                title=f"Bản tin số {number} <&> “hay”",
                aired_at=timezone.now() - timedelta(days=number),
            )
        feed = feedparser.parse(
            fetched().content,
            response_headers={"content-type": "application/rss+xml; charset=utf-8"},
        )
        assert not feed.bozo and feed.version == "rss20"
        assert [entry.title for entry in feed.entries] == [
            f"Bản tin số {number} <&> “hay”" for number in range(3)
        ]
        assert len({entry.id for entry in feed.entries}) == 3 and not any(
            entry.guidislink for entry in feed.entries
        )
        assert all(
            entry.enclosures[0].type == "audio/mpeg" and int(entry.enclosures[0].length)
            for entry in feed.entries
        )
        assert all(
            entry.published_parsed and entry.itunes_duration == "0:05" for entry in feed.entries
        )
        assert (
            feed.feed.image.href
            and feed.feed.language == "vi"
            and feed.feed.publisher_detail.email == "dai@example.vn"
        )

    def test_asks_a_fixed_number_of_queries(self):
        audio = recording()

        def count():
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                fetched()
            return len(asked)

        published(audio=audio)
        few = count()
        for _number in range(6):
            published(audio=audio)
        assert count() == few <= 4
