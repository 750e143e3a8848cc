"""A stored file that no longer matches its digest is reported: by the night's task, the desk, /healthz and a command."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from editorial import fixity, tasks
from editorial.models.files import Condition, StoredFile
from tests.factories import browser, commune, person, published, stored_picture, stored_row

pytestmark = pytest.mark.django_db


def spoil(file):
    path = Path(file.absolute_path)
    path.chmod(0o644)
    path.write_bytes(b"khac")
    return file


def lose(file):
    Path(file.absolute_path).unlink()
    return file


def condition(file):
    return StoredFile.objects.get(pk=file.pk).condition


@pytest.fixture
def queued(monkeypatch):
    """How often the task asked for a next batch."""
    calls = []
    monkeypatch.setattr(tasks.worker, "soon", lambda _task: calls.append(1))
    return calls


class NightlyCheckTests:
    def test_tells_whole_changed_and_lost_files_apart(self, queued):
        whole, changed, lost = (
            stored_picture(),
            spoil(stored_picture(width=1300)),
            lose(stored_picture(width=1400)),
        )
        assert {condition(file) for file in (whole, changed, lost)} == {Condition.UNKNOWN}
        tasks.check_files()
        assert [condition(file) for file in (whole, changed, lost)] == ["ok", "changed", "missing"]
        assert queued == []

    def test_takes_a_bounded_batch_and_asks_for_the_next(self, queued, monkeypatch):
        monkeypatch.setattr(fixity, "BATCH_COUNT", 2)
        files = [stored_picture(width=1200 + n) for n in range(3)]
        tasks.check_files()
        assert [condition(file) for file in files] == ["ok", "ok", ""]
        assert queued == [1]
        tasks.check_files()
        assert condition(files[2]) == "ok"
        assert queued == [1]

    def test_is_bounded_by_bytes_too(self, monkeypatch):
        monkeypatch.setattr(fixity, "BATCH_BYTES", 1)
        stored_picture(), stored_picture(width=1300)
        assert len(fixity.batch(StoredFile.objects.unchecked_since(timezone.now()))) == 1

    def test_looks_again_at_a_file_a_day_later_and_not_before(self, queued):
        file = stored_picture()
        tasks.check_files()
        spoil(file)
        tasks.check_files()
        assert condition(file) == "ok"
        StoredFile.objects.update(checked_at=timezone.now() - timedelta(hours=21))
        tasks.check_files()
        assert condition(file) == "changed"

    def test_forgets_the_mismatch_when_the_file_is_back(self, queued):
        file = stored_picture()
        content = Path(file.absolute_path).read_bytes()
        spoil(file)
        tasks.check_files()
        Path(file.absolute_path).write_bytes(content)
        StoredFile.objects.update(checked_at=None)
        tasks.check_files()
        assert condition(file) == "ok"

    def test_logs_a_mismatch_once(self, queued, caplog):
        spoil(stored_picture())
        for _night in range(2):
            StoredFile.objects.update(checked_at=None)
            tasks.check_files()
        assert len([record for record in caplog.records if record.name == "editorial.fixity"]) == 1


class CheckFilesCommandTests:
    @staticmethod
    def run():
        out = StringIO()
        call_command("check_files", stdout=out)
        return out.getvalue()

    def test_says_that_all_match(self):
        stored_picture()
        assert self.run().strip() == "Cả 1 tệp đều khớp."

    def test_names_what_does_not_and_fails(self):
        out, file = StringIO(), spoil(stored_picture())
        with pytest.raises(CommandError, match="1 trong 1 tệp không khớp") as failure:
            call_command("check_files", stdout=out, verbosity=0)
        assert failure.value.returncode == 1
        assert file.sha256 in out.getvalue()


class HealthTests:
    def test_counts_what_does_not_match_and_stays_well(self, client):
        assert client.get("/healthz").json()["files_not_matching"] == 0
        StoredFile.objects.filter(pk=stored_row().pk).update(condition="missing")
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["files_not_matching"]) == (200, 1)


class BoardTests:
    def test_names_the_file_and_the_editions_that_carry_it(self, queued):
        file = stored_picture(by=person("writer"))
        edition = published(cover=file, cover_alt="Rừng mơ")
        spoil(file)
        tasks.check_files()
        page = browser(person("chief")).get(reverse("admin:file_board")).content.decode()
        for told in (
            file.sha256,
            "rung-mo.jpg",
            edition.title,
            reverse("admin:edition_review", args=[edition.pk]),
        ):
            assert told in page

    def test_says_so_when_all_is_well(self):
        stored_picture()
        page = browser(person("chief")).get(reverse("admin:file_board")).content.decode()
        assert "0 trong 1 tệp" in page

    def test_is_open_to_chiefs_of_the_main_site_only(self):
        people = {
            person("chief"): 200,
            person("editor"): 403,
            person("chief", commune()): 403,
            person(None): 403,
        }
        assert {
            user: browser(user).get(reverse("admin:file_board")).status_code for user in people
        } == people

    def test_asks_the_same_few_questions_for_many_files(self, django_assert_num_queries):
        client = browser(person("chief"))

        def broken():
            file = stored_picture(by=person("writer"), width=1000 + StoredFile.objects.count())
            published(cover=file, cover_alt="Rừng mơ")
            StoredFile.objects.filter(pk=file.pk).update(
                condition="changed", checked_at=timezone.now()
            )

        broken()
        with django_assert_num_queries(10):
            client.get(reverse("admin:file_board"))
        for _file in range(4):
            broken()
        with django_assert_num_queries(10):
            client.get(reverse("admin:file_board"))
