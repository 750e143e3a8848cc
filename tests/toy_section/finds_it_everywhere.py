"""What a portal with one section more does with it. Run by tests/test_a_new_section.py in a process of its own."""

from datetime import timedelta
from pathlib import Path
from shutil import copytree

import polib
import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from events import demo as events_demo
from events.models import PublicEvent

from components.models import Source
from devserver import messages
from editorial import drafts
from editorial.demo.seeding import Demo
from editorial.sections import sections
from editorial.workflow import perform
from news.models import Article
from pages import starter_kit, targets
from portal import beat
from reports import document, figures
from site_transfer.import_bundle import read
from site_transfer.tests.factories import packed
from tests import floors
from tests.factories import browser, commune, draft, main_site, person, reviewer

pytestmark = pytest.mark.django_db
TITLE = "Hội xuân ở Cao Sơn"


def event_draft(site=None, **fields):
    site = site or main_site()
    complete = {
        "title": TITLE,
        "place": "Sân vận động xã",
        "starts_at": timezone.now() + timedelta(days=9),
        "body": "<p>Hội tung còn, hát then.</p>",
    }
    return drafts.start(PublicEvent, site=site, by=person("writer", site), **complete | fields)


def event_submitted(site=None):
    site = site or main_site()
    return perform("submit", event_draft(site), by=person("writer", site))


def event_published(site=None):
    site = site or main_site()
    writer = person("writer", site)
    passed = perform("pass", event_submitted(site), by=reviewer("editor", site, writer))
    return perform("publish", passed, by=person("chief", site))


def get(path, user=None):
    return browser(user).get(path)


def page(path, user=None):
    return get(path, user).content.decode()


class StartTests:
    def test_the_portal_starts_without_a_complaint(self):
        call_command("check", fail_level="WARNING")

    def test_its_migration_makes_its_tables(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_its_imports_go_down_with_one_word_in_the_floors(self, monkeypatch, tmp_path):
        layers = [
            [*floor, "events"] if "news" in floor else floor for floor in floors.FLOORS["layers"]
        ]
        monkeypatch.setitem(floors.FLOORS, "layers", layers)
        monkeypatch.setitem(floors.HEIGHTS, "events", floors.HEIGHTS["news"])
        assert floors.look(tmp_path)

    def test_its_catalogue_names_the_sentences_of_its_folder(self, tmp_path):
        # Where no folder above is called "tests", whose sentences are nobody's.
        folder = copytree(Path(apps.get_app_config("events").path), tmp_path / "events")
        named = {messages.key(entry) for entry in polib.pofile(str(folder / messages.PLACE))}
        assert named == set(messages.sentences(folder))

    def test_the_database_guards_it(self):
        assert guards_of(PublicEvent) == [("events_publicevent_settled",)]


class PublicTests:
    def test_the_menu_leads_to_its_list(self):
        main_site()
        assert '<a href="/su-kien/">Sự kiện</a>' in page("/")

    def test_the_menu_of_a_new_site_and_its_targets_know_it(self):
        assert "events:list" in [word.get("section") for word in starter_kit._starter_menu()]
        assert ("section:events:list", "Sự kiện") in [
            choice for _group, choices in targets.choices(main_site()) for choice in choices
        ]

    def test_the_home_page_has_its_band_and_its_style(self):
        event_published()
        home = page("/")
        assert "Sự kiện sắp tới" in home and TITLE in home and "events/events.css" in home
        assert finders.find("events/events.css")

    def test_a_member_site_has_it_too(self):
        event_published(commune())
        assert TITLE in page("/don-vi/cao-son/") and TITLE in page("/don-vi/cao-son/su-kien/")
        assert TITLE not in page("/su-kien/")

    def test_has_a_page_a_history_a_comparison_and_a_print(self):
        address = event_published().get_absolute_url()
        item = address.rsplit("/", 2)[0]
        assert TITLE in page(address)
        for path in ("lich-su/", "lich-su/so-sanh/", "in/"):
            assert get(f"{item}/{path}").status_code == 200
        assert f"/bao-loi/{item.rsplit('/', 1)[1]}/" in page(address)

    def test_its_feed_stands_in_the_head_of_every_page(self):
        event_published()
        assert 'href="/su-kien/rss/"' in page("/")
        assert TITLE in page("/su-kien/rss/")

    def test_the_map_of_the_site_leads_to_it(self):
        main_site()
        assert 'href="/su-kien/"' in page("/so-do/")


class DeskTests:
    def test_the_menu_has_its_list(self):
        assert reverse("admin:events_publicevent_changelist") in page(
            reverse("admin:index"), person("editor")
        )

    def test_what_was_submitted_waits_in_the_queue(self):
        event_submitted()
        assert TITLE in page(reverse("admin:review_queue"), person("editor"))

    @pytest.mark.parametrize(
        "role", ["contributor", "writer", "editor", "chief", "responder", "leader", None]
    )
    @pytest.mark.parametrize("of", ["here", "there"])
    def test_its_doors_open_to_the_same_people_as_those_of_news(self, role, of):
        here = commune()
        user = person(role, here if of == "here" else commune("Vũ Muộn"), "other")
        doors = {
            model: [get(path, user).status_code for path in doors_of(model, text)]
            for model, text in ((PublicEvent, event_draft(here)), (Article, draft(here)))
        }
        assert doors[PublicEvent] == doors[Article]

    def test_a_draft_is_written_by_the_form(self):
        sent = {
            "site": main_site().pk,
            "title": TITLE,
            "place": "Phủ Thông",
            "starts_at": "2031-02-03T08:00",
        }
        answer = browser(person("writer")).post(reverse("admin:events_publicevent_add"), sent)
        assert answer.status_code == 302, answer.content.decode()
        assert PublicEvent.objects.get().starts_at.year == 2031

    def test_its_work_is_repeated(self):
        assert beat.schedule()["count-coming-events"]["task"] == "events.tasks.count_coming"


class FigureTests:
    def test_it_fills_a_component_of_the_decree(self):
        call_command("load_components", verbosity=0)
        assert Source.objects.filter(kind="events.publicevent").exists()

    def test_the_report_counts_and_tells_it(self):
        event_published()
        year = timezone.localdate().year
        told = figures.report(year)
        assert told["figures"]["events"]["value"] == 1
        assert "1 sự kiện" in str(document.document(told))

    def test_the_demo_fills_it(self):
        people = {"phongvien": "writer", "bientap": "editor", "truongban": "chief"}
        done = []
        at = timezone.now()
        accounts = {name: person(role) for name, role in people.items()}
        events_demo.seed(Demo(at, [main_site()], accounts, [], done.append))
        assert sum(done) == events_demo.size(at) == PublicEvent.objects.published().count()
        (section,) = [one for one in sections() if one.app_label == "events"]
        assert section.demo[0].module == events_demo.__name__


class TransferTests:
    def test_travels_with_its_site(self):
        site = commune()
        event_published(site)
        made = read(packed(site), slug="cao-son-2", name="Cao Sơn 2")
        assert PublicEvent.objects.of_site(made).published().get().place == "Sân vận động xã"


def guards_of(model):
    """Triggers on the table of a model."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [model._meta.db_table],
        )
        return cursor.fetchall()


def doors_of(model, edition):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    return [
        reverse(f"admin:{name}_changelist"),
        reverse(f"admin:{name}_add"),
        reverse(f"admin:{name}_change", args=[edition.pk]),
        reverse("admin:edition_review", args=[edition.pk]),
    ]
