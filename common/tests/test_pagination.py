from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from common.pagination import KeysetPage

START = datetime(2023, 1, 1, tzinfo=UTC)
ORDER = ("-date_joined", "-pk")


@pytest.fixture
def people(db):
    """Twenty-three rows, three to a moment, so that the key must break ties."""
    User = get_user_model()
    rows = [User(username=f"u{n}", date_joined=START + timedelta(hours=n // 3)) for n in range(23)]
    User.objects.bulk_create(rows)
    return User.objects.filter(username__startswith="u")


def walk(people, size):
    page = KeysetPage(people, ORDER, None, size)
    pages = [page]
    while page.older:
        page = KeysetPage(people, ORDER, page.older, size)
        pages.append(page)
    return pages


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
