"""Role × site × door: what each person gets at every door to a text of xã Cao Sơn that somebody else wrote.

The expectations are written out here by hand; nothing is asked of editorial.permissions.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from editorial.models import Edition, Event, Item
from editorial.workflow import perform
from tests.factories import (
    again,
    browser,
    commune,
    draft,
    edited,
    main_site,
    person,
    published,
    stored_picture,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "Chuyện chưa công bố của Cao Sơn"
ROLES = ["contributor", "writer", "editor", "chief", "responder", "leader"]
PEOPLE = [f"{role} {place}" for place in ("here", "there", "district") for role in ROLES] + [
    "superuser",
    "nobody",
]

WRITERS = {"writer here", "editor here", "chief here", "editor district", "chief district"}
EDITORS = WRITERS - {"writer here"}
CHIEFS = {"chief here", "chief district"}
# At their own desk somewhere; what they see there is another question.
AT_A_DESK = {
    who for who in PEOPLE if who.split()[0] in {"contributor", "writer", "editor", "chief"}
}
READERS_OF_REPORTS = {"chief district", "leader district"}

# (state of the text, action): who may. Nobody here contributed to the text.
STEPS = {
    ("draft", "submit"): WRITERS,
    ("draft", "discard"): EDITORS,
    ("draft", "publish_urgently"): CHIEFS,
    ("submitted", "return"): EDITORS,
    ("submitted", "pass"): EDITORS,
    ("submitted", "discard"): EDITORS,
    ("submitted", "publish_urgently"): CHIEFS,
    ("submitted", "publish"): set(),
    ("edited", "return"): EDITORS,
    ("edited", "publish"): CHIEFS,
    ("edited", "discard"): EDITORS,
    ("edited", "publish_urgently"): CHIEFS,
    ("scheduled", "unschedule"): CHIEFS,
    ("public", "correct"): WRITERS,
    ("public", "ask_retraction"): EDITORS,
    ("public", "retract_urgently"): CHIEFS,
    ("public", "unschedule"): set(),
    ("asked", "retract"): CHIEFS,
    ("asked", "refuse_retraction"): CHIEFS,
    ("urgent", "sign"): EDITORS,
    ("public", "sign"): set(),
}


def who(name):
    if name == "superuser":
        return person(None, name="root", is_superuser=True)
    if name == "nobody":
        return person(None)
    role, place = name.split()
    sites = {"here": commune("Cao Sơn"), "there": commune("Vũ Muộn"), "district": main_site()}
    return person(role, sites[place], "khach")


def make(state, **fields):
    """A text of Cao Sơn in a state, all its steps done by people who are not in the matrix."""
    here = commune("Cao Sơn")
    fields = {"title": SECRET} | fields
    makers = {"draft": draft, "submitted": submitted, "edited": edited, "public": published}
    if state in makers:
        return makers[state](here, **fields)
    if state == "scheduled":
        return published(here, at=timezone.now() + timedelta(days=1), **fields)
    if state == "urgent":
        return perform(
            "publish_urgently", draft(here, **fields), by=person("chief", here), note="Lũ về."
        )
    edition = published(here, **fields)
    perform("ask_retraction", edition, by=person("editor", here), note="Sai số liệu.", kind="wrong")
    return again(edition)


def review_url(edition, name="edition_review"):
    return reverse(f"admin:{name}", args=[edition.pk])


def change_url(edition, page="change"):
    return reverse(f"admin:news_article_{page}", args=[edition.pk])


def status(name, url):
    return browser(who(name)).get(url).status_code


def answers(url):
    return {name: status(name, url) for name in PEOPLE}


def expected(allowed, yes=200, no=404):
    return {name: yes if name in allowed else no for name in PEOPLE}


@contextmanager
def undone():
    """What happens inside is rolled back, so that each person meets the same text."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tried(attempt, *given):
    """{person: what `attempt(person, *given)` came to}, each on untouched rows."""
    outcome = {}
    for name in PEOPLE:
        with undone():
            outcome[name] = attempt(name, *given)
    return outcome


def row_of(edition):
    """All that a refused press must leave alone."""
    rows = Edition.objects.filter(item=edition.item).order_by("number")
    return [*rows.values_list("state", "title", "version", "claimed_by"), Event.objects.count()]


class ScreenTests:
    @pytest.mark.parametrize("state", ["draft", "submitted", "edited", "scheduled", "public"])
    @pytest.mark.parametrize("door", ["edition_review", "edition_preview"])
    def test_review_and_preview_open_for_the_sites_staff_only(self, state, door):
        assert answers(review_url(make(state), door)) == expected(WRITERS)

    def test_the_form_opens_a_draft_for_the_sites_staff_only(self):
        assert answers(change_url(make("draft"))) == expected(WRITERS)

    @pytest.mark.parametrize("state", ["submitted", "edited", "public"])
    def test_the_form_leads_to_the_review_once_the_text_is_locked(self, state):
        assert answers(change_url(make(state))) == expected(WRITERS, yes=302)

    def test_the_log_opens_for_the_sites_staff_only(self):
        assert answers(change_url(make("draft"), "history")) == expected(WRITERS, yes=302)

    @pytest.mark.parametrize("state", ["draft", "public"])
    def test_nobody_deletes_by_any_door(self, state):
        edition = make(state)
        assert set(answers(change_url(edition, "delete")).values()) <= {403, 404}
        for name in PEOPLE:
            browser(who(name)).post(change_url(edition, "delete"), {"post": "yes"})
        for name in PEOPLE:
            pressed = {"action": "delete_selected", "_selected_action": edition.pk, "post": "yes"}
            browser(who(name)).post(reverse("admin:news_article_changelist"), pressed)
        assert again(edition) == edition

    @pytest.mark.parametrize(
        "door",
        [
            "admin:review_queue",
            "admin:exception_board",
            "admin:news_article_changelist",
            "admin:news_article_add",
        ],
    )
    def test_the_desk_opens_for_who_writes_or_reviews_somewhere(self, door):
        answered = answers(reverse(door))
        assert {name: code for name, code in answered.items() if code == 200} == {
            name: 200 for name in AT_A_DESK
        }
        assert set(answered.values()) == {200, 403}

    def test_the_board_of_exceptions_names_a_text_to_the_sites_staff_only(self):
        make("urgent")
        board = reverse("admin:exception_board")
        told = {name for name in PEOPLE if SECRET in browser(who(name)).get(board).content.decode()}
        assert told == WRITERS

    def test_the_store_of_files_opens_for_chiefs_of_the_district(self):
        assert answers(reverse("admin:file_board")) == expected({"chief district"}, no=403)

    def test_the_report_opens_for_leaders_and_chiefs_of_the_district(self):
        assert answers(reverse("admin:reports_year", args=[2023])) == expected(
            READERS_OF_REPORTS, no=403
        )

    def test_the_reports_file_opens_for_leaders_and_chiefs_of_the_district(self):
        found = answers(reverse("admin:reports_download", args=[2023, "json"]))
        assert found == expected(READERS_OF_REPORTS, no=403)

    def test_the_queues_own_pages_have_no_back_door(self):
        edition = make("draft")
        for page in ("change", "history", "delete"):
            url = reverse(f"admin:editorial_edition_{page}", args=[edition.pk])
            reached = {
                name
                for name in PEOPLE
                if browser(who(name)).get(url, follow=True).status_code == 200
            }
            assert reached <= WRITERS

    def test_autocomplete_gives_nothing_away(self):
        asked = {"app_label": "news", "model_name": "article", "field_name": "item", "term": "Cao"}
        for name in PEOPLE:
            assert browser(who(name)).get(reverse("admin:autocomplete"), asked).status_code in {
                403,
                404,
            }

    def test_every_door_is_closed_to_who_is_not_logged_in(self):
        edition = make("draft")
        doors = [review_url(edition), review_url(edition, "edition_preview"), change_url(edition)]
        doors += [reverse("admin:review_queue"), reverse("admin:reports_year", args=[2023])]
        doors += [reverse("admin:exception_board"), reverse("admin:file_board")]
        assert {browser().get(door).status_code for door in doors} == {302}
        assert (
            browser().post(review_url(edition, "edition_act"), {"action": "submit"}).status_code
            == 302
        )
        assert again(edition).state == "draft"


class BulkTests:
    """The bulk actions of the list are the same law: asked or confirmed, for one's own eyes only."""

    BULK = [step for step in STEPS if step[1] in {"submit", "pass", "publish", "discard"}]

    @pytest.mark.parametrize("state, action", BULK)
    def test_does_what_the_table_says_and_nothing_else(self, state, action):
        outcome = tried(self.press, make(state), action)
        assert outcome == {
            name: "done" if name in STEPS[state, action] else "left alone" for name in PEOPLE
        }

    @staticmethod
    def press(name, edition, action):
        before = row_of(edition)
        sent = {"action": action, "_selected_action": edition.pk, "confirmed": "1"}
        browser(who(name)).post(reverse("admin:news_article_changelist"), sent)
        return "left alone" if row_of(edition) == before else "done"

    @pytest.mark.parametrize("action", ["submit", "pass", "publish", "discard"])
    def test_names_the_text_to_the_sites_staff_only(self, action):
        sent = {"action": action, "_selected_action": make("edited").pk}
        for name in PEOPLE:
            page = browser(who(name)).post(
                reverse("admin:news_article_changelist"), sent, follow=True
            )
            assert SECRET not in page.content.decode() or name in WRITERS


class LinkTests:
    def test_the_button_for_the_links_is_pressed_by_the_sites_staff_only(self):
        door = review_url(make("submitted"), "edition_links")
        pressed = {name: browser(who(name)).post(door).status_code for name in PEOPLE}
        assert pressed == expected(WRITERS, yes=302)


class NothingLeaksTests:
    """Who does not see a text does not learn of it from lists, counts, filters, forms or refusals."""

    @pytest.mark.parametrize("name", PEOPLE)
    def test_from_lists_filters_and_the_first_screen(self, name):
        edition = make("submitted")
        client, here = browser(who(name)), commune("Cao Sơn")
        pages = [
            reverse("admin:index"),
            reverse("admin:review_queue"),
            reverse("admin:news_article_changelist"),
        ]
        pages += [
            f"{pages[1]}?q=chuyen",
            f"{pages[1]}?site={here.pk}",
            f"{pages[2]}?q=chuyen",
            f"{pages[2]}?trang={here.pk}",
        ]
        pages += [review_url(edition), change_url(edition), reverse("admin:news_article_add")]
        seen = [page for page in pages if SECRET in client.get(page).content.decode()]
        assert bool(seen) == (name in WRITERS)

    @pytest.mark.parametrize("name", [name for name in PEOPLE if name in AT_A_DESK - WRITERS])
    def test_from_counts(self, name):
        client, doors = browser(who(name)), [reverse("admin:review_queue"), reverse("admin:index")]
        client.get(doors[0])  # the page before is as warm as the page after
        before = [without_tokens(client.get(door)) for door in doors]
        make("submitted")
        make("urgent")
        assert [without_tokens(client.get(door)) for door in doors] == before

    def test_from_the_public_pages(self):
        edition = make("edited")
        public = ["/", "/tin-tuc/", "/tin-tuc/rss/", "/tin-tuc/atom/"]
        public += [f"/don-vi/cao-son{page}" for page in public]
        public += [
            edition.get_absolute_url(),
            f"/don-vi/cao-son/tin-tuc/{edition.item_id}/lich-su/",
        ]
        assert not [page for page in public if SECRET in browser().get(page).content.decode()]

    def test_an_unknown_text_and_a_hidden_one_answer_alike(self):
        edition, client = make("draft"), browser(who("chief there"))
        addresses = [review_url(edition), reverse("admin:edition_review", args=[999999])]
        hidden, unknown = [client.get(address) for address in addresses]
        said = [
            [line.replace(address, "") for line in without_tokens(page)]
            for page, address in zip((hidden, unknown), addresses)
        ]
        assert hidden.status_code == unknown.status_code == 404
        assert said[0] == said[1]


def without_tokens(response):
    lines = response.content.decode().splitlines()
    return [line for line in lines if "csrf" not in line.lower()]


class ActTests:
    @pytest.mark.parametrize("state, action", STEPS)
    def test_every_press_does_what_the_table_says_and_nothing_else(self, state, action):
        allowed = STEPS[state, action]
        outcome = tried(self.press, make(state), action)
        wanted = {
            name: ("done", 302)
            if name in allowed
            else ("left alone", 409 if name in WRITERS else 404)
            for name in PEOPLE
        }
        assert outcome == wanted

    @staticmethod
    def press(name, edition, action):
        before = row_of(edition)
        sent = {"action": action, "note": "Có lý do.", "kind": "wrong", "version": edition.version}
        answer = browser(who(name)).post(review_url(edition, "edition_act"), sent)
        return ("left alone" if row_of(edition) == before else "done", answer.status_code)

    def test_an_own_text_is_refused_by_four_eyes_at_this_door_too(self):
        here = commune("Cao Sơn")
        chief = person("chief", here)
        edition = edited(here, by=chief)
        answer = browser(chief).post(
            review_url(edition, "edition_act"), {"action": "publish", "version": 1}
        )
        assert answer.status_code == 409
        assert again(edition).state == "edited"

    def test_claiming_is_for_editors_of_the_site(self):
        assert tried(self.claim, make("submitted")) == expected(EDITORS, yes=True, no=False)

    @staticmethod
    def claim(name, edition):
        browser(who(name)).post(review_url(edition, "edition_claim"))
        return again(edition).claimed_by is not None


class WriteTests:
    def test_a_new_text_stands_on_ones_own_site_only(self):
        outcome = tried(self.begin, commune("Cao Sơn"))
        assert outcome == expected(WRITERS | {"contributor here"}, yes=True, no=False)

    @staticmethod
    def begin(name, site):
        before = Item.objects.filter(site=site).count()
        browser(who(name)).post(reverse("admin:news_article_add"), typed(site=site.pk))
        return Item.objects.filter(site=site).count() > before

    def test_a_draft_of_another_is_changed_by_the_sites_staff_only(self):
        assert tried(self.save, make("draft")) == expected(WRITERS, yes="Tên mới", no=SECRET)

    @pytest.mark.parametrize("state", ["submitted", "edited", "scheduled", "public"])
    def test_a_locked_text_is_changed_by_nobody(self, state):
        assert tried(self.save, make(state)) == expected(set(), no=SECRET)

    @pytest.mark.parametrize("headers", [{}, {"HTTP_X_AUTOSAVE": "1"}])
    def test_saving_by_itself_obeys_the_same_law(self, headers):
        assert self.save("chief there", make("draft"), **headers) == SECRET
        assert self.save("contributor here", make("draft"), **headers) == SECRET

    @staticmethod
    def save(name, edition, **headers):
        sent = typed(title="Tên mới", version=edition.version, reason="Sửa.")
        browser(who(name), **headers).post(change_url(edition), sent)
        return again(edition).title


def typed(**fields):
    """What the writing form sends, with only the needed fields filled in."""
    return {"title": "Tin viết thử", "genre": "tin", "medium": "text"} | fields


class ContributorTests:
    """A contributor's door opens to what is theirs, on their site."""

    def test_sees_and_changes_the_own_draft_only(self):
        here = commune("Cao Sơn")
        own, other = draft(here, by=person("contributor", here)), make("draft")
        client = browser(person("contributor", here))
        assert [client.get(change_url(edition)).status_code for edition in (own, other)] == [
            200,
            404,
        ]

    def test_reads_the_reason_when_it_came_back(self):
        here = commune("Cao Sơn")
        author = person("contributor", here)
        own = perform(
            "return", submitted(here, by=author), by=person("editor", here), note="Thiếu nguồn tin."
        )
        assert "Thiếu nguồn tin." in browser(author).get(change_url(own)).content.decode()

    def test_loses_the_own_draft_with_the_role(self):
        here = commune("Cao Sơn")
        author = person("contributor", here)
        own = draft(here, by=author)
        author.memberships.update(to_on="2021-01-01")
        assert browser(author).get(change_url(own)).status_code == 404


class FileTests:
    @pytest.mark.parametrize("state", ["draft", "submitted", "edited", "scheduled"])
    @pytest.mark.parametrize("door", ["{0}/rung-mo.jpg", "{0}/320.webp"])
    def test_of_an_unpublished_text_opens_for_the_sites_staff_only(self, state, door):
        file = stored_picture(by=person("writer", commune("Cao Sơn")))
        make(state, cover=file, cover_alt="Rừng mơ")
        assert answers(f"/tep/{door.format(file.sha256)}") == expected(WRITERS)

    def test_of_a_public_text_opens_for_everybody(self):
        file = stored_picture(by=person("writer", commune("Cao Sơn")))
        make("public", cover=file, cover_alt="Rừng mơ")
        assert set(answers(f"/tep/{file.sha256}/rung-mo.jpg").values()) == {200}
