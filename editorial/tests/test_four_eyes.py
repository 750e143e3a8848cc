"""Four eyes are one definition: what the queue asks of the database is what the law answers for one edition."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import four_eyes
from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.states import SETTLED
from editorial.transitions import URGENT, FourEyes
from news.models import Article
from tests.factories import main_site, person

pytestmark = pytest.mark.django_db

PEOPLE = 3
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# An edition: its state, who worked on it, who did what to it, who asked for its retraction (if anybody) and whether
# that was confirmed. At most one of an item is open or published, so the states are those of which there may be many.
EDITION = st.tuples(
    st.sampled_from(["superseded", "retracted", "discarded"]),
    st.sets(st.integers(0, PEOPLE - 1)),
    st.sets(st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from([*URGENT, "publish", "sign"]))),
    st.none() | st.tuples(st.integers(0, PEOPLE - 1), st.booleans()),
)
HISTORY = st.lists(EDITION, min_size=1, max_size=5)


def users():
    return [person("writer", name=str(number)) for number in range(PEOPLE)]


def written(history, people):
    """The item's editions as rows, in the order of their numbers."""
    item = Item.objects.create(site=main_site(), kind="news.article")
    return [_edition(item, number, *row, people) for number, row in enumerate(history, 1)]


def _edition(item, number, state, workers, acts, retraction, people):
    now = timezone.now()
    edition = Article.objects.create(item=item, number=number, title=f"Bản {number}")
    for worker in workers:
        Contribution.objects.create(edition_id=edition.pk, user=people[worker])
    for actor, action in acts:
        Event.objects.create(
            item=item, edition_id=edition.pk, action=action, to_state=state, by=people[actor]
        )
    if retraction:
        asker, confirmed = retraction
        Retraction.objects.create(
            edition_id=edition.pk,
            kind="wrong",
            asked_by=people[asker],
            asked_at=now,
            confirmed_at=now if confirmed else None,
        )
    Edition.objects.filter(pk=edition.pk).update(
        state=state, published_at=now, first_published_at=now
    )
    return edition


def bound(rule, history, place):
    """The rule in plain words: places of the people whom it binds at the edition at `place`."""
    _state, _workers, acts, retraction = history[place]
    if rule == FourEyes.URGENT_ACTORS:
        return {actor for actor, action in acts if action in URGENT}
    if rule == FourEyes.ASKER:
        return {retraction[0]} if retraction and not retraction[1] else set()
    workers = set(history[place][1])
    for state, earlier, _acts, _retraction in reversed(history[:place]):
        if state in SETTLED:
            break
        workers |= earlier
    return workers


def held_by_sql(rule, user, editions):
    rows = Edition.objects.filter(pk__in=[edition.pk for edition in editions])
    return set(rows.filter(four_eyes.binds(rule, user)).values_list("pk", flat=True))


class FourEyesTests:
    @MANY
    @given(histories=st.lists(HISTORY, min_size=1, max_size=3), rule=st.sampled_from(FourEyes))
    def test_bind_the_same_people_in_sql_as_in_plain_words(self, histories, rule):
        with transaction.atomic():
            people = users()
            expected, editions = {}, []
            for history in histories:
                rows = written(history, people)
                editions += rows
                for place, edition in enumerate(rows):
                    expected[edition.pk] = {
                        people[number].pk for number in bound(rule, history, place)
                    }
            assert four_eyes.people_of(rule, editions) == expected
            assert {edition.pk: four_eyes.people(rule, edition) for edition in editions} == expected
            for user in people:
                assert held_by_sql(rule, user, editions) == {
                    pk for pk, bound_there in expected.items() if user.pk in bound_there
                }
            transaction.set_rollback(True)

    def test_are_asked_for_many_editions_in_one_query(self, django_assert_num_queries):
        editions = written([("discarded", {0}, set(), None)] * 4, users())
        with django_assert_num_queries(1):
            four_eyes.contributors_of(editions)
