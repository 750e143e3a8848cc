"""With tens of thousands of documents every list of the register runs down an index, its deep pages too."""

import itertools

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document
from documents.register import SORTS, Register
from tests.documents.crowd import multiply
from tests.documents.factories import body, party_body, published, subject
from tests.factories import browser, main_site

pytestmark = pytest.mark.django_db
COUNT = 20_000
FILTERS = {
    "everything": {}, "body": {"co-quan": "ubnd-huyen-bach-thong"}, "type": {"loai": "quyet-dinh"},
    "field": {"linh-vuc": "nong-nghiep"}, "year": {"nam": "2015"}, "in effect": {"hieu-luc": "con"},
    "out of effect": {"hieu-luc": "het"},
    "body and type": {"co-quan": "ubnd-huyen-bach-thong", "loai": "quyet-dinh"}, "number": {"q": "1155/QĐ-UBND"},
    "words": {"q": "quyet dinh so 12345"},
}


@pytest.fixture(scope="module")
def crowded(django_db_setup, django_db_blocker):
    """A register of thousands, filled once for the module and taken away with its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        party_body()
        for name in ("Giáo dục", "Y tế"):
            subject(name)
        one = published(issuer=body(), field=subject())
        multiply(one, COUNT)
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


def scanned(plan):
    return [table for table in ("documents_document", "editorial_edition", "editorial_item") if f"Seq Scan on {table} " in plan]


@pytest.mark.usefixtures("crowded")
class ScaleTests:
    def test_there_is_a_crowd(self):
        assert Document.objects.on_site(main_site()).published().count() == COUNT + 1

    @pytest.mark.parametrize("name,sort", list(itertools.product(FILTERS, SORTS)))
    def test_no_list_reads_a_whole_table(self, name, sort):
        asked = FILTERS[name] | {"sap-xep": sort}

        def read():
            page = Register.asked(main_site(), asked).page(None)
            list(page)
            older = page.older
            if older:
                list(Register.asked(main_site(), asked).page(older))

        assert [scanned(plan) for plan in plans_of(read) if scanned(plan)] == []

    def test_a_deep_page_begins_where_it_begins(self):
        """The index is entered at the cursor: what lies before is not counted through."""
        found = Register.asked(main_site(), {})
        deep = list(found.in_order().values_list("issued_on", "pk")[COUNT - 200:COUNT - 199])
        assert deep
        page = found.page(None)
        for _turn in range(3):
            page = found.page(page.older)
        plans = list(plans_of(lambda: list(found.page(page.older))))
        assert any("Index Cond" in plan for plan in plans)
        assert not any("Sort Key" in plan and "rows=20" in plan for plan in plans)

    def test_the_list_asks_six_times_at_most(self, django_assert_max_num_queries):
        client = browser()
        for name, asked in FILTERS.items():
            with django_assert_max_num_queries(6) as queries:
                assert client.get(reverse("documents:list"), asked).status_code == 200, name
            assert queries
