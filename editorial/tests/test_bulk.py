"""Steps on many texts at once: asked once, done by the law one by one, reported."""

import pytest
from django.urls import reverse

from editorial import bulk
from editorial.models import Edition
from tests.factories import again, browser, commune, draft, edited, person, submitted

pytestmark = pytest.mark.django_db

LIST = "admin:news_article_changelist"


def post(user, action, editions, **fields):
    sent = {"action": action, "_selected_action": [edition.pk for edition in editions]} | fields
    return browser(user).post(reverse(LIST), sent)


def states(editions):
    return [again(edition).state for edition in editions]


def offered(user):
    page = browser(user).get(reverse(LIST))
    return [name for name, _label in page.context["action_form"].fields["action"].choices if name]


class OfferTests:
    @pytest.mark.parametrize(
        ("role", "actions"),
        [
            ("contributor", ["submit", "discard"]),
            ("writer", ["submit", "discard"]),
            ("editor", ["submit", "pass", "discard"]),
            ("chief", ["submit", "pass", "publish", "discard"]),
        ],
    )
    def test_has_the_steps_for_which_the_person_has_the_role(self, role, actions):
        draft(by=person(role))
        assert offered(person(role)) == actions

    def test_speaks_the_office_s_language(self):
        draft()
        page = browser(person("chief")).get(reverse(LIST)).content.decode()
        for label in ("Gửi duyệt", "Chuyển duyệt đăng", "Đăng ngay", "Hủy bản nháp"):
            assert f">{label}</option>" in page


class AskTests:
    def test_changes_nothing_before_it_is_confirmed(self):
        editions = [submitted(title="Một"), submitted(title="Hai")]
        page = post(person("editor"), "pass", editions)
        assert page.status_code == 200
        assert "Sẽ áp dụng cho:" in page.content.decode()
        assert states(editions) == ["submitted", "submitted"]

    def test_names_what_the_law_refuses_and_why(self):
        own = submitted(title="Bài của tôi", by=person("editor"))
        page = post(person("editor"), "pass", [own, submitted(title="Bài khác")]).content.decode()
        open_part, refused_part = page.split("Các bài sau giữ nguyên:")
        assert "Bài khác" in open_part
        assert "Bài của tôi" in refused_part
        assert "phải có người khác duyệt" in refused_part

    def test_names_what_is_incomplete(self):
        page = post(person("writer"), "submit", [draft(summary="")]).content.decode()
        assert "Không bài nào" in page
        assert "tóm tắt" in page.lower()

    def test_asks_the_same_few_questions_for_many(self, django_assert_num_queries):
        client = browser(person("editor"))

        def ask():
            pks = list(Edition.objects.values_list("pk", flat=True))
            return client.post(reverse(LIST), {"action": "pass", "_selected_action": pks})

        submitted()
        with django_assert_num_queries(12):
            ask()
        for number in range(5):
            submitted(commune(), title=f"Bài {number}")
        with django_assert_num_queries(12):
            ask()


class DoneTests:
    def test_moves_what_may_be_moved_and_reports_both(self):
        editor = person("editor")
        editions = [
            submitted(title="Bài khác"),
            submitted(title="Bài của tôi", by=editor),
            edited(title="Bài đã chuyển"),
        ]
        page = post(editor, "pass", editions, confirmed="1").content.decode()
        assert states(editions) == ["edited", "submitted", "edited"]
        assert "Đã làm xong 1 bài, 2 bài bị từ chối." in " ".join(page.split())
        assert "phải có người khác duyệt" in page

    def test_writes_the_log_of_each(self):
        editions = [edited(title="Một"), edited(title="Hai")]
        post(person("chief"), "publish", editions, confirmed="1")
        assert states(editions) == ["published", "published"]
        assert [edition.events.filter(action="publish").count() for edition in editions] == [1, 1]

    def test_refuses_a_text_that_changed_since_it_was_asked(self):
        edition = draft()
        page = post(
            person("writer"),
            "submit",
            [edition],
            confirmed="1",
            seen=f"{edition.pk}-{edition.version + 1}",
        )
        assert states([edition]) == ["draft"]
        assert "thay đổi" in page.content.decode()

    def test_from_the_asking_page_to_the_end(self):
        edition = submitted()
        page = post(person("editor"), "pass", [edition]).content.decode()
        assert f'name="seen" value="{edition.pk}-{edition.version}"' in page
        post(
            person("editor"),
            "pass",
            [edition],
            confirmed="1",
            seen=f"{edition.pk}-{edition.version}",
        )
        assert states([edition]) == ["edited"]

    def test_discards_drafts(self):
        editions = [draft(title="Một"), draft(title="Hai")]
        post(person("writer"), "discard", editions, confirmed="1")
        assert states(editions) == ["discarded", "discarded"]

    def test_survives_nonsense_beside_the_texts(self):
        edition = submitted()
        post(person("editor"), "pass", [edition], confirmed="1", seen=["abc", "1-", "-", "١-٢x"])
        assert states([edition]) == ["edited"]


class TooManyTests:
    def test_are_refused_with_a_sentence_before_anything_is_done(self, monkeypatch):
        monkeypatch.setattr(bulk, "AT_MOST", 2)
        editions = [submitted(title=f"Bài {number}") for number in range(3)]
        sent = {
            "action": "pass",
            "_selected_action": [editions[0].pk],
            "select_across": "1",
            "confirmed": "1",
        }
        page = browser(person("editor")).post(reverse(LIST), sent, follow=True).content.decode()
        assert "Mỗi lần xử lý được tối đa 2 bài, bạn đã chọn 3." in page
        assert states(editions) == ["submitted"] * 3

    def test_two_hundred_are_not(self):
        assert bulk.AT_MOST == 200
