"""The review screen says which links of a text are broken; the worker asks them after submission."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common import link_probe
from common.link_probe import Answer
from editorial import links, tasks
from editorial.models.link_checks import LinkCheck
from tests.factories import browser, draft, person, submitted

pytestmark = pytest.mark.django_db

BODY = '<p><a href="https://bao.vn/mat">Bài trước</a>, <a href="https://bao.vn/con">bài sau</a>, <a href="/tin-tuc/">tin</a></p>'


@pytest.fixture
def world(monkeypatch):
    """What each address answers; others are silent."""
    answers = {"https://bao.vn/mat": Answer(404), "https://bao.vn/con": Answer(200)}
    monkeypatch.setattr(
        link_probe, "ask", lambda address: answers.get(address, Answer(problem="silent"))
    )
    return answers


def screen(edition, user=None):
    return (
        browser(user or person("editor"))
        .get(reverse("admin:edition_review", args=[edition.pk]))
        .content.decode()
    )


class AfterSubmissionTests:
    def test_the_worker_is_asked(self, asked_of_worker, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            edition = submitted(body=BODY)
        assert (tasks.check_links.name, edition.pk) in asked_of_worker

    def test_the_worker_is_not_asked_for_a_text_without_links(
        self, asked_of_worker, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            submitted()
        assert tasks.check_links.name not in [task for task, *_arguments in asked_of_worker]

    def test_a_broker_that_is_away_keeps_nobody_from_submitting(
        self, deaf_broker, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            assert submitted(body=BODY).state == "submitted"


class CheckTests:
    def test_keeps_what_each_link_answered(self, world):
        edition = submitted(body=BODY)
        tasks.check_links(edition.pk)
        found = {row.address: (row.status, row.is_broken) for row in LinkCheck.objects.all()}
        assert found == {"https://bao.vn/mat": (404, True), "https://bao.vn/con": (200, False)}

    def test_keeps_the_last_answer_only(self, world):
        edition = submitted(body=BODY)
        tasks.check_links(edition.pk)
        world["https://bao.vn/mat"] = Answer(200)
        tasks.check_links(edition.pk)
        assert LinkCheck.objects.count() == 2
        assert links.report(edition)["broken"] == []

    def test_asks_a_bounded_number_and_each_address_once(self, world):
        many = "".join(f'<p><a href="https://bao.vn/{n // 2}">Bài {n}</a></p>' for n in range(200))
        edition = submitted(body=many)
        tasks.check_links(edition.pk)
        assert LinkCheck.objects.count() == links.AT_MOST

    @pytest.mark.parametrize("status", [401, 403, 429])
    def test_takes_a_refusal_to_robots_for_no_broken_link(self, world, status):
        world["https://bao.vn/mat"] = Answer(status)
        edition = submitted(body=BODY)
        tasks.check_links(edition.pk)
        assert links.report(edition)["broken"] == []

    def test_forgets_a_link_that_left_the_text(self, world):
        edition = submitted(body=BODY)
        LinkCheck.objects.create(
            edition=edition, address="https://cu.vn/", checked_at=timezone.now(), status=404
        )
        assert links.report(edition)["broken"] == []


class ReviewScreenTests:
    def test_names_the_broken_link_in_words(self, world):
        edition = submitted(body=BODY)
        tasks.check_links(edition.pk)
        page = screen(edition)
        assert "Liên kết https://bao.vn/mat báo lỗi 404." in page
        assert "Liên kết https://bao.vn/con" not in page

    def test_says_that_a_server_does_not_answer(self, world):
        del world["https://bao.vn/mat"]
        edition = submitted(body=BODY)
        tasks.check_links(edition.pk)
        assert "Liên kết https://bao.vn/mat không trả lời." in screen(edition)

    def test_says_what_is_not_checked_yet_and_when_the_rest_was(self, world):
        edition = submitted(body=BODY)
        assert "2 liên kết chưa kiểm tra." in screen(edition)
        links.check(edition, at=timezone.now() - timedelta(days=1))
        page = screen(edition)
        assert "chưa kiểm tra" not in page
        assert "Kiểm tra lần cuối lúc" in page

    def test_shows_no_button_for_a_text_without_links(self):
        assert "Kiểm tra lại liên kết" not in screen(submitted())

    def test_asks_the_same_questions_however_many_links(self, world, django_assert_num_queries):
        one, many = (
            submitted(body=BODY),
            submitted(title="Khác", body=BODY + '<p><a href="https://bao.vn/ba">Bài ba</a></p>'),
        )
        tasks.check_links(many.pk)
        with django_assert_num_queries(1):
            links.report(one)
        with django_assert_num_queries(1):
            links.report(many)


class ButtonTests:
    def test_asks_the_worker_again(self, asked_of_worker):
        edition = submitted(body=BODY)
        answer = browser(person("editor")).post(
            reverse("admin:edition_links", args=[edition.pk]), follow=True
        )
        assert asked_of_worker[-1] == (tasks.check_links.name, edition.pk)
        assert "Đang kiểm tra các liên kết" in answer.content.decode()

    def test_says_so_when_the_broker_is_away(self, deaf_broker):
        edition = draft(body=BODY)
        answer = browser(person("editor")).post(
            reverse("admin:edition_links", args=[edition.pk]), follow=True
        )
        assert "Hiện chưa kiểm tra được liên kết" in answer.content.decode()
