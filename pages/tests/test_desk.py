"""Writing pages at the desk: the form with its rows, its refusals, and who sees what (role × site × door)."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from editorial.models import Item
from editorial.tests.test_matrix import (
    AT_A_DESK,
    PEOPLE,
    WRITERS,
    answers,
    expected,
    tried,
    undone,
    who,
    without_tokens,
)
from editorial.workflow import perform
from pages.models import Layout, Page
from pages.tests.factories import as_item, leader, page, publish, published_page
from tests.factories import (
    again,
    browser,
    commune,
    correction,
    main_site,
    person,
    picture,
    stored_picture,
)

pytestmark = pytest.mark.django_db

SECRET = "Trang chưa công bố của Cao Sơn"
ADD = "admin:pages_page_add"


def rows(relation, *filled):
    """What a browser sends for the rows of a relation."""
    sent = {f"{relation}-TOTAL_FORMS": len(filled), f"{relation}-INITIAL_FORMS": 0}
    for place, fields in enumerate(filled):
        sent |= {f"{relation}-{place}-{name}": value for name, value in fields.items()}
    return sent


def typed(**fields):
    sent = {
        "layout": "text",
        "language": "vi",
        "title": "Giới thiệu xã",
        "summary": "Vài nét.",
        "body": "<p>Bên sông Cầu.</p>",
        "position": 0,
        "address": "",
        **rows("leaders"),
        **rows("contacts"),
        **rows("units"),
    }
    return sent | fields


def change_url(edition, door="change"):
    return reverse(f"admin:pages_page_{door}", args=[edition.pk])


@pytest.fixture
def writer():
    return person("writer")


def write(user, **fields):
    return browser(user).post(reverse(ADD), typed(site=main_site().pk) | fields)


def newest():
    return Page.objects.latest("pk")


class WriteTests:
    def test_a_page_of_leaders_is_written_with_photographs_in_its_rows(self, writer):
        one, two = (
            {"name": "Một (demo)", "post": "Chủ tịch", "upload": picture()},
            {"name": "Hai (demo)", "post": "Phó Chủ tịch"},
        )
        assert (
            write(writer, layout="leaders", body="", **rows("leaders", one, two)).status_code == 302
        )
        assert [(row.name, bool(row.file)) for row in newest().leaders.all()] == [
            ("Một (demo)", True),
            ("Hai (demo)", False),
        ]
        assert "mot (demo)" in newest().search_text and newest().missing() == {}

    def test_a_photograph_stays_with_its_row_until_it_is_removed(self, writer):
        write(
            writer,
            layout="leaders",
            **rows("leaders", {"name": "Một (demo)", "post": "Chủ tịch", "upload": picture()}),
        )
        draft, digest = newest(), newest().leaders.get().file.sha256
        for extra, stays in (({}, True), ({"without_photograph": "on"}, False)):
            sent = typed(layout="leaders", address=draft.address, version=again(draft).version)
            sent |= rows(
                "leaders", {"name": "Một (demo)", "post": "Chủ tịch", "kept": digest} | extra
            )
            browser(writer).post(change_url(draft), sent)
            assert bool(again(draft).leaders.get().file) == stays

    def test_a_file_that_is_no_picture_is_refused_with_a_sentence(self, writer):
        fake = picture()
        fake.file.seek(0)
        fake.file.truncate()
        fake.file.write(b"%PDF-1.4 not a picture")
        fake.file.seek(0)
        answer = write(
            writer,
            layout="leaders",
            **rows("leaders", {"name": "Một", "post": "Chủ tịch", "upload": fake}),
        )
        assert answer.status_code == 400 and not Page.objects.exists()

    @pytest.mark.parametrize(
        "relation, row",
        [
            ("leaders", {"post": "Không tên"}),
            ("contacts", {"name": "Một cửa", "email": "không phải thư"}),
            ("units", {"name": "Phòng", "level": 9}),
            ("units", {"name": "Phòng", "level": "x"}),
            ("contacts", {"name": "x" * 500}),
        ],
    )
    def test_a_wrong_row_is_refused_with_a_sentence_and_nothing_typed_is_lost(
        self, writer, relation, row
    ):
        answer = write(writer, title="Tiêu đề đã gõ", **rows(relation, row))
        assert (
            answer.status_code == 400
            and "Tiêu đề đã gõ" in answer.content.decode()
            and not Page.objects.exists()
        )

    @pytest.mark.parametrize(
        "address", ["/lien-he", "Liên hệ", "lien he", "12-lien-he", "a//b", "../x", "a/", "x" * 200]
    )
    def test_an_address_that_is_none_is_refused(self, writer, address):
        assert write(writer, address=address).status_code == 400

    def test_an_address_that_another_page_holds_is_refused(self, writer):
        published_page(address="lien-he")
        assert write(writer, address="lien-he").status_code == 400

    @pytest.mark.parametrize("url", ["http://example.vn/", "javascript:alert(1)", "map"])
    def test_a_link_to_a_map_is_https(self, writer, url):
        assert write(writer, layout="map", map_url=url).status_code == 400

    def test_the_english_version_is_english(self, writer):
        other = as_item(published_page())
        assert write(writer, translation_of=other.pk).status_code == 400
        assert (
            write(writer, translation_of=other.pk, language="en", title="About us").status_code
            == 302
        )

    @pytest.mark.parametrize("name", ["parent", "translation_of"])
    def test_a_page_of_another_site_is_neither_above_nor_translated(self, name):
        foreign = as_item(published_page(commune("Vũ Muộn")))
        answer = write(person("editor"), language="en", **{name: foreign.pk})
        assert answer.status_code == 400 and not Page.objects.on_site(main_site()).exists()

    def test_a_page_stands_neither_below_itself_nor_below_its_own_sub_page(self, writer):
        top = page()
        middle = page(title="Giữa", parent=as_item(top))
        low = page(title="Dưới", parent=as_item(middle))
        for above in (top, middle, low):
            sent = typed(
                title="Đổi", parent=as_item(above).pk, address=top.address, version=top.version
            )
            assert browser(writer).post(change_url(top), sent).status_code == 400
        assert again(top).parent is None

    def test_a_correction_keeps_address_and_rows_in_its_form(self, writer):
        public = published_page(layout=Layout.LEADERS, rows=[leader("Một (demo)")])
        new = perform("correct", public, by=writer, note="Nhân sự.")
        text = browser(writer).get(change_url(new)).content.decode()
        assert 'value="Một (demo)"' in text and f'value="{public.address}"' in text

    def test_the_preview_shows_the_rows_before_they_are_public(self, writer):
        draft = page(layout=Layout.LEADERS, rows=[leader("Chưa đăng (demo)")])
        assert (
            "Chưa đăng (demo)"
            in browser(writer)
            .get(reverse("admin:edition_preview", args=[draft.pk]))
            .content.decode()
        )

    def test_draft_to_publication_correction_and_retraction(self, writer):
        assert write(writer, _submit="1").status_code == 302
        public = perform(
            "publish", perform("pass", newest(), by=person("editor")), by=person("chief")
        )
        corrected = publish(correction(public, by=writer, title="Giới thiệu huyện"), by=writer)
        cache.clear()
        assert "Giới thiệu huyện" in browser().get(corrected.get_absolute_url()).content.decode()
        perform("retract_urgently", corrected, by=person("chief"), note="Nhầm.", kind="mistake")
        cache.clear()
        assert browser().get(corrected.get_absolute_url()).status_code == 410


class MatrixTests:
    def make(self, public=False):
        here = commune()
        return (published_page if public else page)(here, title=SECRET)

    @pytest.mark.parametrize("door, yes", [("change", 200), ("history", 302)])
    def test_a_draft_opens_for_the_sites_staff_only(self, door, yes):
        assert answers(change_url(self.make(), door)) == expected(WRITERS, yes=yes)

    def test_review_and_preview_open_for_the_sites_staff_only(self):
        draft = self.make()
        for door in ("edition_review", "edition_preview"):
            assert answers(reverse(f"admin:{door}", args=[draft.pk])) == expected(WRITERS)

    def test_list_and_empty_form_open_for_who_writes_somewhere(self):
        self.make()
        for door in ("admin:pages_page_changelist", ADD):
            assert {
                name for name, code in answers(reverse(door)).items() if code == 200
            } == AT_A_DESK

    @pytest.mark.parametrize("public", [False, True])
    def test_nobody_deletes(self, public):
        edition = self.make(public)
        for name in PEOPLE:
            browser(who(name)).post(change_url(edition, "delete"), {"post": "yes"})
        assert again(edition) == edition

    def test_a_draft_of_another_is_changed_by_the_sites_staff_only(self):
        assert tried(self.save, self.make()) == expected(WRITERS, yes="Tên mới", no=SECRET)

    @staticmethod
    def save(name, edition):
        sent = typed(title="Tên mới", address=edition.address, version=edition.version)
        browser(who(name)).post(change_url(edition), sent)
        return again(edition).title

    def test_a_new_page_stands_on_ones_own_site_only(self):
        outcome = tried(self.begin, commune())
        assert outcome == expected(WRITERS | {"contributor here"}, yes=True, no=False)

    @staticmethod
    def begin(name, site):
        before = Item.objects.filter(site=site).count()
        browser(who(name)).post(reverse(ADD), typed(site=site.pk))
        return Item.objects.filter(site=site).count() > before

    @pytest.mark.parametrize("name", PEOPLE)
    def test_lists_filters_and_choices_name_a_hidden_page_to_the_sites_staff_only(self, name):
        edition, here = self.make(), commune()
        listing = reverse("admin:pages_page_changelist")
        doors = [
            listing,
            f"{listing}?q=trang",
            f"{listing}?trang={here.pk}",
            reverse(ADD),
            change_url(edition),
        ]
        doors += [
            reverse("admin:pages_menuentry_changelist"),
            f"{reverse('admin:pages_menuentry_changelist')}?trang={here.pk}",
        ]
        client = browser(who(name))
        seen = any(SECRET in client.get(door).content.decode() for door in doors)
        assert seen == (name in WRITERS)

    def test_a_contributor_is_offered_no_unpublished_page_even_in_an_own_draft(self):
        contributor = person("contributor", commune())
        public = published_page(commune(), title="Đã đăng")
        correction(public, title=SECRET)
        own = page(commune(), by=contributor, title="Của tôi")
        text = browser(contributor).get(change_url(own)).content.decode()
        assert "Đã đăng" in text and SECRET not in text

    @pytest.mark.parametrize("name", sorted(AT_A_DESK - WRITERS))
    def test_counts_tell_nothing(self, name):
        client, door = browser(who(name)), reverse("admin:pages_page_changelist")
        client.get(door)
        before = without_tokens(client.get(door))
        with undone():
            self.make()
            assert without_tokens(client.get(door)) == before

    def test_the_public_sees_nothing_of_a_draft(self):
        draft = self.make()
        doors = [
            "/",
            "/so-do/",
            "/en/",
            draft.get_absolute_url(),
            f"/don-vi/cao-son/trang/{draft.item_id}/lich-su/",
        ]
        doors += [f"/don-vi/cao-son{door}" for door in doors[:3]]
        assert not [door for door in doors if SECRET in browser().get(door).content.decode()]


class BudgetTests:
    def test_the_form_takes_the_same_number_of_queries_for_few_rows_and_many(
        self, writer, django_assert_num_queries
    ):
        client = browser(writer)
        photograph = stored_picture(writer)
        few, many = (
            page(
                title=f"Trang {count}",
                layout=Layout.LEADERS,
                rows=[leader(file=photograph) for _each in range(count)],
            )
            for count in (1, 12)
        )
        client.get(change_url(few))
        for edition in (few, many):
            with django_assert_num_queries(FORM_QUERIES):
                client.get(change_url(edition))


FORM_QUERIES = 22
