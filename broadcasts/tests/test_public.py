"""What a citizen finds under /phat-thanh/."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from broadcasts import public
from broadcasts.tests.factories import TITLE, draft, published, recording, station
from editorial.workflow import perform
from tests.factories import (
    browser,
    commune,
    correction,
    main_site,
    person,
    picture,
    retracted,
    reviewed,
)

pytestmark = pytest.mark.django_db
PARTS = [(0, "Chào đầu"), (3, "Tin trong huyện"), (None, "Nhắn tin")]


def get(path, **headers):
    return browser().get(path, headers=headers)


def text_of(path):
    return get(path).content.decode()


def aired(moment, **fields):
    return published(
        aired_at=timezone.make_aware(timezone.datetime.fromisoformat(moment)), **fields
    )


def query_count(path):
    """Queries of a cold page."""
    cache.clear()
    client = browser()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


class ListTests:
    def test_shows_what_is_published_and_nothing_else(self):
        published()
        draft(title="Chưa xong")
        published(title="Hẹn giờ", at=timezone.now() + timedelta(hours=2))
        retracted(edition=published(title="Đã gỡ"))
        page = text_of("/phat-thanh/")
        assert TITLE in page
        assert not [title for title in ("Chưa xong", "Hẹn giờ", "Đã gỡ") if title in page]

    def test_keeps_sites_apart(self):
        published(site=commune())
        assert TITLE not in text_of("/phat-thanh/")
        assert TITLE in text_of("/don-vi/cao-son/phat-thanh/")

    def test_stands_in_the_order_of_the_air(self):
        aired("2023-05-02 05:30", title="Chương trình sau")
        aired("2023-05-01 05:30", title="Chương trình trước")
        page = text_of("/phat-thanh/")
        assert page.index("Chương trình sau") < page.index("Chương trình trước")
        assert "Tháng 5 năm 2023" in page

    @pytest.mark.parametrize(
        "query", ["nam=2023&thang=4", "nam=2023", "dai=dai-hai&nam=2023&thang=4", "dai=dai-hai"]
    )
    def test_narrows_by_station_year_and_month(self, query):
        aired("2023-04-30 23:30", title="Đúng tháng", station=station(name="Đài Hai"))
        aired("2022-05-01 00:30", title="Tháng sau năm trước")
        page = text_of(f"/phat-thanh/?{query}")
        assert "Đúng tháng" in page and "Tháng sau năm trước" not in page

    @pytest.mark.parametrize("query", ["dai=khong-co", "nam=20231", "thang=99", "trang=rac"])
    def test_ignores_what_it_does_not_understand(self, query):
        published()
        assert TITLE in text_of(f"/phat-thanh/?{query}")

    def test_keeps_the_choice_on_the_way_to_older_ones(self):
        audio = recording()
        for day in range(1, 24):
            aired(f"2023-05-{day:02} 05:30", audio=audio)
        page = text_of("/phat-thanh/?nam=2023&thang=5")
        assert "?nam=2023&amp;thang=5&amp;trang=" in page

    def test_offers_the_years_of_what_is_public_only(self):
        aired("2021-05-01 05:30")
        draft(aired_at=timezone.make_aware(timezone.datetime(2019, 5, 1)))
        page = text_of("/phat-thanh/")
        assert '<option value="2021">' in page and '<option value="2020">' not in page

    def test_says_what_to_do_where_nothing_is(self):
        main_site()
        assert "Chưa có chương trình nào" in text_of("/phat-thanh/")
        assert "Hãy chọn tháng khác" in text_of("/phat-thanh/?nam=2020")

    def test_asks_a_fixed_number_of_queries(self):
        audio = recording()
        published(audio=audio)
        few = query_count("/phat-thanh/")
        for number in range(10):
            published(
                audio=audio, title=f"Bản tin {number}", station=station(name=f"Đài {number % 3}")
            )
        assert query_count("/phat-thanh/") == few <= 6


class PageTests:
    def test_shows_player_items_and_text(self):
        broadcast = published(parts=PARTS)
        page = text_of(broadcast.get_absolute_url())
        path = f"/tep/{broadcast.audio.sha256}/ban-tin-sang-thu-hai.mp3"
        assert f'<audio class="player__sound" controls preload="metadata" src="{path}"' in page
        assert f'href="{path}#t=3"' in page and "0:03" in page and "Nhắn tin" in page
        assert "Sáng nay Cao Sơn vào vụ mơ" in page
        assert "MP3, " in page and "5 giây" in page

    def test_works_below_a_member_site(self):
        broadcast = published(site=commune())
        page = text_of(broadcast.get_absolute_url())
        path = f"/don-vi/cao-son/tep/{broadcast.audio.sha256}/ban-tin-sang-thu-hai.mp3"
        assert f'src="{path}"' in page
        assert get(path).status_code == 200

    def test_leads_to_the_lasting_address(self):
        broadcast = published()
        assert get(f"/phat-thanh/{broadcast.item_id}/").status_code == 301
        assert (
            get(f"/phat-thanh/{broadcast.item_id}/cu/").headers["Location"]
            == broadcast.get_absolute_url()
        )

    def test_prints_text_and_items_without_the_player(self):
        broadcast = published(parts=PARTS)
        page = text_of(f"/phat-thanh/{broadcast.item_id}/in/")
        assert "Tin trong huyện" in page and "Sáng nay Cao Sơn" in page and "<audio" not in page

    def test_says_that_it_was_corrected_and_shows_how(self):
        first = published()
        new = perform("publish", reviewed(correction(first)), by=person("chief"))
        assert f"/phat-thanh/{first.item_id}/lich-su/" in text_of(new.get_absolute_url())
        assert "Sửa một dấu phẩy." in text_of(f"/phat-thanh/{first.item_id}/lich-su/")

    def test_asks_a_fixed_number_of_queries(self):
        audio = recording()
        broadcast = published(audio=audio, parts=PARTS)
        few = query_count(broadcast.get_absolute_url())
        for number in range(8):
            published(audio=audio, title=f"Bản tin {number}")
        assert query_count(broadcast.get_absolute_url()) == few <= 8


class SeekingTests:
    """The recording in parts, as browsers ask for it, without a web server in front."""

    @pytest.fixture
    def ask(self):
        broadcast = published()
        path, whole = (
            f"/tep/{broadcast.audio.sha256}/a.mp3",
            broadcast.audio.absolute_path.read_bytes(),
        )

        def ask(method="get", **headers):
            return getattr(browser(), method)(
                path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )

        ask.whole, ask.tag = whole, f'"{broadcast.audio.sha256}"'
        return ask

    def test_gives_the_rest_from_a_place(self, ask):
        response = ask(Range="bytes=20000-")
        assert (response.status_code, response.getvalue()) == (206, ask.whole[20000:])
        assert response["Content-Range"] == f"bytes 20000-{len(ask.whole) - 1}/{len(ask.whole)}"
        assert (response["Content-Type"], response["Accept-Ranges"]) == ("audio/mpeg", "bytes")

    def test_gives_the_last_bytes(self, ask):
        assert ask(Range="bytes=-128").getvalue() == ask.whole[-128:]

    def test_refuses_a_place_behind_the_end(self, ask):
        response = ask(Range="bytes=99999999-")
        assert (response.status_code, response["Content-Range"]) == (
            416,
            f"bytes */{len(ask.whole)}",
        )

    def test_tells_the_size_before_anything_is_sent(self, ask):
        response = ask("head")
        assert (response.status_code, response["Content-Length"], response.getvalue()) == (
            200,
            str(len(ask.whole)),
            b"",
        )
        assert response["Accept-Ranges"] == "bytes"

    def test_gives_the_whole_to_who_holds_another_version(self, ask):
        assert ask(Range="bytes=5-", If_Range='"khac"').status_code == 200
        assert ask(Range="bytes=5-", If_Range=ask.tag).status_code == 206


class CoverTests:
    def cover(self, **fields):
        response = get(f"/phat-thanh/dai/{station(**fields).slug}/bia.jpg")
        assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        with Image.open(BytesIO(response.getvalue())) as found:
            return found.format, found.mode, found.size

    def test_is_drawn_with_the_name_where_none_was_uploaded(self):
        assert self.cover() == ("JPEG", "RGB", (1400, 1400))

    def upload(self, shape):
        fields = {
            "site": main_site().pk,
            "name": "Đài Ba",
            "kind": "district",
            "language": "vi",
            "category": "News",
        }
        path = "/quan-tri/broadcasts/station/add/"
        return browser(person("chief")).post(path, fields | {"cover": picture(*shape)})

    def test_is_cut_square_from_what_was_uploaded(self):
        assert self.upload((2000, 1500)).status_code == 302
        assert self.cover(name="Đài Ba") == ("JPEG", "RGB", (1500, 1500))

    def test_must_be_large_enough_for_podcast_directories(self):
        page = self.upload((1200, 1200)).content.decode()
        assert "ít nhất 1400 điểm ảnh" in page

    def test_must_be_a_picture(self):
        fields = {
            "site": main_site().pk,
            "name": "Đài Ba",
            "kind": "district",
            "language": "vi",
            "category": "News",
        }
        fields["cover"] = SimpleUploadedFile("bia.jpg", b"<html>" * 50, "image/jpeg")
        assert (
            browser(person("chief")).post("/quan-tri/broadcasts/station/add/", fields).status_code
            == 200
        )
        assert not public.stations_on(main_site()).exists()


class HomeTests:
    def test_offers_the_newest(self):
        published(title="Cũ", aired_at=timezone.now() - timedelta(days=3))
        newest = published(title="Mới")
        draft(title="Chưa xong")
        assert public.newest(main_site()) == [newest]

    def test_has_nothing_where_nothing_was_broadcast(self):
        assert public.newest(commune()) == []
