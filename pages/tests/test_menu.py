"""The menu of a site: who may arrange it, every step without a script, crafted requests, and how it is drawn."""

import logging

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from editorial.tests.test_matrix import PEOPLE, who
from pages.models.menu import MenuEntry
from pages.public import menu
from pages.tests.factories import as_item, page, published_page, word
from tests.factories import browser, category, commune, main_site, person

pytestmark = pytest.mark.django_db

EDITORS = {"editor here", "chief here", "editor district", "chief district"}


def screen(site=None):
    return reverse("admin:pages_menuentry_changelist") + (f"?trang={site.pk}" if site else "")


def shape(site):
    """[(word, [words below it])]"""
    rows = list(MenuEntry.objects.filter(site=site))
    return [
        (top.label, [row.label for row in rows if row.parent_id == top.pk])
        for top in rows
        if not top.parent_id
    ]


def press(user, at_site, **sent):
    return browser(user).post(screen(at_site), {"site": at_site.pk} | sent)


@pytest.fixture
def site():
    return commune()


@pytest.fixture
def editor(site):
    return person("editor", site)


@pytest.fixture
def words(site):
    return [word(site, label) for label in ("Một", "Hai", "Ba")]


class RightsTests:
    @pytest.mark.parametrize("name", PEOPLE)
    def test_the_screen_opens_for_editors_of_the_site_only(self, site, name):
        word(site, "Chữ của Cao Sơn")
        answer = browser(who(name)).get(screen(site))
        assert (answer.status_code == 200) == (name in EDITORS)
        assert ("Chữ của Cao Sơn" in answer.content.decode()) == (name in EDITORS)

    @pytest.mark.parametrize("name", PEOPLE)
    def test_without_a_site_named_it_shows_an_own_one(self, site, name):
        word(site, "Chữ của Cao Sơn")
        told = "Chữ của Cao Sơn" in browser(who(name)).get(screen()).content.decode()
        assert told <= (name in EDITORS)

    @pytest.mark.parametrize("name", PEOPLE)
    @pytest.mark.parametrize(
        "sent",
        [
            {"label": "Mới", "target": "section:news:list"},
            {"step": "remove"},
            {"step": "down"},
            "order",
        ],
    )
    def test_only_they_change_it(self, site, words, name, sent):
        before = shape(site)
        if sent == "order":
            sent = {"order": ",".join(f"{row.pk}:0" for row in reversed(words))}
        elif "step" in sent:
            sent = sent | {"entry": words[0].pk}
        press(who(name), site, **sent)
        assert (shape(site) != before) == (name in EDITORS)

    def test_nobody_gets_a_form_of_one_entry_or_deletes_it_there(self, site, editor, words):
        for door in ("change", "delete", "history"):
            assert browser(editor).get(
                reverse(f"admin:pages_menuentry_{door}", args=[words[0].pk])
            ).status_code in (403, 404)
        assert browser(editor).get(reverse("admin:pages_menuentry_add")).status_code == 403

    def test_an_archived_site_keeps_its_menu(self, site, editor, words):
        site.archived_at = "2025-07-01T00:00Z"
        site.save()
        assert press(editor, site, entry=words[0].pk, step="down").status_code == 403
        assert [label for label, _below in shape(site)] == ["Một", "Hai", "Ba"]


class CraftedTests:
    """A request made by hand with something of another site is refused, and who sent it is noted."""

    @pytest.fixture
    def foreign(self):
        return word(commune("Vũ Muộn"), "Của người khác")

    @pytest.mark.parametrize(
        "make",
        [
            lambda site, foreign: {"entry": foreign.pk, "step": "remove"},
            lambda site, foreign: {
                "entry": foreign.pk,
                "label": "Đổi",
                "target": "section:news:list",
            },
            lambda site, foreign: {"order": f"{foreign.pk}:0"},
            lambda site, foreign: {
                "site": foreign.site_id,
                "label": "Đổi",
                "target": "section:news:list",
            },
            lambda site, foreign: {"entry": "1 OR 1=1", "step": "remove"},
        ],
    )
    def test_is_refused_and_noted(self, site, editor, foreign, make, caplog):
        with caplog.at_level(logging.WARNING, logger="pages.menu_editor"):
            answer = press(editor, site, **make(site, foreign))
        assert answer.status_code == 403
        assert editor.username in caplog.text
        assert shape(foreign.site) == [("Của người khác", [])] and shape(site) == []

    def test_naming_another_site_in_the_address_is_refused_and_noted(self, editor, foreign, caplog):
        with caplog.at_level(logging.WARNING, logger="pages.menu_editor"):
            assert browser(editor).get(screen(foreign.site)).status_code == 403
        assert f"site {foreign.site_id}" in caplog.text

    @pytest.mark.parametrize("asked", ["x", "-1", "9" * 30])
    def test_a_site_that_is_no_number_is_refused(self, editor, asked):
        assert browser(editor).get(f"{screen()}?trang={asked}").status_code in (403, 404)

    def test_a_page_of_another_site_is_no_target(self, site, editor):
        other = published_page(commune("Vũ Muộn"))
        assert press(editor, site, label="Lạ", target=f"page:{other.item_id}").status_code == 400
        assert shape(site) == []


class WriteTests:
    def test_a_word_leads_to_a_page_a_section_a_category_or_outside(self, site, editor):
        target = as_item(page(site))
        category("Kinh tế xã")
        for label, sent in {
            "Trang": {"target": f"page:{target.pk}"},
            "Mục": {"target": "section:news:list"},
            "Chuyên mục": {"target": "path:tin-tuc/chuyen-muc/kinh-te-xa/"},
            "Ngoài": {"target": "url:", "url": "https://example.vn/"},
        }.items():
            assert press(editor, site, label=label, **sent).status_code == 302
        told = [
            (row.page_id, row.section, row.path, row.url)
            for row in MenuEntry.objects.filter(site=site)
        ]
        assert told == [
            (target.pk, "", "", ""),
            (None, "news:list", "", ""),
            (None, "", "tin-tuc/chuyen-muc/kinh-te-xa/", ""),
            (None, "", "", "https://example.vn/"),
        ]

    @pytest.mark.parametrize(
        "url", ["", "http://example.vn/", "javascript:alert(1)", "//example.vn", "ftp://a.vn/"]
    )
    def test_an_outside_address_is_https(self, site, editor, url):
        assert press(editor, site, label="Ngoài", target="url:", url=url).status_code == 400

    @pytest.mark.parametrize(
        "target", ["", "section:admin:index", "path:../quan-tri/", "path://x", "page:x", "rác"]
    )
    def test_a_target_that_was_not_offered_is_refused_with_a_sentence(self, site, editor, target):
        answer = press(editor, site, label="Lạ", target=target)
        assert answer.status_code == 400 and "desk-error" in answer.content.decode()

    def test_an_entry_is_changed_in_place(self, site, editor, words):
        press(
            editor,
            site,
            entry=words[1].pk,
            label="Hai mới",
            target="url:",
            url="https://example.vn/",
        )
        assert [label for label, _below in shape(site)] == ["Một", "Hai mới", "Ba"]

    def test_taking_out_a_word_brings_up_what_stood_below_it(self, site, editor, words):
        word(site, "Con", above=words[0])
        press(editor, site, entry=words[0].pk, step="remove")
        assert shape(site) == [("Hai", []), ("Ba", []), ("Con", [])]

    def test_eight_words_are_kept_with_a_warning(self, site, editor):
        for number in range(8):
            word(site, f"Mục {number}")
        assert "khó theo dõi" in browser(editor).get(screen(site)).content.decode()

    def test_the_database_takes_no_entry_that_leads_nowhere_or_to_two_places(self, site):
        for target in ({"section": ""}, {"section": "news:list", "url": "https://example.vn/"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                word(site, **target)

    def test_an_own_address_stays_on_the_site(self, site):
        for path in ("/tin-tuc/", "//example.vn", "https://example.vn"):
            with pytest.raises(ValidationError):
                MenuEntry(site=site, label="x", path=path).full_clean()


class StepTests:
    @pytest.mark.parametrize(
        "place, step, wanted",
        [
            (0, "down", [("Hai", []), ("Một", []), ("Ba", [])]),
            (2, "up", [("Một", []), ("Ba", []), ("Hai", [])]),
            (0, "up", [("Một", []), ("Hai", []), ("Ba", [])]),
            (2, "down", [("Một", []), ("Hai", []), ("Ba", [])]),
            (1, "in", [("Một", ["Hai"]), ("Ba", [])]),
            (0, "in", [("Một", []), ("Hai", []), ("Ba", [])]),
            (1, "out", [("Một", []), ("Hai", []), ("Ba", [])]),
        ],
    )
    def test_moves_a_word(self, site, editor, words, place, step, wanted):
        press(editor, site, entry=words[place].pk, step=step)
        assert shape(site) == wanted

    def test_a_word_takes_along_what_stands_below_it(self, site, editor, words):
        word(site, "Con", above=words[1])
        press(editor, site, entry=words[1].pk, step="up")
        assert shape(site) == [("Hai", ["Con"]), ("Một", []), ("Ba", [])]
        press(editor, site, entry=words[0].pk, step="in")
        assert shape(site) == [("Hai", ["Con", "Một"]), ("Ba", [])]

    def test_a_word_with_others_below_goes_in_with_them_on_one_level(self, site, editor, words):
        word(site, "Con", above=words[1])
        press(editor, site, entry=words[1].pk, step="in")
        assert shape(site) == [("Một", ["Hai", "Con"]), ("Ba", [])]

    def test_out_puts_it_right_after_the_word_it_stood_below(self, site, editor, words):
        child = word(site, "Con", above=words[0])
        press(editor, site, entry=child.pk, step="out")
        assert shape(site) == [("Một", []), ("Con", []), ("Hai", []), ("Ba", [])]


class DragTests:
    def test_a_whole_order_is_kept(self, site, editor, words):
        one, two, three = words
        press(editor, site, order=f"{three.pk}:0,{one.pk}:1,{two.pk}:0")
        assert shape(site) == [("Ba", ["Một"]), ("Hai", [])]

    def test_the_first_word_always_stands_on_the_first_level(self, site, editor, words):
        press(editor, site, order=",".join(f"{row.pk}:1" for row in words))
        assert shape(site) == [("Một", ["Hai", "Ba"])]

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda pks: pks[:2],
            lambda pks: [*pks, pks[0]],
            lambda pks: ["x"],
            lambda pks: [9_999_999],
        ],
    )
    def test_an_order_that_no_longer_fits_changes_nothing(self, site, editor, words, spoil):
        before = shape(site)
        order = ",".join(f"{pk}:0" for pk in spoil([row.pk for row in reversed(words)]))
        assert press(editor, site, order=order).status_code == 302
        assert shape(site) == before


class BudgetTests:
    def test_the_screen_takes_the_same_number_of_queries_for_few_and_many(
        self, site, editor, django_assert_num_queries
    ):
        client = browser(editor)
        word(site)
        client.get(screen(site))
        for turn in range(2):
            with django_assert_num_queries(SCREEN_QUERIES):
                client.get(screen(site))
            for number in range(5):
                word(
                    site,
                    f"Mục {turn} {number}",
                    page=as_item(page(site, title=f"Trang {turn} {number}")),
                )

    def test_the_public_menu_is_one_query_at_any_length(self, django_assert_num_queries):
        site = main_site()
        for turn in range(2):
            with django_assert_num_queries(1):
                menu(site)
            word(site, f"Mục {turn}", page=as_item(published_page(title=f"Trang {turn}")))


SCREEN_QUERIES = 10
