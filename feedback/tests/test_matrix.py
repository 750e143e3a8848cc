"""Role × site × door: who sees and settles a report on an item of xã Cao Sơn, who reads ratings and remarks."""

import pytest

from feedback.error_reports.states import ReportState
from feedback.models.error_reports import ErrorReport
from feedback.ratings import intake as ratings
from feedback.tests.factories import EMAIL, TEXT, done, now, reported
from qa.tests.factories import also
from qa.tests.test_desk import DESK, PEOPLE, allowed, answers, who
from tests.factories import browser, commune, person, published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REPORTS, REMARKS = "/quan-tri/feedback/errorreport/", "/quan-tri/feedback/portalrating/"
CHIEFS = {"chief here", "chief district"}
EDITORS_SOMEWHERE = DESK | {"editor there", "chief there"}
TITLE = "Tin của riêng Cao Sơn"


@pytest.fixture
def report():
    return reported(published(commune(), title=TITLE))


class ReportTests:
    def test_page_opens_for_editors_and_chiefs_of_the_site(self, report):
        found = answers("get", f"{REPORTS}{report.pk}/xem/")
        assert allowed(found, 200) == DESK
        assert allowed(found, 404) == set(PEOPLE) - DESK

    def test_list_opens_for_editors_and_names_to_each_only_their_own(self, report):
        assert allowed(answers("get", REPORTS), 200) == EDITORS_SOMEWHERE
        told = {
            name for name in PEOPLE if TITLE in browser(who(name)).get(REPORTS).content.decode()
        }
        assert told == DESK

    def test_is_not_learned_of_from_filters_searches_first_screen_or_overview(self, report):
        here = commune()
        pages = [
            f"{REPORTS}?q=rieng",
            f"{REPORTS}?trang={here.pk}",
            f"{REPORTS}?viec=moi",
            f"{REPORTS}?state=open",
        ]
        for name in sorted(EDITORS_SOMEWHERE - DESK):
            client = browser(who(name))
            for page in pages:
                assert TITLE not in client.get(page).content.decode(), (name, page)
            assert "báo lỗi của bạn đọc" not in client.get("/quan-tri/").content.decode()
            board = client.get("/quan-tri/qa/question/tong-quan/").content.decode()
            assert "Báo lỗi chờ xem</a> </th> <td>0" in " ".join(board.split())

    @pytest.mark.parametrize(
        ("step", "given"),
        [
            ("correct", {}),
            ("refuse", {"reply": "Không sai."}),
        ],
    )
    def test_steps_are_the_desk_s(self, report, step, given):
        found = answers("post", f"{REPORTS}{report.pk}/lam/", step=step, **given)
        assert allowed(found, 302) == DESK
        assert allowed(found, 404) == set(PEOPLE) - DESK

    def test_merging_is_the_desk_s_and_stays_on_the_item(self, report):
        same, elsewhere = (
            reported(report.edition, text="Sai ngày"),
            reported(published(commune("Vũ Muộn"), title="Tin khác")),
        )
        assert (
            allowed(answers("post", f"{REPORTS}{report.pk}/lam/", step="merge", into=same.pk), 302)
            == DESK
        )
        assert (
            allowed(
                answers("post", f"{REPORTS}{report.pk}/lam/", step="merge", into=elsewhere.pk), 302
            )
            == set()
        )

    def test_contact_is_read_by_chiefs(self, report):
        found = answers("post", f"{REPORTS}{report.pk}/nguoi-bao/")
        assert allowed(found, 200) == CHIEFS
        assert allowed(found, 403) == DESK - CHIEFS
        assert allowed(found, 404) == set(PEOPLE) - DESK

    def test_data_are_erased_by_chiefs_once_it_ended(self, report):
        browser(person("chief", commune())).post(f"{REPORTS}{report.pk}/xoa-du-lieu/")
        assert now(report).text == TEXT
        done("refuse", report, reply="Không sai.")
        assert allowed(answers("post", f"{REPORTS}{report.pk}/xoa-du-lieu/"), 302) == CHIEFS

    def test_words_beside_the_correcting_draft_are_shown_to_the_desk_only(self, report):
        draft = done("correct", report)
        told = {
            name
            for name in PEOPLE
            if EMAIL
            in browser(who(name)).get(f"/quan-tri/news/article/{draft.pk}/change/").content.decode()
        }
        assert told == DESK
        assert (
            browser(who("writer here"))
            .get(f"/quan-tri/news/article/{draft.pk}/change/")
            .status_code
            == 200
        )

    def test_nobody_adds_changes_or_deletes_one_by_the_admin_s_own_doors(self, report):
        for name in PEOPLE:
            client = browser(who(name))
            for below in ("add/", f"{report.pk}/delete/"):
                assert client.get(f"{REPORTS}{below}").status_code == 403, (name, below)
            client.post(f"{REPORTS}{report.pk}/delete/", {"post": "yes"})
            client.post(
                REPORTS, {"action": "delete_selected", "_selected_action": report.pk, "post": "yes"}
            )
            client.post(f"{REPORTS}{report.pk}/change/", {"state": "refused", "reply": "x"})
        assert now(report).state == ReportState.OPEN

    def test_every_door_is_closed_to_who_is_not_logged_in(self, report):
        for door in (REPORTS, f"{REPORTS}{report.pk}/xem/", REMARKS, REMARKS):
            assert browser().get(door).status_code == 302
        for door in ("lam/", "nguoi-bao/", "xoa-du-lieu/"):
            assert (
                browser().post(f"{REPORTS}{report.pk}/{door}", {"step": "correct"}).status_code
                == 302
            )
        assert ErrorReport.objects.get().state == ReportState.OPEN

    def test_answers_alike_for_one_that_is_hidden_and_one_that_is_not_there(self, report):
        client = browser(who("chief there"))
        assert [client.get(f"{REPORTS}{pk}/xem/").status_code for pk in (report.pk, 999_999)] == [
            404,
            404,
        ]


class RatingTests:
    def test_remarks_are_read_by_editors_and_chiefs_of_the_site(self):
        ratings.receive(commune(), looks=4, remark="Nhận xét về Cao Sơn")
        told = {
            name
            for name in PEOPLE
            if "Nhận xét về Cao Sơn" in browser(who(name)).get(REMARKS).content.decode()
        }
        assert told == DESK

    def test_figures_are_read_by_editors_chiefs_and_leaders_each_of_their_sites(self):
        ratings.receive(commune(), looks=4)
        found = answers("get", REMARKS)
        assert allowed(found, 200) == EDITORS_SOMEWHERE | {"leader district"}
        told = {
            name
            for name in allowed(found, 200)
            if "Cao Sơn" in browser(who(name)).get(REMARKS).content.decode()
        }
        assert told == DESK | {"leader district"}

    def test_leader_who_edits_a_commune_reads_the_remarks_of_that_commune_only(self):
        ratings.receive(commune(), looks=4, remark="Nhận xét về Cao Sơn")
        ratings.receive(commune("Vũ Muộn"), looks=4, remark="Nhận xét về Vũ Muộn")
        both = also(person("leader"), "editor", commune("Vũ Muộn"))
        page = browser(both).get(REMARKS).content.decode()
        assert "Nhận xét về Vũ Muộn" in page
        assert "Nhận xét về Cao Sơn" not in page
