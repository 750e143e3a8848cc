"""Components and what fills them are chosen by name; nobody types a key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from components.forms import SourceForm
from components.models import Component, Source
from components.tests.factories import component
from documents.models.catalogue import DocumentType
from documents.tests.factories import types_again
from pages.models import Page
from pages.tests.factories import page
from tests.factories import browser, category, commune, main_site, person

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/pages/page/add/"


def page_component(key, **fields):
    return component(
        key,
        {"kind": "pages.page", "value": key},
        name=f"Nội dung {key}",
        short_name=key.title(),
        **fields,
    )


def options(html, name="component"):
    select = html.split(f'name="{name}"')[1].split("</select>")[0]
    return [part.split('"')[0] for part in select.split('value="')[1:]]


class PageFormTests:
    def test_offers_the_components_of_its_site_by_name(self):
        page_component("lien-he"), page_component("chi-huyen", for_members=False)
        draft = page(commune("Cao Sơn"))
        html = (
            browser(person("writer", commune("Cao Sơn")))
            .get(f"/quan-tri/pages/page/{draft.pk}/change/")
            .content.decode()
        )
        assert options(html) == ["", "lien-he"] and "Nội dung lien-he" in html

    def test_keeps_a_key_that_the_set_in_force_does_not_know(self):
        page_component("lien-he")
        draft = page(commune("Cao Sơn"), component="bo-cu")
        html = (
            browser(person("writer", commune("Cao Sơn")))
            .get(f"/quan-tri/pages/page/{draft.pk}/change/")
            .content.decode()
        )
        assert options(html) == ["", "bo-cu", "lien-he"]

    def test_refuses_a_key_that_was_not_offered(self):
        page_component("lien-he")
        writer = person("writer", commune("Cao Sơn"))
        sent = {
            "site": commune("Cao Sơn").pk,
            "title": "Trang thử",
            "language": "vi",
            "layout": "text",
            "position": 0,
            "component": "tu-che",
            **{
                f"{rows}-{name}": 0
                for rows in ("leaders", "contacts", "units")
                for name in ("TOTAL_FORMS", "INITIAL_FORMS")
            },
        }
        answer = browser(writer).post(ADD, sent)
        assert answer.status_code == 400 and not Page.objects.exists()
        assert browser(writer).post(ADD, sent | {"component": "lien-he"}).status_code == 302
        assert Page.objects.get().component == "lien-he"

    def test_is_filled_in_by_the_checklist(self):
        page_component("lien-he")
        html = (
            browser(person("writer", commune("Cao Sơn")))
            .get(f"{ADD}?ngan=lien-he")
            .content.decode()
        )
        assert 'value="lien-he" selected' in html


class SourceFormTests:
    def test_asks_once_for_all_rows_what_is_offered(self, django_assert_num_queries):
        main_site()
        one = component("lien-he")
        client = browser(person("chief"))
        address = reverse("admin:components_component_change", args=[one.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            assert client.get(address).status_code == 200
        count = len(few)
        for position in range(5):
            Source.objects.create(component=one, kind="news.article", position=position)
        with django_assert_num_queries(count):
            client.get(address)

    def form(self, **sent):
        row = Source(component=Component.objects.first() or component("lien-he"))
        return SourceForm(
            {"position": 0, "at_least_items": 1, "at_least_words": 0} | sent, instance=row
        )

    def test_offers_categories_types_and_keys_by_name(self):
        main_site(), category("Pháp luật", slug="phap-luat")
        types_again()
        page_component("lien-he")
        groups = dict(self.form().fields["value"].choices[1:])
        named = {str(kind): dict(rows) for kind, rows in groups.items()}
        every = {value: name for rows in named.values() for value, name in rows.items()}
        assert every["phap-luat"] == "Pháp luật" and every["lien-he"] == "Lien-He"
        assert every[DocumentType.objects.get(name="Kế hoạch").code] == "Kế hoạch"

    def test_refuses_a_shelf_of_another_kind(self):
        category("Pháp luật", slug="phap-luat")
        assert "value" in self.form(kind="pages.page", value="phap-luat").errors
        assert self.form(kind="news.article", value="phap-luat").is_valid()

    def test_keeps_what_was_chosen_before(self):
        row = component("lien-he", {"kind": "search.page", "value": "cu"}).sources.get()
        sent = {
            "position": 0,
            "kind": "search.page",
            "value": "cu",
            "at_least_items": 2,
            "at_least_words": 0,
        }
        assert SourceForm(sent, instance=row).is_valid()

    def test_stands_on_the_screen_of_a_component(self):
        made = component("lien-he", {"kind": "pages.page", "value": "lien-he"})
        address = reverse("admin:components_component_change", args=[made.pk])
        html = browser(person("chief")).get(address).content.decode()
        assert "<optgroup" in html and Component.objects.count() == 1
