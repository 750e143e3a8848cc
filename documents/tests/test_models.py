from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from documents.models import Document, DocumentFile, DocumentRelation, Effect, RelationKind, Scope
from documents.models.catalogue import DocumentType, PostingLimit
from documents.posting_deadline import posting_of
from documents.tests.factories import (
    body,
    draft,
    kind,
    party_body,
    published,
    relation,
    signer,
    stored_pdf,
)
from editorial.models.calendars import CalendarDay
from editorial.workflow import perform
from tests.factories import again, person, retracted

pytestmark = pytest.mark.django_db

DAY = date(2023, 7, 1)


class SeedTests:
    def test_has_the_types_of_the_decree_and_the_letters(self):
        codes = dict(DocumentType.objects.values_list("name", "code"))
        assert (codes["Quyết định"], codes["Quy định"], codes["Công văn"]) == ("QĐ", "QyĐ", "")
        assert len(codes) == 30

    def test_has_the_limits_of_the_office(self):
        assert dict(PostingLimit.objects.values_list("posting_class", "working_days")) == {
            "own": 2,
            "received": 10,
            "guidance": 15,
            "plan": 10,
        }


class DerivedTests:
    def test_title_is_type_reference_and_subject(self):
        assert (
            draft().title
            == "Quyết định số 12/QĐ-UBND: Về việc phê duyệt kế hoạch trồng rừng năm 2023"
        )

    def test_title_is_cut_between_words(self):
        title = draft(summary="rừng " * 90).title
        assert len(title) <= 250 and title.endswith("rừng…")

    def test_party_bodies_write_a_dash(self):
        one = draft(issue_number="05", symbol="NQ/HU", issuer=party_body(), type=kind("Nghị quyết"))
        assert (one.reference, one.reference_key, one.number_value) == ("05-NQ/HU", " 5 nq hu ", 5)

    def test_signer_is_kept_as_signed_that_day(self):
        who = signer()
        one = draft(signer=who, signer_name="", signer_post="")
        who.post = "Bí thư"
        who.save()
        assert again(one).signer_post == "Chủ tịch"


class AdviceTests:
    def said(self, document):
        return " ".join(str(sentence) for _field, sentence in document.advice())

    def test_warns_of_a_number_taken_by_the_same_body_in_the_same_year(self):
        published()
        assert "Trùng số, ký hiệu" in self.said(draft())

    @pytest.mark.parametrize(
        "fields",
        [
            {"issued_on": date(2022, 1, 5)},
            {"issue_number": "13"},
            {"symbol": "KH-UBND"},
        ],
    )
    def test_does_not_warn_of_another_year_number_or_symbol(self, fields):
        published()
        assert "Trùng số, ký hiệu" not in self.said(draft(**fields))

    def test_does_not_warn_of_another_body_or_of_itself(self):
        one = published()
        assert "Trùng số" not in self.said(draft(issuer=body("UBND xã", short="UBND")))
        assert "Trùng số" not in self.said(one)

    def test_a_duplicate_is_neither_changed_nor_refused(self):
        published()
        assert published().reference == "12/QĐ-UBND"

    def test_warns_of_a_symbol_that_does_not_fit_its_type(self):
        assert "thường bắt đầu bằng “QĐ”" in self.said(draft(symbol="KH-UBND"))

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"type": "Công văn", "symbol": "UBND-VX"},
            {"type": "Công văn", "symbol": "UBND"},
            {"type": "Nghị quyết", "symbol": "NQ/HU", "issuer": "party"},
            {"type": "Công văn", "symbol": "CV/HU", "issuer": "party"},
            {"type": "Quy định", "symbol": "QĐi/HU", "issuer": "party"},
        ],
    )
    def test_understands_letters_and_the_party(self, fields):
        made = {
            "type": kind(fields.get("type", "Quyết định")),
            "symbol": fields.get("symbol", "QĐ-UBND"),
        }
        if "issuer" in fields:
            made["issuer"] = party_body()
        assert "ý hiệu" not in self.said(draft(**made))

    def test_warns_of_a_letter_with_the_code_of_a_type(self):
        assert "Công văn không ghi tên loại" in self.said(draft(type=kind("Công văn")))

    def test_warns_of_a_body_that_did_not_exist_yet(self):
        late = body("Ban quản lý", short="UBND", valid_from=date(2024, 1, 1))
        assert "chưa thành lập" in self.said(draft(issuer=late))


class EffectTests:
    def effect(self, document, on=DAY, at=None):
        return Effect(Document.objects.filter(pk=document.pk).with_effect(on, at).get().effect_now)

    @pytest.mark.parametrize(
        "fields, effect",
        [
            ({}, Effect.IN_FORCE),
            ({"effective_on": date(2023, 7, 1)}, Effect.IN_FORCE),
            ({"effective_on": date(2023, 7, 2)}, Effect.PENDING),
            ({"effective_until_on": date(2023, 7, 1)}, Effect.IN_FORCE),
            ({"effective_until_on": date(2023, 6, 30)}, Effect.EXPIRED),
        ],
    )
    def test_follows_its_own_days(self, fields, effect):
        assert self.effect(published(**fields)) == effect

    @pytest.mark.parametrize(
        "kind_of, scope, effect",
        [
            (RelationKind.REPLACES, Scope.WHOLE, Effect.EXPIRED),
            (RelationKind.REPEALS, Scope.WHOLE, Effect.EXPIRED),
            (RelationKind.REPLACES, Scope.PART, Effect.PARTLY),
            (RelationKind.REPEALS, Scope.PART, Effect.PARTLY),
            (RelationKind.AMENDS, Scope.WHOLE, Effect.PARTLY),
            (RelationKind.SUSPENDS, Scope.WHOLE, Effect.SUSPENDED),
            (RelationKind.SUPPLEMENTS, Scope.WHOLE, Effect.IN_FORCE),
            (RelationKind.CORRECTS, Scope.WHOLE, Effect.IN_FORCE),
            (RelationKind.GUIDES, Scope.WHOLE, Effect.IN_FORCE),
            (RelationKind.BASED_ON, Scope.WHOLE, Effect.IN_FORCE),
        ],
    )
    def test_follows_what_newer_documents_do(self, kind_of, scope, effect):
        old = published()
        published(
            issue_number="20",
            issued_on=date(2023, 6, 1),
            relations=[relation(kind_of, old, scope=scope)],
        )
        assert self.effect(old) == effect
        assert self.effect(old, date(2023, 5, 31)) == Effect.IN_FORCE

    def test_waits_for_the_day_of_the_relation(self):
        old = published()
        later = relation(RelationKind.REPLACES, old, effective_on=date(2023, 8, 1))
        published(issue_number="20", issued_on=date(2023, 6, 1), relations=[later])
        assert self.effect(old) == Effect.IN_FORCE
        assert self.effect(old, date(2023, 8, 1)) == Effect.EXPIRED

    def test_waits_for_the_day_on_which_the_newer_takes_effect(self):
        old = published()
        newer = {"issued_on": date(2023, 6, 1), "effective_on": date(2023, 9, 1)}
        published(issue_number="20", relations=[relation(RelationKind.REPLACES, old)], **newer)
        assert self.effect(old) == Effect.IN_FORCE
        assert self.effect(old, date(2023, 9, 1)) == Effect.EXPIRED

    def test_comes_back_when_a_suspension_ends(self):
        old = published()
        pause = relation(RelationKind.SUSPENDS, old, until_on=date(2023, 7, 31))
        published(issue_number="20", issued_on=date(2023, 6, 1), relations=[pause])
        assert self.effect(old, date(2023, 7, 31)) == Effect.SUSPENDED
        assert self.effect(old, date(2023, 8, 1)) == Effect.IN_FORCE

    def test_is_not_touched_by_a_draft_or_a_retracted_document(self):
        old = published()
        draft(
            issue_number="20",
            issued_on=date(2023, 6, 1),
            relations=[relation(RelationKind.REPLACES, old)],
        )
        taken = published(
            issue_number="21",
            issued_on=date(2023, 6, 1),
            relations=[relation(RelationKind.REPEALS, old)],
        )
        assert self.effect(old) == Effect.EXPIRED
        retracted(edition=taken)
        assert self.effect(old) == Effect.IN_FORCE

    @pytest.mark.parametrize("name", Effect.values)
    def test_filters_as_it_labels(self, name):
        olds = [published(issue_number=str(number)) for number in range(1, 6)]
        published(issue_number="90", effective_on=date(2024, 1, 1))
        acts = [
            (RelationKind.REPLACES, Scope.WHOLE),
            (RelationKind.SUSPENDS, Scope.WHOLE),
            (RelationKind.AMENDS, Scope.PART),
        ]
        rows = [
            relation(one, old, scope=scope) for (one, scope), old in zip(acts, olds, strict=False)
        ]
        rows.append(relation(RelationKind.AMENDS, olds[0]))
        published(issue_number="91", issued_on=date(2023, 6, 1), relations=rows)
        labelled = {one.pk for one in Document.objects.with_effect(DAY) if one.effect_now == name}
        assert set(Document.objects.in_effect(name, DAY).values_list("pk", flat=True)) == labelled
        assert labelled

    def test_is_asked_of_a_document(self):
        assert published(effective_until_on=date(2023, 6, 30)).effect(DAY) == Effect.EXPIRED


class PostingTests:
    def test_counts_working_days_against_the_limit(self):
        # 2023-01-05 was a Thursday.
        one = draft()
        friday = timezone.make_aware(datetime(2023, 1, 9, 8))
        assert (posting_of(one, friday).days, posting_of(one, friday).is_late) == (2, False)
        tuesday = timezone.make_aware(datetime(2023, 1, 10, 8))
        assert (posting_of(one, tuesday).days, posting_of(one, tuesday).is_late) == (3, True)

    def test_rests_on_holidays(self):
        CalendarDay.objects.all().delete()
        CalendarDay.objects.create(on=date(2023, 1, 9), name="Nghỉ")
        assert posting_of(draft(), timezone.make_aware(datetime(2023, 1, 10, 8))).days == 2

    def test_gives_more_time_to_documents_from_above(self):
        assert posting_of(draft(posting_class="received")).limit == 10

    def test_counts_a_document_from_above_from_the_day_of_its_receipt(self):
        monday = timezone.make_aware(datetime(2023, 2, 6, 8))
        one = draft(posting_class="received", received_on=date(2023, 2, 3))
        assert (posting_of(one, monday).days, posting_of(one, monday).is_late) == (1, False)
        assert posting_of(draft(posting_class="received"), monday).is_late

    def test_counts_one_of_our_own_from_its_issue_whatever_day_it_was_received(self):
        monday = timezone.make_aware(datetime(2023, 2, 6, 8))
        assert posting_of(draft(received_on=date(2023, 2, 3)), monday).is_late

    @pytest.mark.parametrize("day", [date(2023, 1, 4), date(2099, 1, 1)])
    def test_was_received_neither_before_it_was_issued_nor_in_days_to_come(self, day):
        with pytest.raises(ValidationError) as refused:
            draft(received_on=day).clean()
        assert set(refused.value.error_dict) == {"received_on"}

    def test_takes_the_limit_that_held_on_the_day_of_issue(self):
        PostingLimit.objects.filter(posting_class="own").update(valid_from=date(2024, 1, 1))
        PostingLimit.objects.create(
            posting_class="own", working_days=5, valid_to=date(2023, 12, 31)
        )
        assert posting_of(draft()).limit == 5
        assert posting_of(draft(issued_on=date(2024, 5, 6))).limit == 2

    def test_ends_with_the_first_publication(self):
        one = published()
        assert posting_of(one).done
        assert posting_of(draft(issued_on=None)) is None


class SettledTests:
    @pytest.mark.parametrize(
        "change",
        [
            lambda one: Document.objects.filter(pk=one.pk).update(symbol="KH-UBND"),
            lambda one: one.files.all().delete(),
            lambda one: one.files.update(is_public=False),
            lambda one: DocumentFile.objects.create(document=one, title="Thêm"),
            lambda one: DocumentRelation.objects.create(document=one, target_text="12/QĐ-UBND"),
        ],
    )
    def test_nothing_of_a_published_document_changes(self, change):
        one = published()
        with pytest.raises(IntegrityError), transaction.atomic():
            change(one)

    def test_a_correction_takes_files_and_relations_along(self):
        old = published(issue_number="1")
        one = published(
            files=[DocumentFile(file=stored_pdf(pages=2))],
            relations=[relation(RelationKind.GUIDES, old)],
        )
        new = perform("correct", one, by=person("writer"), note="Sửa.")
        assert [row.page_count for row in new.files.all()] == [2]
        assert new.relations.get().target == old.item
