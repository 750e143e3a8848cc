import csv
import io
import json
from base64 import urlsafe_b64encode
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from documents.models import DocumentFile, RelationKind
from documents.relations import timeline
from documents.tests.factories import (
    body,
    kind,
    party_body,
    published,
    relation,
    stored_pdf,
    submitted,
    topic,
)
from portal.page_cache import purge
from tests.factories import browser, commune, main_site, retracted

pytestmark = pytest.mark.django_db


def page(path="/van-ban/", site=None, **query):
    return browser().get(f"{site.prefix if site else ''}{path}", query)


def html(path="/van-ban/", **query):
    response = page(path, **query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(**query):
    """References of the register in the order shown."""
    return [document.reference for document in page(**query).context["page"].items]


class RegisterTests:
    def test_shows_published_documents_only(self):
        published(issue_number="12")
        submitted(issue_number="13")
        assert numbers() == ["12/QĐ-UBND"]

    def test_is_empty_in_words(self):
        main_site()
        assert "Chưa có văn bản nào được đăng" in html()

    def test_keeps_to_its_site(self):
        published(commune(), issue_number="7", symbol="QĐ-UBND")
        published(issue_number="12")
        assert numbers() == ["12/QĐ-UBND"]
        assert [one.reference for one in page(site=commune()).context["page"].items] == [
            "7/QĐ-UBND"
        ]

    @pytest.mark.parametrize(
        "asked", ["1155/UBND", "1155 ubnd", "1155", "số 1155/UBND-VX", "Số: 1155/UBND"]
    )
    def test_finds_a_letter_by_its_number(self, asked):
        published(issue_number="1155", symbol="UBND-VX", type=kind("Công văn"))
        published(issue_number="115", symbol="UBND-VX", type=kind("Công văn"))
        published(issue_number="1155", symbol="QĐ-HĐND", issuer=body("HĐND huyện", short="HĐND"))
        found = numbers(q=asked)
        assert "1155/UBND-VX" in found and "115/UBND-VX" not in found
        assert asked == "1155" or "1155/QĐ-HĐND" not in found

    @pytest.mark.parametrize("asked", ["QĐ 12", "qd 12", "12/qđ-ubnd", "12 QĐ-UBND"])
    def test_finds_a_decision_by_code_and_number(self, asked):
        published(issue_number="12")
        published(issue_number="12", symbol="KH-UBND", type=kind("Kế hoạch"))
        assert numbers(q=asked) == ["12/QĐ-UBND"]

    def test_finds_words_of_the_subject_without_marks(self):
        published(summary="Về việc phòng, chống rét cho trâu bò")
        published(issue_number="13", summary="Về việc cử đoàn công tác")
        assert numbers(q="chong ret trau bo") == ["12/QĐ-UBND"]

    def test_takes_a_number_among_words_for_a_word(self):
        published(summary="Hỗ trợ 12 hộ nghèo", issue_number="40")
        published(issue_number="12", summary="Về việc khác")
        assert numbers(q="12 hộ nghèo") == ["40/QĐ-UBND"]

    def test_filters_by_a_body_and_all_below_it(self):
        office = body("Văn phòng UBND huyện", short="VP", parent=body())
        published(issue_number="1")
        published(issue_number="2", issuer=office)
        published(issue_number="3", symbol="NQ/HU", issuer=party_body(), type=kind("Nghị quyết"))
        assert set(numbers(**{"co-quan": body().slug})) == {"1/QĐ-UBND", "2/QĐ-UBND"}
        assert numbers(**{"co-quan": office.slug}) == ["2/QĐ-UBND"]

    @pytest.mark.parametrize(
        "query",
        [{"loai": "ke-hoach"}, {"nam": "2022"}, {"linh-vuc": "nong-nghiep"}, {"hieu-luc": "het"}],
    )
    def test_filters_by_type_year_field_and_effect(self, query):
        published(issue_number="1")
        published(
            issue_number="2",
            symbol="KH-UBND",
            type=kind("Kế hoạch"),
            issued_on=date(2022, 5, 1),
            topic=topic(),
            effective_until_on=date(2022, 12, 31),
        )
        assert numbers(**query) == ["2/KH-UBND"]

    @pytest.mark.parametrize("sort", ["ngay", "so", "co-quan"])
    @pytest.mark.parametrize(
        "key",
        [
            [1, "2023-05-01", 9],
            ["2023-05-01", 9],
            ["2023-05-01", 1, 9],
            [1, 2, 9],
            [[], {}, 1],
            [9],
        ],
    )
    def test_begins_anew_for_the_cursor_of_another_order(self, sort, key):
        published()
        cursor = urlsafe_b64encode(json.dumps(["newer", *key]).encode()).decode().rstrip("=")
        assert page(**{"sap-xep": sort, "trang": cursor}).status_code == 200

    def test_begins_anew_when_the_body_of_the_cursor_has_gone(self):
        published()
        cursor = (
            urlsafe_b64encode(json.dumps(["newer", 987654, "2023-05-01", 9]).encode())
            .decode()
            .rstrip("=")
        )
        shown = page(**{"sap-xep": "co-quan", "trang": cursor}).context["page"]
        assert (len(shown.items), shown.older, shown.newer) == (1, None, None)

    @pytest.mark.parametrize(
        "query",
        [
            {"nam": "²²²²"},
            {"nam": "0000"},
            {"trang": "rác"},
            {"trang": "W10"},
            {"co-quan": "x"},
            {"sap-xep": "x"},
            {"hieu-luc": "x"},
            {"q": "' & | ! ( :*"},
            {"q": "1155/" * 60},
            {"q": "99999999999999"},
        ],
    )
    def test_survives_nonsense_in_the_address(self, query):
        published()
        assert page(**query).status_code == 200

    def test_sorts_by_day_number_and_body(self):
        published(issue_number="5", issued_on=date(2023, 1, 1))
        published(
            issue_number="105",
            issued_on=date(2023, 3, 1),
            issuer=body("HĐND huyện", short="HĐND", position=1),
        )
        published(issue_number="50", issued_on=date(2023, 2, 1))
        assert numbers() == ["105/QĐ-UBND", "50/QĐ-UBND", "5/QĐ-UBND"]
        assert numbers(**{"sap-xep": "so"}) == ["105/QĐ-UBND", "50/QĐ-UBND", "5/QĐ-UBND"]
        assert numbers(**{"sap-xep": "co-quan"}) == ["50/QĐ-UBND", "5/QĐ-UBND", "105/QĐ-UBND"]

    @pytest.mark.parametrize("sort", ["ngay", "so", "co-quan"])
    def test_walks_all_pages_there_and_back(self, sort, monkeypatch):
        monkeypatch.setattr("documents.register.PAGE_SIZE", 2)
        for number in range(1, 6):
            published(issue_number=str(number), issued_on=date(2023, 1, 1 + number // 2))
        whole, cursor, cursors = [], None, []
        for _page in range(5):
            shown = page(**{"sap-xep": sort} | ({"trang": cursor} if cursor else {})).context[
                "page"
            ]
            whole += [document.number_value for document in shown.items]
            cursors.append(shown.newer)
            if not (cursor := shown.older):
                break
        assert whole == [5, 4, 3, 2, 1]
        back = page(**{"sap-xep": sort, "trang": cursors[-1]}).context["page"]
        assert [document.number_value for document in back.items] == [3, 2]

    def test_lists_bodies_in_the_order_of_their_tree_as_it_is_now(self):
        later, first = (
            body("Ban Dân tộc", short="BDT", position=9),
            body("Ban An toàn", short="BAT", position=8),
        )
        below = body("Văn phòng", short="VP", parent=later, position=1)
        for number, issuer in enumerate([below, first, later], 1):
            published(issue_number=str(number), issuer=issuer)
        assert numbers(**{"sap-xep": "co-quan"}) == ["2/QĐ-UBND", "3/QĐ-UBND", "1/QĐ-UBND"]
        later.position = 7
        later.save()
        purge()
        assert numbers(**{"sap-xep": "co-quan"}) == ["3/QĐ-UBND", "1/QĐ-UBND", "2/QĐ-UBND"]
        assert numbers(**{"sap-xep": "co-quan", "co-quan": later.slug}) == [
            "3/QĐ-UBND",
            "1/QĐ-UBND",
        ]
        rows = page("/van-ban/xuat/van-ban.csv", **{"sap-xep": "co-quan"}).getvalue().decode()
        assert rows.index("3/QĐ-UBND") < rows.index("1/QĐ-UBND") < rows.index("2/QĐ-UBND")

    def test_walks_from_body_to_body_there_and_back(self, monkeypatch):
        monkeypatch.setattr("documents.register.PAGE_SIZE", 2)
        for number in range(1, 6):
            published(
                issue_number=str(number), issuer=body(f"Cơ quan {number % 3}", short=f"CQ{number}")
            )
        there, back, asked = [], [], {"sap-xep": "co-quan"}
        for found, way in ((there, "older"), (back, "newer")):
            while True:
                purge()
                shown = page(**asked).context["page"]
                found.append([one.reference for one in shown.items])
                if not (cursor := getattr(shown, way)):
                    break
                asked["trang"] = cursor
        assert there == [["3/QĐ-UBND", "4/QĐ-UBND"], ["1/QĐ-UBND", "5/QĐ-UBND"], ["2/QĐ-UBND"]]
        assert back == there[::-1]

    @pytest.mark.parametrize("day", [date(223, 3, 5), date(9023, 3, 5)])
    def test_offers_no_year_that_a_hasty_hand_wrote(self, day):
        published(issue_number="1", issued_on=date(2021, 3, 5))
        published(issue_number="2", issued_on=day)
        assert page().context["register"].catalogue.years[-1] == 2021

    def test_asks_six_questions_however_long_it_is(self, django_assert_max_num_queries):
        published(issue_number="1")
        page(nam="2020")
        with django_assert_max_num_queries(6) as few:
            page(nam="2023")
        for number in range(2, 8):
            published(
                issue_number=str(number),
                issuer=body(f"Cơ quan {number}"),
                topic=topic(f"Lĩnh vực {number}"),
            )
        with django_assert_max_num_queries(6) as many:
            page(**{"hieu-luc": "con", "nam": "2023"})
        assert len(few) == len(many)


class DocumentTests:
    def test_shows_its_facts_files_and_digest(self):
        one = published(
            files=[DocumentFile(file=stored_pdf(pages=3), title="Quyết định")], topic=topic()
        )
        text = html(one.get_absolute_url())
        for said in (
            "12/QĐ-UBND",
            "05/01/2023",
            "UBND huyện Bạch Thông",
            "Nông nghiệp",
            "Còn hiệu lực",
            "3 trang",
        ):
            assert said in text
        assert one.files.get().file.sha256 in text
        assert "<iframe" in text

    def test_keeps_one_address_whatever_the_words(self):
        one = published()
        response = page(f"/van-ban/{one.item_id}/")
        assert response.status_code == 301
        assert response["Location"] == one.get_absolute_url()

    def test_names_an_annex_that_is_not_public_without_serving_it(self):
        closed = stored_pdf(width=333)
        one = published(
            files=[
                DocumentFile(file=stored_pdf()),
                DocumentFile(role="annex", title="Danh sách hộ", file=closed, is_public=False),
            ]
        )
        text = html(one.get_absolute_url())
        assert "Danh sách hộ" in text and "không công khai" in text
        assert closed.sha256 not in text
        assert browser().get(f"/tep/{closed.sha256}/x.pdf").status_code == 404

    def test_serves_its_file_within_pages_of_our_own_only(self):
        one = published()
        response = browser().get(f"/tep/{one.files.get().file.sha256}/x.pdf")
        assert response.status_code == 200
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]

    def test_tells_the_older_document_from_the_moment_the_newer_is_public(self):
        old = published()
        newer = published(
            issue_number="20",
            issued_on=date(2023, 6, 1),
            at=timezone.now() + timedelta(hours=1),
            relations=[relation(RelationKind.REPLACES, old)],
        )
        assert "20/QĐ-UBND" not in html(old.get_absolute_url())
        late = timezone.now() + timedelta(hours=2)
        assert [entry.other.pk for entry in timeline(old, late)] == [newer.pk]

    def test_links_both_ways(self):
        old = published()
        newer = published(
            issue_number="20",
            issued_on=date(2023, 6, 1),
            relations=[relation(RelationKind.REPLACES, old)],
        )
        shown = html(old.get_absolute_url())
        assert (
            newer.get_absolute_url() in shown
            and "Được thay thế bởi" in shown
            and "Hết hiệu lực toàn bộ" in shown
        )
        assert old.get_absolute_url() in html(newer.get_absolute_url())

    def test_answers_with_the_notice_when_retracted(self):
        one = published()
        retracted(edition=one)
        assert page(one.get_absolute_url()).status_code == 410
        assert numbers() == []
        assert page("/van-ban/rss/").content.count(b"<item>") == 0

    @pytest.mark.parametrize("name", ["lich-su", "lich-su/so-sanh", "in"])
    def test_has_history_comparison_and_print(self, name):
        one = published()
        assert page(f"/van-ban/{one.item_id}/{name}/").status_code == 200

    def test_asks_eight_questions_however_many_relations(self, django_assert_max_num_queries):
        old = published()
        path = old.get_absolute_url()
        with django_assert_max_num_queries(8):
            page(path)
        others = [published(issue_number=str(number)) for number in (30, 31)]
        one = published(
            issue_number="20",
            relations=[relation(RelationKind.BASED_ON, other) for other in [old, *others]],
        )
        for number in (21, 22):
            published(issue_number=str(number), relations=[relation(RelationKind.GUIDES, one)])
        with django_assert_max_num_queries(8):
            page(one.get_absolute_url())


class FeedTests:
    def test_follows_the_filters(self):
        published(issue_number="1")
        published(issue_number="2", symbol="KH-UBND", type=kind("Kế hoạch"))
        text = html("/van-ban/rss/", loai="ke-hoach")
        assert "2/KH-UBND" in text and "1/QĐ-UBND" not in text
        assert "Kế hoạch" in text.partition("<item>")[0]
        assert html("/van-ban/atom/").count("<entry>") == 2


class ExportTests:
    def test_gives_the_filtered_list_as_csv(self):
        published(issue_number="1")
        published(issue_number="2", symbol="KH-UBND", type=kind("Kế hoạch"))
        response = page("/van-ban/xuat/van-ban.csv", loai="ke-hoach")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        assert lines[0][0] == "Số, ký hiệu"
        assert [line[0] for line in lines[1:]] == ["2/KH-UBND"]

    def test_gives_the_filtered_list_as_a_spreadsheet(self):
        published(issue_number="1")
        sheet = sheet_of(page("/van-ban/xuat/van-ban.xlsx"))
        assert sheet[1][0].value == "Số, ký hiệu"
        assert (sheet[2][0].value, sheet[2][3].value) == ("1/QĐ-UBND", "05/01/2023")

    @pytest.mark.parametrize("said", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)"])
    def test_makes_no_formula_of_what_people_wrote(self, said):
        published(summary=said)
        text = b"".join(page("/van-ban/xuat/van-ban.csv").streaming_content).decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(text)))[1][4] == f"'{said}"
        cell = sheet_of(page("/van-ban/xuat/van-ban.xlsx"))[2][4]
        assert (cell.data_type, cell.value) == ("s", said)

    def test_ends_at_its_bound(self, monkeypatch):
        monkeypatch.setattr("documents.register_export.MOST_ROWS", 1)
        published(issue_number="1")
        published(issue_number="2")
        assert sheet_of(page("/van-ban/xuat/van-ban.xlsx")).max_row == 2


def sheet_of(response):
    return load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
