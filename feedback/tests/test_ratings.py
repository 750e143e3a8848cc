"""Đánh giá cổng: what is counted, what is kept, and who reads which figure."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citizens import retention
from feedback.models.ratings import CRITERIA, PortalRating
from feedback.ratings import figures, intake
from tests.factories import browser, commune, main_site, person

pytestmark = pytest.mark.django_db
RATE = "/danh-gia/"
REMARK = "Trang dễ đọc, chị Khuyên ở thôn Nà Lìu khen"


@pytest.fixture(autouse=True)
def sites():
    main_site()
    commune()


def send(path=RATE, client=None, **changed):
    sent = {"looks": "5", "content": "4", "quality": "3", "support": "0", "remark": ""} | changed
    return (client or browser()).post(
        path, {name: value for name, value in sent.items() if value is not None}
    )


def rated(site=None, year=2023, **marks):
    given = {"looks": 4, "content": 4, "quality": 4, "support": 4} | marks
    return intake.receive(
        site or main_site(), at=timezone.make_aware(datetime(year, 6, 1, 9)), **given
    )


def queries(client, path):
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


class SendingTests:
    def test_keeps_the_marks_and_leaves_out_what_one_has_no_opinion_on(self):
        assert send()["Location"] == "/danh-gia/da-gui/"
        kept = PortalRating.objects.get()
        assert [getattr(kept, name) for name in CRITERIA] == [5, 4, 3, None]
        assert kept.site == main_site()

    def test_works_on_a_member_site(self):
        assert send("/don-vi/cao-son/danh-gia/")["Location"] == "/don-vi/cao-son/danh-gia/da-gui/"
        assert PortalRating.objects.get().site.slug == "cao-son"

    def test_stands_in_the_foot_of_every_page(self):
        assert 'href="/danh-gia/"' in browser().get("/").content.decode()
        assert (
            'href="/don-vi/cao-son/danh-gia/"'
            in browser().get("/don-vi/cao-son/tin-tuc/").content.decode()
        )

    def test_chooses_nothing_beforehand_and_says_each_mark_in_words(self):
        page = browser().get(RATE).content.decode()
        assert "checked" not in page
        assert page.count("<fieldset") == 4
        assert page.count("5 – Rất hài lòng") == 4

    @pytest.mark.parametrize(
        "bad",
        [
            {"looks": None},
            {"looks": "6"},
            {"content": "-1"},
            {"quality": "²"},
            {"remark": "x" * 2000},
            {"website": "http://spam.example"},
            {"looks": "0", "content": "0", "quality": "0"},
        ],
    )
    def test_refuses_what_it_cannot_count_and_loses_nothing(self, bad):
        answer = send(**({"remark": "Mong có thêm ảnh"} | bad))
        assert answer.status_code == 400
        assert bad.get("remark") or "Mong có thêm ảnh" in answer.content.decode()
        assert not PortalRating.objects.exists()

    def test_counts_one_browser_once_in_the_period_and_sets_no_cookie_for_it(self):
        client = browser(HTTP_USER_AGENT="Mozilla/5.0 (điện thoại)")
        send(client=client)
        answer = send(client=client, looks="1")
        assert answer.status_code == 429
        assert "30 ngày" in answer.content.decode()
        assert set(client.cookies) <= {"csrftoken"}
        assert send("/don-vi/cao-son/danh-gia/", client=client).status_code == 302
        assert PortalRating.objects.count() == 2

    def test_leaves_another_browser_at_the_same_address_its_own_rating(self):
        for agent in ("Mozilla/5.0 (máy một)", "Mozilla/5.0 (máy hai)"):
            assert send(client=browser(HTTP_USER_AGENT=agent)).status_code == 302

    def test_keeps_neither_address_nor_browser_in_the_clear(self):
        send(client=browser(HTTP_USER_AGENT="Mozilla/5.0 (la)", REMOTE_ADDR="203.0.113.77"))
        stored = cache._cache.get_client().keys("*")
        assert stored
        assert not [key for key in stored if b"203.0.113.77" in key or b"Mozilla" in key]

    def test_of_a_program_at_one_address_stop_early(self):
        answers = [send(client=browser(HTTP_USER_AGENT=f"máy {number}")) for number in range(11)]
        assert answers[-1].status_code == 429
        assert PortalRating.objects.count() == 10

    def test_is_closed_on_an_archived_site(self):
        commune(archived_at=timezone.now())
        assert 'name="looks"' not in browser().get("/don-vi/cao-son/danh-gia/").content.decode()
        send("/don-vi/cao-son/danh-gia/")
        assert not PortalRating.objects.exists()


class FiguresTests:
    def test_are_a_count_and_a_mean_of_each_criterion_by_itself(self):
        rated(looks=5, support=None)
        rated(looks=2, support=None)
        counted = figures.rated_in([2023, 2022])
        assert counted[2023].count == 2
        assert [(mark.name, mark.count, mark.mean) for mark in counted[2023].marks] == [
            ("looks", 2, 3.5),
            ("content", 2, 4.0),
            ("quality", 2, 4.0),
            ("support", 0, None),
        ]
        assert (counted[2022].count, counted[2022].marks[0].mean) == (0, None)

    def test_belong_to_the_year_in_vietnam(self):
        late = timezone.make_aware(datetime(2023, 1, 1, 0, 30))
        intake.receive(main_site(), at=late, looks=5)
        assert figures.rated_in([2022, 2023])[2023].count == 1

    def test_are_public_on_the_site_they_belong_to_year_by_year(self):
        rated(looks=5)
        rated(year=2022, looks=1)
        rated(commune(), looks=3)
        page = browser().get(RATE).content.decode()
        assert page.index("Năm 2023: 1 lượt") < page.index("Năm 2022: 1 lượt")
        assert "5,0" in page
        assert "3,0" not in page
        assert "3,0" in browser().get("/don-vi/cao-son/danh-gia/").content.decode()

    def test_ask_the_same_number_of_queries_for_more_rows(self):
        client, leader, board = (
            browser(),
            browser(person("leader")),
            "/quan-tri/feedback/portalrating/",
        )
        rated()
        rated(commune())
        few = [queries(client, RATE), queries(leader, board)]
        for number in range(6):
            rated(commune(f"Xã {number}"), year=timezone.localdate().year)
            rated(year=2014 + number)
        assert [queries(client, RATE), queries(leader, board)] == few


class DeskTests:
    def test_remarks_are_read_at_the_desk_and_nowhere_else(self):
        send(remark=REMARK)
        assert (
            REMARK
            in browser(person("editor")).get("/quan-tri/feedback/portalrating/").content.decode()
        )
        for path in (RATE, "/danh-gia/da-gui/", "/"):
            assert REMARK not in browser().get(path).content.decode()

    def test_list_asks_the_same_number_of_queries_for_more_rows(self):
        client, remarks = browser(person("chief")), "/quan-tri/feedback/portalrating/"
        intake.receive(main_site(), looks=3, remark=REMARK)
        few = queries(client, remarks)
        for number in range(6):
            intake.receive(commune(f"Xã {number}"), looks=3, remark=f"Nhận xét {number}")
        assert queries(client, remarks) == few

    def test_nobody_adds_changes_or_deletes_one(self):
        rating = rated()
        client = browser(person("chief"))
        for below in (
            "add/",
            f"{rating.pk}/change/",
            f"{rating.pk}/delete/",
            f"{rating.pk}/history/",
        ):
            assert client.get(f"/quan-tri/feedback/portalrating/{below}").status_code == 403, below


class KeepingTests:
    def test_remark_lies_sealed(self):
        send(remark=REMARK)
        with connection.cursor() as cursor:
            cursor.execute("SELECT remark FROM feedback_portalrating")
            assert "Khuyên" not in cursor.fetchone()[0]

    def test_period_of_retention_erases_remarks_and_leaves_the_marks(self):
        send(remark=REMARK)
        PortalRating.objects.update(rated_at=timezone.now() - timedelta(days=800))
        retention.erase_old()
        kept = PortalRating.objects.get()
        assert (kept.remark, kept.looks) == ("", 5)
        assert kept.erased_at

    @pytest.mark.parametrize("wrong", [{"looks": 0}, {"support": 6}, dict.fromkeys(CRITERIA)])
    def test_database_refuses_a_mark_that_is_none(self, wrong):
        rating = rated()
        with pytest.raises(IntegrityError), transaction.atomic():
            PortalRating.objects.filter(pk=rating.pk).update(**wrong)
