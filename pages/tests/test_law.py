"""The editorial law for pages: their rows and files are cloned, compared and locked like the text itself."""

import pytest
from django.db import IntegrityError, connection, transaction

from editorial.comparison import row_changes
from editorial.workflow import Refused, perform
from pages.models import Contact, Layout, Leader, Page, Unit
from pages.tests.factories import as_item, leader, page, publish, published_page
from tests.factories import again, browser, commune, correction, main_site, person, stored_picture

pytestmark = pytest.mark.django_db


def file_status(file):
    return browser().get(f"/tep/{file.sha256}/{file.original_name}").status_code


class RowsTests:
    @pytest.mark.parametrize(
        "layout, row",
        [
            (Layout.LEADERS, lambda: leader()),
            (Layout.CONTACTS, lambda: Contact(name="Một cửa", phone="0209 123")),
            (Layout.ORGANISATION, lambda: Unit(name="Văn phòng")),
        ],
    )
    def test_the_database_refuses_to_change_the_rows_of_a_published_page(self, layout, row):
        edition = published_page(layout=layout, rows=[row()])
        kept = getattr(edition, edition.shown_rows).get()
        for attempt in (
            kept.delete,
            lambda: type(kept).objects.update(name="Người khác"),
            lambda: type(kept)(page=edition).save(),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                attempt()

    def test_the_database_refuses_to_change_the_text_of_a_published_page(self):
        edition = published_page()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE pages_page SET body = 'x' WHERE edition_ptr_id = %s", [edition.pk]
            )

    def test_a_correction_takes_the_rows_along_and_leaves_the_public_ones(self):
        public = published_page(
            layout=Layout.LEADERS,
            rows=[leader("Lãnh đạo Một (demo)"), leader("Lãnh đạo Hai (demo)")],
        )
        new = perform("correct", public, by=person("writer"), note="Thay đổi nhân sự.")
        new.leaders.first().delete()
        assert [row.name for row in public.leaders.all()] == [
            "Lãnh đạo Một (demo)",
            "Lãnh đạo Hai (demo)",
        ]
        assert [row.name for row in new.leaders.all()] == ["Lãnh đạo Hai (demo)"]

    def test_readers_compare_only_the_rows_that_a_layout_shows(self):
        public = published_page(layout=Layout.TEXT, rows=[leader("Người chưa công bố (demo)")])
        new = publish(correction(public, title="Giới thiệu"))
        shown = " ".join(change.html for change in row_changes(public, new, for_readers=True))
        assert "chưa công bố" not in shown


class FilesTests:
    def test_a_photograph_is_public_only_while_its_page_is(self):
        photo = stored_picture(person("writer"))
        draft = page(layout=Layout.LEADERS, rows=[leader(file=photo)])
        assert file_status(photo) == 404
        public = publish(draft)
        assert file_status(photo) == 200
        perform("retract_urgently", public, by=person("chief"), note="Nhầm ảnh.", kind="mistake")
        assert file_status(photo) == 410

    def test_a_photograph_in_rows_that_the_layout_hides_stays_at_the_desk(self):
        photo = stored_picture(person("writer"))
        published_page(layout=Layout.TEXT, rows=[leader(file=photo)])
        assert file_status(photo) == 404


class MissingTests:
    @pytest.mark.parametrize(
        "fields, name",
        [
            ({"body": ""}, "body"),
            ({"layout": Layout.LEADERS}, "leaders"),
            ({"layout": Layout.CONTACTS}, "contacts"),
            ({"layout": Layout.ORGANISATION}, "units"),
            ({"layout": Layout.MAP}, "map_url"),
        ],
    )
    def test_submission_wants_what_the_layout_shows(self, fields, name):
        draft = page(**fields)
        assert set(draft.missing()) == {name}
        with pytest.raises(Refused):
            perform("submit", draft, by=person("writer"))

    def test_a_map_with_a_link_is_complete_and_is_advised_to_have_a_picture(self):
        draft = page(layout=Layout.MAP, map_url="https://www.openstreetmap.org/", body="")
        assert draft.missing() == {}
        assert "cover" in dict(draft.advice())

    def test_two_pages_of_one_site_do_not_get_one_address(self):
        published_page(address="lien-he")
        assert "address" in page(address="lien-he").missing()
        assert page(commune(), address="lien-he").missing() == {}


class AddressTests:
    def test_is_made_from_the_title_below_the_parents(self):
        above = published_page()
        below = page(title="Lãnh đạo huyện", parent=as_item(above))
        assert above.address == "gioi-thieu-chung"
        assert below.address == "gioi-thieu-chung/lanh-dao-huyen"

    def test_of_a_second_page_of_the_same_title_takes_a_number(self):
        assert [page(title="Liên hệ").address for _each in range(2)] == ["lien-he", "lien-he-2"]

    def test_stays_when_a_correction_changes_the_title(self):
        new = correction(published_page(), title="Tên mới")
        assert again(new).address == "gioi-thieu-chung"

    def test_that_starts_with_a_digit_gets_a_word_before_it(self):
        assert page(title="2023 ngân sách").address == "trang-2023-ngan-sach"


class SearchTests:
    def test_finds_a_page_by_the_names_in_its_rows(self):
        draft = page(layout=Layout.LEADERS, rows=[leader("Nông Thị Thử (demo)")])
        assert "nong thi thu" in again(draft).search_text

    def test_a_proxy_tells_a_page_by_the_title_that_was_public_last(self):
        public = published_page(title="Tên đã đăng")
        correction(public, title="Tên chưa đăng")
        assert str(as_item(public)) == "Tên đã đăng"


class OwnLawTests:
    def test_who_wrote_a_page_does_not_publish_it(self):
        chief = person("chief", main_site())
        edition = perform("submit", page(by=chief), by=chief)
        with pytest.raises(Refused):
            perform("pass", edition, by=chief)

    def test_rows_belong_to_no_public_page_by_being_written(self):
        page(layout=Layout.LEADERS, rows=[leader()])
        assert not Page.objects.published().exists() and Leader.objects.exists()
