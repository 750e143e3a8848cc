from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from broadcasts.models import Broadcast
from citizens.retention import erased_before
from components.lights import Light
from components.measurement import complete_count, completeness, component_states, member_sites
from editorial.demo import people
from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.models.files import StoredFile
from editorial.states import EditionState
from feedback.error_reports.states import ReportState
from feedback.error_reports.waiting import last_late_day
from feedback.models.error_reports import ErrorReport
from feedback.models.ratings import PortalRating
from feedback.ratings.figures import rated_in
from member_sites.models import Site
from news.models import Article
from pages.models import Page
from pages.public import menu
from portal.tests.filling import Commune
from qa.demo.questions import YEARS
from qa.figures import received_in
from qa.models import Question, QuestionEvent
from qa.states import Act
from qa.tasks import recount_deadlines
from reports.figures import report
from schedules.models import Leader, ScheduleLine, WeekSchedule
from schedules.weeks import this_monday
from site_transfer.import_bundle import read
from site_transfer.tests.test_round_trip import content, normal, packed
from tests.factories import browser
from visits.models import VisitDay

BOARD = "/quan-tri/trang-thanh-vien/"
SCREENS = [
    BOARD,
    f"{BOARD}bang.xlsx",
    f"{BOARD}?nam=2023",
    "/quan-tri/",
    "/quan-tri/pages/menuentry/",
    "/quan-tri/site_transfer/export/cac-trang/",
]
PUBLIC = ["/", "/don-vi/cao-son/", "/don-vi/sy-binh/", "/so-do/", "/don-vi/cao-son/gioi-thieu/"]
# A database, so that the one of the tests is made; each test stands inside the seed's transaction.
# The first test waits for the whole seed, on a busy machine longer than other tests may take.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """One seed for the whole module, rolled back at its end."""
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    folder = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=fast),
        transaction.atomic(),
    ):
        call_command("seed_demo", verbosity=0)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def figures(seeded):
    return report(2023)["figures"]


class FiguresTests:
    @pytest.mark.parametrize(
        "name, value",
        [
            ("tin", 911),
            ("tin_hinh", 121),
            ("bai", 230),
            ("bai_hinh", 70),
            ("contributor_tin", 10),
            ("contributor_bai", 6),
            ("contributor_videos", 0),
            ("visits_cumulative", 1_450_635),
        ],
    )
    def test_of_2023_are_those_of_the_source_report(self, figures, name, value):
        assert figures[name]["value"] == value

    @pytest.mark.parametrize(
        "name, value",
        [
            ("contributor_tin", 35),
            ("contributor_bai", 9),
            ("contributor_videos", 6),
            ("visits_cumulative", 1_297_380),
        ],
    )
    def test_of_2022_are_those_of_the_source_report(self, figures, name, value):
        assert figures[name]["previous"] == value

    def test_show_corrections_retractions_and_delays(self, figures):
        assert figures["corrections"]["value"] > 10
        assert figures["retractions"]["value"] >= 3
        assert 2 < figures["median_hours"]["value"] < 48

    def test_reach_every_site_and_every_month(self, seeded):
        in_2023 = Article.objects.filter(published_at__year=2023)
        assert set(in_2023.values_list("published_at__month", flat=True)) == set(range(1, 13))
        counts = Counter(Edition.objects.values_list("item__site__slug", flat=True))
        assert len(counts) == Site.objects.count() == 15
        assert min(counts[slug] for slug in people.RICH) > max(counts[slug] for slug in people.THIN)


class HistoryTests:
    def test_has_unique_titles_within_a_year(self, seeded):
        firsts = Article.objects.filter(number=1, published_at__year=2023)
        assert not firsts.values("title").annotate(count=Count("pk")).filter(count__gt=1)

    def test_keeps_four_eyes(self, seeded):
        reviewed = Event.objects.filter(action__in=["pass", "publish", "return"])
        assert not reviewed.filter(edition__contributions__user=F("by"))
        assert not Retraction.objects.filter(confirmed_by=F("asked_by"))

    def test_ends_in_the_state_of_each_edition(self, seeded):
        ends = dict(Event.objects.order_by("at", "pk").values_list("edition", "to_state"))
        wrong = [
            edition
            for edition, state in Edition.objects.values_list("pk", "state")
            if ends[edition]
            != (EditionState.PUBLISHED if state == EditionState.SUPERSEDED else state)
        ]
        assert not wrong

    def test_runs_from_event_to_publication(self, seeded):
        published = Edition.objects.exclude(published_at=None)
        assert not published.filter(event_at__gte=F("published_at"))
        assert not published.filter(created_at__gt=F("published_at"))
        # Nobody has touched the drafts of the starter kit yet.
        begun_by_the_system = Event.objects.filter(action="create", by=None).values("edition")
        touched = Edition.objects.exclude(pk__in=begun_by_the_system).count()
        assert Contribution.objects.values("edition").distinct().count() == touched

    def test_shows_returns_and_second_editions(self, seeded):
        assert Event.objects.filter(action="return").count() > 50
        assert Edition.objects.filter(number=2, state=EditionState.PUBLISHED).count() > 20

    def test_leaves_nothing_missing_in_a_published_text(self, seeded):
        for article in (
            Article.objects.filter(state=EditionState.PUBLISHED)
            .select_related("cover")
            .order_by("?")[:50]
        ):
            assert not article.missing()
            assert "{" not in article.title + article.summary + article.body
            assert (seeded / article.cover.path).exists()


class PagesTests:
    def test_are_rich_on_some_sites_and_thin_on_others(self, seeded):
        counts = Counter(Page.objects.published().values_list("item__site__slug", flat=True))
        assert set(counts) == set(Site.objects.values_list("slug", flat=True))
        assert (
            max(counts[slug] for slug in people.THIN)
            == 1
            < 5
            <= min(counts[slug] for slug in people.RICH)
        )

    def test_lack_something_on_every_member_site(self, seeded):
        """Of the components that a page fills, no commune has them all, as the source report says."""
        filled_by_pages = {
            "gioi-thieu",
            "lanh-dao",
            "lien-he",
            "ban-do",
            "thu-tuc-hanh-chinh",
            "tiep-can-thong-tin",
            "tieng-anh",
        }
        for site in Site.objects.members():
            found = set(Page.objects.on_site(site).published().values_list("component", flat=True))
            assert not filled_by_pages <= found, site

    def test_are_fresh_on_rich_sites_and_stale_on_others(self, seeded):
        states = component_states(member_sites())
        lights = {
            site.slug: Counter(state.light for state in row.values())
            for site, row in states.items()
        }
        rich = sum((lights[slug] for slug in people.RICH), Counter())
        assert (
            rich[Light.FULL] > 3 * rich[Light.STALE]
            and min(lights[slug][Light.FULL] for slug in people.RICH) >= 3
        ), lights
        others = set(lights) - {*people.RICH, *people.THIN}
        assert (
            any(lights[slug][Light.STALE] for slug in others)
            and len({lights[slug][Light.FULL] for slug in lights}) >= 5
        )

    def test_are_complete_at_their_own_addresses_and_findable_by_their_rows(self, seeded):
        for page in Page.objects.published().select_related("item__site", "cover"):
            assert not page.missing(), page
        leaders = Page.objects.published().filter(layout="leaders").first()
        assert "(demo)" in leaders.search_text

    def test_stand_in_menus_that_lead_somewhere(self, seeded):
        for site in Site.objects.filter(menu__isnull=False).distinct():
            assert all(word.href for word in menu(site))


class DeskTests:
    @pytest.mark.parametrize(
        "state", [EditionState.DRAFT, EditionState.SUBMITTED, EditionState.EDITED]
    )
    def test_has_entries_in_every_open_state(self, seeded, state):
        assert Edition.objects.filter(state=state).count() >= 3

    def test_has_scheduled_pieces(self, seeded):
        assert Edition.objects.scheduled().count() == 3

    def test_knows_the_demo_accounts(self, seeded):
        for name, *_rest in people.ACCOUNTS:
            assert User.objects.get(username=name).check_password("demo")


class ComponentTests:
    @pytest.mark.parametrize("year", [2022, 2023])
    def test_no_member_site_had_all_components_at_the_end_of_a_year(self, seeded, year):
        assert str(complete_count(year)) == "0/14"

    def test_no_member_site_has_all_of_them_now(self, seeded):
        assert str(complete_count(timezone.localdate().year)) == "0/14"

    def test_every_member_site_has_a_draft_for_what_it_lacks(self, seeded):
        for site in Site.objects.members():
            keys = Page.objects.on_site(site).exclude(component="").values("component").distinct()
            assert keys.count() == 12

    def test_a_commune_that_fills_its_gaps_through_the_desk_is_the_first_of_14(self, seeded):
        board = browser(User.objects.get(username="truongban"))
        with transaction.atomic():
            assert (
                "<strong>0/14</strong>" in board.get("/quan-tri/trang-thanh-vien/").content.decode()
            )
            writer, chief = (
                User.objects.get(username=name) for name in ("caoson", "caoson-truong")
            )
            commune = Commune(Site.objects.get(slug="cao-son"), writer, chief)
            commune.fill()
            assert commune.steps >= 5
            assert (
                "<strong>1/14</strong>" in board.get("/quan-tri/trang-thanh-vien/").content.decode()
            )
            assert (
                "<strong>0/14</strong>"
                in board.get("/quan-tri/trang-thanh-vien/?nam=2023").content.decode()
            )
            transaction.set_rollback(True)


class SecondRunTests:
    def test_changes_nothing(self, seeded):
        tables = (Item, Edition, Event, Contribution, User, Site, VisitDay)
        before = [
            list(table.objects.order_by("pk").values_list("pk", flat=True)) for table in tables
        ]
        call_command("seed_demo", verbosity=0)
        assert before == [
            list(table.objects.order_by("pk").values_list("pk", flat=True)) for table in tables
        ]


class BroadcastsTests:
    def test_are_as_many_as_in_the_source_report(self, figures):
        told = figures["broadcasts"]
        assert (told["previous"], told["value"]) == (186, 199)

    def test_have_a_recording_a_text_and_items(self, seeded):
        assert not Broadcast.objects.filter(
            Q(audio=None) | Q(transcript="") | Q(parts=None)
        ).exists()

    def test_stand_in_the_queue_in_every_state(self, seeded):
        assert {EditionState.DRAFT, EditionState.SUBMITTED, EditionState.EDITED} <= set(
            Broadcast.objects.values_list("state", flat=True)
        )
        assert Broadcast.objects.scheduled().exists() and Broadcast.objects.retracted().exists()

    def test_share_a_handful_of_small_recordings(self, seeded):
        recordings = StoredFile.objects.filter(kind="audio")
        assert recordings.count() == 6 and max(recordings.values_list("size", flat=True)) < 250_000


class SchedulesTests:
    def test_fill_every_week_of_2023_for_the_three_bodies_and_some_communes(self, seeded):
        weeks = WeekSchedule.objects.published().filter(monday__year=2023)
        bodies = set(weeks.values_list("body", flat=True))
        assert len(bodies) >= 6
        assert all(weeks.filter(body=body).count() == 52 for body in bodies)

    def test_show_this_week_with_corrections_postponed_and_internal_lines(self, seeded):
        lines = ScheduleLine.objects.filter(
            schedule__monday=this_monday(), schedule__state=EditionState.PUBLISHED
        )
        assert lines.filter(is_postponed=True, schedule__number=2).exists()
        assert (
            lines.filter(is_public=False).exists() and lines.filter(leaders__isnull=False).exists()
        )

    def test_name_demo_leaders_only_and_are_found_by_their_lines(self, seeded):
        assert all("(demo)" in name for name in Leader.objects.values_list("name", flat=True))
        assert (
            Edition.objects.of_kind("schedules.weekschedule")
            .filter(search_text__contains="tiep cong dan")
            .exists()
        )


class FeedbackTests:
    def test_has_reports_of_errors_in_every_state_at_the_district_and_one_at_a_commune(
        self, seeded
    ):
        assert set(ErrorReport.objects.values_list("state", flat=True)) == set(ReportState)
        assert ErrorReport.objects.running().filter(item__site__slug="cao-son").exists()
        assert last_late_day() > ErrorReport.objects.running().earliest("sent_at").sent_at.date()

    def test_holds_no_words_beyond_the_period_of_retention(self, seeded):
        old = ErrorReport.objects.filter(closed_at__lt=erased_before())
        assert old.exists()
        assert not [report for report in old if report.text or not report.anonymised_at]
        assert not PortalRating.objects.with_remark().filter(rated_at__lt=erased_before())

    def test_ended_each_report_after_it_came_in(self, seeded):
        assert not ErrorReport.objects.filter(closed_at__lt=F("sent_at"))

    def test_has_ratings_of_two_years_and_of_this_one(self, seeded):
        counted = rated_in([2022, 2023, timezone.localdate().year])
        assert all(year.count > 20 for year in counted.values())
        assert counted[2023].marks[0].mean > counted[2022].marks[0].mean


class QuestionsTests:
    def test_fill_two_years_with_honest_lateness(self, seeded):
        for year, (total, units) in received_in([2022, 2023]).items():
            assert total.received == YEARS[year]
            assert total.answered == total.on_time + total.late
            assert 0.05 < total.late / total.answered < 0.25
            assert total.forwarded and total.open == 0
            assert len(units) == 6 and sum(unit.answered for unit in units) == total.answered
            assert 5 <= total.median_days <= 15

    def test_keep_deadlines_that_the_calendar_gives_and_logs_that_tell_the_same(self, seeded):
        with transaction.atomic():
            recount_deadlines()
            assert not QuestionEvent.objects.filter(act=Act.MOVED).exists()
            transaction.set_rollback(True)
        ended = Question.objects.filter(answer_kind="public")
        assert ended.exclude(events__act=Act.ANSWERED, events__at=F("answered_at")).count() == 0
        assert ended.exclude(item__editions__published_at=F("answered_at")).count() == 0

    def test_stand_open_in_each_state_that_the_desk_meets(self, seeded):
        asked = Question.objects
        waiting = [
            asked.awaiting_moderation(),
            asked.without_officer(),
            asked.overdue(),
            asked.with_private_answer_to_send(),
            asked.exclude(paused_on=None),
            asked.filter(extended_days__gt=0),
            asked.filter(answer_kind="private"),
            asked.filter(state="forwarded"),
            asked.answered_by(User.objects.get(username="canbo")).running(),
        ]
        assert all(questions.exists() for questions in waiting)


class CarryingTests:
    def test_a_site_with_every_section_comes_back_whole(self, seeded):
        with transaction.atomic():
            before = packed(Site.objects.get(slug="cao-son"))
            again = packed(read(before, slug="cao-son-2"))
            transaction.set_rollback(True)
        assert normal(content(again)) == normal(content(before))


def asked():
    """{address: number of queries} after a first look has warmed what stays in memory."""
    chief, found = browser(User.objects.get(username="truongban")), {}
    for address in [*SCREENS, *PUBLIC]:
        for _look in range(2):
            with CaptureQueriesContext(connection) as captured:
                answer = chief.get(address, {"khong-nho": "1"} if address in PUBLIC else {})
                assert answer.status_code == 200, address
        found[address] = len(captured)
    return found


class CrowdTests:
    """The scale option: 200 member sites, and boards and menus that ask no more than at 14."""

    def test_boards_and_menus_ask_no_more_for_200_sites_than_for_14(self, seeded):
        few = asked()
        call_command("seed_demo", "--sites", "200", verbosity=0)
        assert Site.objects.members().count() == 200
        assert asked() == few

    def test_sites_are_of_every_sort_and_plainly_demo(self, seeded):
        call_command("seed_demo", "--sites", "200", verbosity=0)
        added = [site for site in member_sites() if site.slug.startswith("xa-thu-nghiem-")]
        states = component_states(added)
        full = {sum(state.is_full for state in row.values()) for row in states.values()}
        assert len(added) == 186 and min(full) == 0 and max(full) >= 5 and len(full) >= 4
        assert completeness(states).complete == 0
        assert any(len(menu(site)) >= 5 for site in added)

    def test_a_second_time_adds_nothing(self, seeded):
        call_command("seed_demo", "--sites", "16", verbosity=0)
        held = Site.objects.count()
        call_command("seed_demo", "--sites", "16", verbosity=0)
        assert Site.objects.count() == held
