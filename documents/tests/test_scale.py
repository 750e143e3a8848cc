"""With a hundred thousand documents every list of the register runs down an index, its deep pages too."""

import itertools

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document
from documents.register import SORTS, Register
from documents.tests.crowd import multiply, relate
from documents.tests.factories import body, party_body, published, relation, topic
from tests.factories import browser, main_site

# The first test waits for the crowd, on a busy machine longer than other tests may take.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(1200)]
COUNT = 100_000
FILTERS = {
    "everything": {},
    "body": {"co-quan": "ubnd-huyen-bach-thong"},
    "type": {"loai": "quyet-dinh"},
    "topic": {"linh-vuc": "nong-nghiep"},
    "year": {"nam": "2015"},
    "in effect": {"hieu-luc": "con"},
    "out of effect": {"hieu-luc": "het"},
    "partly": {"hieu-luc": "mot-phan"},
    "suspended": {"hieu-luc": "ngung"},
    "ahead": {"hieu-luc": "chua"},
    "body and type": {"co-quan": "ubnd-huyen-bach-thong", "loai": "quyet-dinh"},
    "number": {"q": "1155/QĐ-UBND"},
    "words": {"q": "quyet dinh so 12345"},
}


@pytest.fixture(scope="module")
def crowded(django_db_setup, django_db_blocker):
    """A register of thousands, filled once for the module and taken away with its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        party_body()
        for name in ("Giáo dục", "Y tế"):
            topic(name)
        one = published(issuer=body(), topic=topic())
        multiply(one, COUNT)
        relate(
            published(issue_number="2", relations=[relation("amends", one)]).relations.get(), COUNT
        )
        yield
        transaction.set_rollback(True)


def plans_of(action):
    """The plans of all SELECTs that `action` asks."""
    with CaptureQueriesContext(connection) as asked:
        action()
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN {query['sql']}")
                yield "\n".join(line for (line,) in cursor.fetchall())


def rows_read(plan):
    """How many rows each node of an analysed plan took or threw away."""
    yield (
        plan["Actual Rows"] * plan["Actual Loops"]
        + plan.get("Rows Removed by Filter", 0) * plan["Actual Loops"]
    )
    for node in plan.get("Plans", []):
        yield from rows_read(node)


def scanned(plan):
    return [
        table
        for table in ("documents_document", "editorial_edition", "editorial_item")
        if f"Seq Scan on {table} " in plan
    ]


@pytest.mark.usefixtures("crowded")
class ScaleTests:
    def test_there_is_a_crowd(self):
        assert Document.objects.on_site(main_site()).published().count() == COUNT + 2

    @pytest.mark.parametrize("name,sort", list(itertools.product(FILTERS, SORTS)))
    def test_no_list_reads_a_whole_table(self, name, sort):
        asked = FILTERS[name] | {"sap-xep": sort}

        register = Register.asked(main_site(), asked)
        near_the_end = list(register.in_order().reverse()[50:51])
        first = register.page(None)
        cursors = [
            None,
            *(first._encode(way, row) for row in near_the_end for way in ("older", "newer")),
        ]

        def read():
            found = Register.asked(main_site(), asked)
            return [list(found.page(cursor)) for cursor in cursors]

        assert [scanned(plan) for plan in plans_of(read) if scanned(plan)] == []

    @pytest.mark.parametrize("sort", SORTS)
    def test_a_page_near_the_end_begins_in_the_index(self, sort):
        """What lies before it is neither counted through nor sorted."""
        register = Register.asked(main_site(), {"sap-xep": sort})
        deep = register.page(None)._encode("older", register.in_order().reverse()[50])
        assert len(list(register.page(deep))) == 20
        with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
            list(register.page(deep))
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked.captured_queries[0]['sql']}")
            plan = cursor.fetchone()[0][0]["Plan"]
        assert max(rows_read(plan)) < COUNT / 100

    def test_the_list_asks_six_times_at_most(self, django_assert_max_num_queries):
        client = browser()
        client.get("/tin-tuc/")
        for name, sort in itertools.product(FILTERS, SORTS):
            with django_assert_max_num_queries(6) as queries:
                assert (
                    client.get(
                        reverse("documents:list"), FILTERS[name] | {"sap-xep": sort}
                    ).status_code
                    == 200
                ), name
            assert len(queries) >= 3
