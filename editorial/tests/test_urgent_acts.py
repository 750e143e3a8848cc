"""Every exception used is listed on the board: who, when, why, and who signed it afterwards."""

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial import boards, urgent_acts
from editorial.workflow import perform
from tests.factories import browser, commune, draft, main_site, person, published

pytestmark = pytest.mark.django_db


def urgent(title="Lũ về thượng nguồn", site=None, note="Cần báo dân ngay trong đêm."):
    site = site or main_site()
    return perform(
        "publish_urgently", draft(site, title=title), by=person("chief", site), note=note
    )


def retracted_urgently(title="Tin sai", site=None):
    edition = published(site, title=title)
    chief = person("chief", edition.item.site)
    return perform("retract_urgently", edition, by=chief, note="Sai tên người.", kind="wrong")


def board(user=None, **asked):
    return (
        browser(user or person("chief"))
        .get(reverse("admin:exception_board"), asked)
        .content.decode()
    )


class BoardTests:
    def test_names_who_acted_when_and_why(self):
        edition = urgent()
        page = board()
        for told in (
            "Lũ về thượng nguồn",
            "Cần báo dân ngay trong đêm.",
            person("chief").display_name,
            reverse("admin:edition_review", args=[edition.pk]),
            "Chưa ký xác nhận",
        ):
            assert told in page

    def test_names_who_signed(self):
        perform("sign", urgent(), by=person("editor"))
        page = board()
        assert person("editor").display_name in page
        assert "Chưa ký xác nhận" not in page

    def test_lists_urgent_retractions_with_their_own_signature(self):
        edition = retracted_urgently()
        assert "Sai tên người." in board()
        assert "Chưa ký xác nhận" in board()
        perform("sign", edition, by=person("editor"))
        assert "Chưa ký xác nhận" not in board()

    def test_leaves_what_took_the_ordinary_way_out(self):
        published(title="Bài thường")
        assert "Bài thường" not in board()
        assert "Không có trường hợp ngoại lệ nào." in board()

    def test_counts_what_is_not_signed(self):
        urgent("Một"), urgent("Hai")
        perform("sign", urgent("Ba"), by=person("editor"))
        assert "Còn 2 trường hợp chưa có người ký xác nhận." in board()

    def test_shows_a_commune_its_own_only(self):
        urgent("Của huyện"), urgent("Của Cao Sơn", commune())
        page = board(person("editor", commune()))
        assert "Của Cao Sơn" in page
        assert "Của huyện" not in page

    def test_filters_by_site_and_year(self):
        urgent("Của huyện"), urgent("Của Cao Sơn", commune())
        page = board(site=commune().pk, year=timezone.localdate().year)
        assert "Của Cao Sơn" in page
        assert "Của huyện" not in page
        assert "Của Cao Sơn" in board(year="nam-ngoai")

    def test_a_year_is_one_of_vietnam(self):
        event = urgent().events.get(action="publish_urgently")
        seen = urgent_acts.visible_to(person("chief"))
        assert event in urgent_acts.narrowed(seen, year=timezone.localtime(event.at).year)
        assert not urgent_acts.narrowed(seen, year=timezone.localtime(event.at).year - 1).exists()

    def test_walks_through_pages(self, monkeypatch):
        monkeypatch.setattr(boards, "PAGE", 2)
        for number in range(3):
            urgent(f"Bài số {number}")
        client = browser(person("chief"))
        first = client.get(reverse("admin:exception_board"))
        older = client.get(reverse("admin:exception_board"), {"tu": first.context["page"].older})
        assert ["Bài số 0" in answer.content.decode() for answer in (first, older)] == [False, True]

    def test_leads_to_the_report_for_who_may_read_it(self):
        for user, leads in [
            (person("chief"), True),
            (person("editor"), False),
            (person("chief", commune()), False),
        ]:
            assert ("trong báo cáo năm" in board(user)) is leads

    def test_asks_the_same_few_questions_for_many(self, django_assert_num_queries):
        client, door = browser(person("chief")), reverse("admin:exception_board")
        urgent(), retracted_urgently()
        with django_assert_num_queries(10):
            client.get(door)
        for number in range(4):
            perform("sign", urgent(f"Bài số {number}"), by=person("editor"))
        with django_assert_num_queries(10):
            client.get(door)

    def test_stands_beside_the_queue(self):
        assert (
            reverse("admin:exception_board")
            in browser(person("editor")).get(reverse("admin:review_queue")).content.decode()
        )
