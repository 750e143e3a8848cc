"""Ten thousand questions by a few statements: copies of some made by the real doors, varied where lists look."""

from django.db import connection

from documents.tests.crowd import copy, one_of
from editorial.models import Edition, Item
from member_sites.models import Site
from qa.models import Answer, Question, Topic, Unit
from qa.tests.factories import answered, assigned, received

FIRST = 2_000_000
# Of ten questions: answered, with an officer, to be moderated.
ANSWERED, ASSIGNED = 7, 2
DIGEST = "encode(sha256(('{word}' || n)::bytea), 'hex')"


def multiply(count):
    """`count` questions more, of which seven in ten are answered; statistics are fresh afterwards."""
    answer = answered(text="Câu hỏi mẫu đã trả lời về đất?")
    given, new = (
        assigned(text="Câu hỏi mẫu đang trả lời về đất?"),
        received(text="Câu hỏi mẫu mới gửi về đất?"),
    )
    with connection.cursor() as cursor:
        done = count * ANSWERED // 10
        _answers(cursor, answer, done)
        _questions(cursor, answer.item.question, done, "answered", 0, {"item_id": f"{FIRST} + n"})
        running = count * ASSIGNED // 10
        _questions(
            cursor,
            given,
            running,
            "assigned",
            done,
            {
                "starts_on": "(current_date - 60)",
                "due_on": "(current_date - 20 + n % 40)",
            },
        )
        _questions(
            cursor,
            new,
            count - done - running,
            "received",
            done + running,
            {"due_on": "(current_date + 1 + n % 15)"},
        )
        cursor.execute("ANALYZE")


def _answers(cursor, answer, count):
    moment = "(now() - (n * 7919 % 60000) * interval '20 minutes')"
    copy(cursor, Item, answer.item_id, count, {"id": f"{FIRST} + n", "site_id": one_of(Site)})
    copy(
        cursor,
        Edition,
        answer.pk,
        count,
        {
            "id": f"{FIRST} + n",
            "item_id": f"{FIRST} + n",
            "published_at": moment,
            "first_published_at": moment,
            "search_text": "'thu tuc so ' || n || ' ve dat'",
        },
    )
    copy(
        cursor,
        Answer,
        answer.pk,
        count,
        {
            "edition_ptr_id": f"{FIRST} + n",
            "field_id": one_of(Topic),
            "unit_id": one_of(Unit),
        },
    )


def _questions(cursor, question, count, word, after, changed):
    copy(
        cursor,
        Question,
        question.pk,
        count,
        {
            "id": f"{FIRST} + {after} + n",
            "code_digest": DIGEST.format(word=word),
            "starts_on": "(one.starts_on - n % 700)",
            "site_id": one_of(Site),
        }
        | changed,
    )
