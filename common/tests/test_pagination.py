from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from common.pagination import GroupedPage, KeysetPage, RowsPage
from tests.factories import commune
from visits.models import VisitDay

START = datetime(2023, 1, 1, tzinfo=UTC)
MOST_PAGES = 23
ORDER = ("-date_joined", "-pk")


@pytest.fixture
def people(db):
    """Twenty-three rows, three to a moment, so that the key must break ties."""
    User = get_user_model()
    rows = [User(username=f"u{n}", date_joined=START + timedelta(hours=n // 3)) for n in range(23)]
    User.objects.bulk_create(rows)
    return User.objects.filter(username__startswith="u")


def walked(first, following):
    """Every page from the first on. Never more than there are rows: pages that repeat a row end too."""
    pages = [first]
    while pages[-1].older and len(pages) <= MOST_PAGES:
        pages.append(following(pages[-1].older))
    return pages


def walk(people, size):
    return walked(
        KeysetPage(people, ORDER, None, size), lambda older: KeysetPage(people, ORDER, older, size)
    )


class KeysetPageTests:
    @pytest.mark.parametrize("size", [1, 2, 5, 23, 50])
    def test_shows_what_slow_slicing_shows(self, people, size):
        rows = list(people.order_by(*ORDER))
        assert [page.items for page in walk(people, size)] == [
            rows[n : n + size] for n in range(0, 23, size)
        ]

    def test_goes_back_the_way_it_came(self, people):
        pages = walk(people, 4)
        for earlier, later in zip(pages, pages[1:], strict=False):
            assert KeysetPage(people, ORDER, later.newer, 4).items == earlier.items

    def test_has_nothing_newer_on_the_first_page_nor_older_on_the_last(self, people):
        pages = walk(people, 5)
        assert pages[0].newer is None
        assert pages[-1].older is None

    def test_does_not_repeat_a_row_when_a_new_one_arrives(self, people):
        first = KeysetPage(people, ORDER, None, 5)
        cursor, seen = first.older, first.items
        get_user_model().objects.create(username="unew", date_joined=START + timedelta(days=9))
        assert not set(seen) & set(KeysetPage(people, ORDER, cursor, 5).items)

    @pytest.mark.parametrize(
        "cursor",
        [
            "",
            "x",
            "é",
            "b2xkZXI",
            "AAAA",
            "b2xkZXIgMjAyMy0wMS0wMSAx",
            "9" * 5000,
            "b2xkZXIgMDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCAx",
        ],
    )
    def test_takes_nonsense_for_the_first_page(self, people, cursor):
        assert (
            KeysetPage(people, ORDER, cursor, 5).items == KeysetPage(people, ORDER, None, 5).items
        )

    def test_asks_once(self, people, django_assert_num_queries):
        with django_assert_num_queries(1):
            page = KeysetPage(people, ORDER, None, 5)
            assert len(page.items) and page.older and not page.newer

    def test_bounds_the_moment_so_that_an_index_can_start_there(self, people):
        page = KeysetPage(people, ORDER, KeysetPage(people, ORDER, None, 5).older, 5)
        assert '"date_joined" <= ' in str(page._beyond().query)


@pytest.fixture
def days(db):
    """Eighteen rows of three sites on six days, in three groups by their visits; equal days and numbers are many."""
    sites = [commune(name) for name in ("Cao Sơn", "Vũ Muộn", "Lục Bình")]
    return VisitDay.objects.filter(
        pk__in=[
            VisitDay.objects.create(
                site=site, on=date(2023, 1, 1 + day), visits=(day + place) % 3, views=day // 2
            ).pk
            for day in range(6)
            for place, site in enumerate(sites)
        ]
    )


SIZES = pytest.mark.parametrize("size", [1, 2, 5, 18, 50])


class RowsPageTests:
    COLUMNS = ("views", "on")
    SLOWLY = ("-views", "-on", "-pk")

    def walk(self, days, size):
        return walked(*self.doors(days, size))

    def doors(self, days, size):
        return (
            RowsPage(days, self.COLUMNS, None, size),
            lambda cursor: RowsPage(days, self.COLUMNS, cursor, size),
        )

    @SIZES
    def test_shows_what_slow_slicing_shows(self, days, size):
        rows = list(days.order_by(*self.SLOWLY))
        assert [page.items for page in self.walk(days, size)] == [
            rows[n : n + size] for n in range(0, 18, size)
        ]

    @SIZES
    def test_goes_back_the_way_it_came(self, days, size):
        pages, (_first, at) = self.walk(days, size), self.doors(days, size)
        for earlier, later in zip(pages, pages[1:]):
            assert at(later.newer).items == earlier.items
        assert (pages[0].newer, pages[-1].older) == (None, None)

    def test_of_a_row_that_is_gone_shows_what_follows_it(self, days):
        rows = list(days.order_by(*self.SLOWLY))
        first, at = self.doors(days, 5)
        cursor = first.older
        rows[4].delete()
        assert at(cursor).items == rows[5:10]

    @pytest.mark.parametrize(
        "cursor", ["", "x", "é", "AAAA", "W10", "9" * 5000, "WyJvbGRlciIsIDFd"]
    )
    def test_takes_nonsense_for_the_first_page(self, days, cursor):
        first, at = self.doors(days, 5)
        assert at(cursor).items == first.items

    def test_takes_the_cursor_of_another_order_for_the_first_page(self, days):
        other = RowsPage(days, ("on",), None, 5).older
        first, at = self.doors(days, 5)
        assert at(other).items == first.items

    def test_asks_once(self, days, django_assert_num_queries):
        with django_assert_num_queries(1):
            page = RowsPage(days, self.COLUMNS, None, 5)
            assert len(page.items) and page.older and not page.newer


class GroupedPageTests(RowsPageTests):
    GROUPS = [1, 2, 0]

    def doors(self, days, size):
        def at(cursor):
            return GroupedPage(days, "visits", self.GROUPS, ("on",), cursor, size)

        return at(None), at

    def rows(self, days):
        return [
            row for group in self.GROUPS for row in days.filter(visits=group).order_by("-on", "-pk")
        ]

    @SIZES
    def test_shows_what_slow_slicing_shows(self, days, size):
        rows = self.rows(days)
        assert [page.items for page in self.walk(days, size)] == [
            rows[n : n + size] for n in range(0, 18, size)
        ]

    def test_of_a_row_that_is_gone_shows_what_follows_it(self, days):
        rows = self.rows(days)
        first, at = self.doors(days, 5)
        cursor = first.older
        rows[4].delete()
        assert at(cursor).items == rows[5:10]

    def test_of_no_group_is_empty(self, days):
        assert GroupedPage(days, "visits", [], ("on",), None, 5).items == []

    def test_takes_the_cursor_of_a_group_that_is_gone_for_the_first_page(self, days):
        cursor = GroupedPage(days, "visits", [2, 1], ("on",), None, 5).older
        page = GroupedPage(days, "visits", [1, 0], ("on",), cursor, 5)
        assert page.items == GroupedPage(days, "visits", [1, 0], ("on",), None, 5).items

    def test_asks_once(self, days, django_assert_num_queries):
        """For the keys of the page, then for its rows."""
        with django_assert_num_queries(2):
            page = GroupedPage(days, "visits", self.GROUPS, ("on",), None, 5)
            assert len(page.items) and page.older and not page.newer
