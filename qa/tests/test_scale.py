"""With ten thousand questions each list asks as often as with a few, and finds its rows by an index."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from conftest import PLAIN_NAMES
from qa import overview, public, tasks
from qa.models import Question, digest_of
from qa.tests.crowd import multiply
from qa.tests.factories import field, responder, unit
from tests.factories import browser, commune, main_site, person

# The first test waits for the crowd, on a busy machine longer than other tests may take.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(1200)]
COUNT, FEW = 10_000, 60
PUBLIC = [
    "/hoi-dap/",
    "/hoi-dap/?nam=2026",
    "/hoi-dap/?q=thu+tuc",
    "/hoi-dap/rss/",
    "/hoi-dap/hoi/?tim=thu tuc dat",
]
PUBLIC += ["/hoi-dap/thong-ke/"]
QUEUE = "/quan-tri/qa/question/"
DESK = [
    f"{QUEUE}{query}"
    for query in (
        "",
        "?viec=kiem-duyet",
        "?viec=phan-cong",
        "?viec=qua-han",
        "?viec=tat-ca",
        "?q=sổ đỏ",
    )
]
DESK += [f"{QUEUE}tong-quan/", "/quan-tri/", "/quan-tri/qa/answer/"]
RESPONDER = [QUEUE, f"{QUEUE}?viec=cua-toi", f"{QUEUE}?viec=tat-ca", "/quan-tri/"]


def furnish():
    commune()
    for name in ("Hộ tịch", "Giáo dục", "Y tế"):
        unit(name=f"Phòng {name}")
        field(name)
    return person("chief"), responder()


def counted(client, path):
    cache.clear()
    client.get(path)  # what is asked once per process is asked now
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]


def all_counts(chief, officer):
    doors = [(browser(), PUBLIC), (browser(chief), DESK), (browser(officer), RESPONDER)]
    return {
        f"{place}{path}": len(counted(client, path))
        for place, (client, paths) in enumerate(doors)
        for path in paths
    }


@pytest.fixture(scope="module")
def crowded(django_db_setup, django_db_blocker):
    """Filled once for the module; what a few rows asked is counted on the way."""
    with django_db_blocker.unblock(), transaction.atomic():
        chief, officer = furnish()
        with transaction.atomic():
            multiply(FEW)
            with override_settings(STORAGES=PLAIN_NAMES):
                few = all_counts(chief, officer)
            transaction.set_rollback(True)
        multiply(COUNT)
        yield {"few": few, "chief": chief, "officer": officer}
        transaction.set_rollback(True)


def plans_of(action):
    with CaptureQueriesContext(connection) as asked:
        action()
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN {query['sql']}")
                yield "\n".join(line for (line,) in cursor.fetchall())


def scanned(action):
    """Plans of `action` that read a whole table of ten thousand rows."""
    tables = ("qa_question", "qa_answer", "editorial_edition", "editorial_item")
    return [
        plan for plan in plans_of(action) if any(f"Seq Scan on {table}" in plan for table in tables)
    ]


class ScaleTests:
    def test_there_is_a_crowd(self, crowded):
        assert Question.objects.count() >= COUNT
        assert Question.objects.answered_by(crowded["officer"]).running().count() >= COUNT // 10

    def test_every_list_asks_as_often_as_with_a_few(self, crowded):
        assert all_counts(crowded["chief"], crowded["officer"]) == crowded["few"]

    def test_readers_pages_and_tracking_run_down_an_index(self, crowded):
        site, code = main_site(), "ABCD-EFGH-JKLM"
        for action in (
            lambda: public.newest(site),
            lambda: public.similar(site, "sạt lở nhà 1234"),
            lambda: Question.objects.on_tracking(site, digest_of(code)),
        ):
            assert scanned(action) == []

    def test_queues_find_what_is_open_by_an_index(self, crowded):
        for waiting in ("", "?viec=kiem-duyet", "?viec=qua-han"):
            assert (
                scanned(lambda path=f"{QUEUE}{waiting}": counted(browser(crowded["chief"]), path))
                == []
            ), waiting

    def test_reminders_and_recounting_ask_of_what_is_open_only(self, crowded):
        assert scanned(lambda: list(Question.objects.running().with_pauses())) == []
        assert overview.of(crowded["chief"])["overdue_count"] > 0
        assert tasks.BATCH < COUNT
